"""Entries, their words, what they rest on, and whom they are addressed to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.addresses import address
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.kit.words import dated
from alongside.foundation.logbook.kinds import Kind, kind_of
from alongside.foundation.logbook.reaching import addressed_to, stubbed_for
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Category, Reader, System


class Ceiling(models.TextChoices):
    """How a teller lets their words be used. It bounds every audience and every quotation."""

    CLOSE = "close", _("kept close")
    LEARN = "learn", _("learn from it, don’t repeat it")
    QUOTED = "quoted", _("quoted without my name")
    OPEN = "open", _("open")


class Reach(models.TextChoices):
    """Whom of a table something is addressed to."""

    US = "us", _("just us")
    TABLE = "table", _("around the table")
    ANYONE = "anyone", _("anyone")


# How far words under each ceiling may reach, and whether beyond the table they were told at: there
# they are never the whole as it was written down, only what was shared from it.
REACHES = {
    Ceiling.CLOSE: {Reach.US},
    Ceiling.LEARN: {Reach.US, Reach.TABLE},
    Ceiling.QUOTED: {Reach.US, Reach.TABLE, Reach.ANYONE},
    Ceiling.OPEN: {Reach.US, Reach.TABLE, Reach.ANYONE},
}
BEYOND = {Ceiling.QUOTED, Ceiling.OPEN}


class Reaches(models.Func):
    """That a row of this table addresses an entry to the reader."""

    output_field = models.BooleanField()

    def __init__(self, addressed: type[Addressed], entry: str, reader: Reader) -> None:
        super().__init__(entry)
        self.addressed, self.reader = addressed, reader

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        entry, params = compiler.compile(self.source_expressions[0])
        mine, values = self.addressed.reaching(self.reader)
        rows = f"SELECT 1 FROM {self.addressed._meta.db_table} a WHERE a.entry_id = {entry}"
        return f"EXISTS ({rows} AND ({mine}))", (*params, *values)


class Entries(models.QuerySet["Entry"]):
    def visible_to(self, reader: Reader) -> Entries:
        """
        What this reader may read: addressed to a table they sit at, whole seat by whole seat, or
        to anyone. For one entry or a few; lists go through ``visible.newest``.
        """
        return self.filter(Reaches(Audience, "pk", reader))

    def stubs_for(self, reader: Reader) -> Entries:
        """What this reader could read once and cannot now: taken back, or kept closer."""
        return self.filter(Reaches(Stub, "pk", reader), ~Q(Reaches(Audience, "pk", reader)))


class Entry(models.Model):
    """
    Everything worth keeping: a story, an interpretation, something tried, an answer.

    It belongs to one system and says because of what. Its words live in ``Words``; of a life even
    the title does.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(System, models.CASCADE, related_name="+")
    of_life = models.BooleanField(default=False)
    kind = models.CharField(max_length=40)
    category = models.CharField(max_length=10, choices=Category, blank=True)
    title = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    on = models.DateField(null=True)  # the day it is about, where that is another one
    month_only = models.BooleanField(default=False)
    ceiling = models.CharField(max_length=6, choices=Ceiling, blank=True)
    # Said by the room that gathers ways of seeing it: nobody outside may be asked yet.
    seen_one_way = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Entries.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(of_life=False) | Q(title=""), name="no_plain_title_of_a_life"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(title=""), name="no_title_once_taken_back"
            ),
            models.CheckConstraint(
                condition=Q(month_only=False) | Q(by=None), name="no_author_shared_more_widely"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return address(self.kind.replace(".", ":"), self.pk)

    @property
    def means(self) -> Kind:
        return kind_of(self.kind)

    @property
    def station(self) -> str:
        return self.means.station

    @property
    def called(self) -> str:
        return self.means.called(self.of_life)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def read_again(self) -> None:
        """
        What is taken back, or kept closer, in this very moment shows; and from here until the verb
        ends nobody else does either.
        """
        locked = Entry.objects.select_for_update().values_list("withdrawn_at", "ceiling")
        self.withdrawn_at, self.ceiling = locked.get(pk=self.pk)

    @property
    def when(self) -> str:
        """The day it is about or was written; only the month once shared more widely."""
        day = self.on or timezone.localdate(self.at)
        return dated(day, "F Y" if self.month_only else "j F Y")


# Parts that say how a teller agreed to sharing the others begin with this.
AGREED = "agreed "


class Words(models.Model):
    """The words of one part of an entry: sealed when it belongs to a life, plain otherwise."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words")
    part = models.CharField(max_length=24)
    plain = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    key_version = models.PositiveSmallIntegerField(null=True)
    # A keyed hash, so that what rests on these words can say later whether they are the same.
    fingerprint = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "part"], name="one_body_a_part"),
            models.CheckConstraint(
                condition=Q(sealed=None, key_version=None)
                | Q(plain="", sealed__isnull=False, key_version__isnull=False),
                name="words_plain_or_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.entry_id}"


class How(models.TextChoices):
    RESTS_ON = "rests_on", _("rests on")
    SHARED_FROM = "shared_from", _("shared from")


class Because(models.Model):
    """
    This entry is there because of that one, which existed before.

    What is cited is frozen as its id and the keyed hash of its words then, never as words. Words
    that are quoted are where they stand in it: taken back there, they are gone here too.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="because")
    of = models.ForeignKey(Entry, models.CASCADE, related_name="led_to")
    how = models.CharField(max_length=11, choices=How, default=How.RESTS_ON)
    fingerprint = models.BinaryField(max_length=32)
    # What is quoted of it: so many characters of its first part, from this one on.
    start = models.PositiveIntegerField(null=True)
    length = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "of"], name="because_once"),
            models.CheckConstraint(
                condition=Q(start=None, length=None)
                | Q(start__gte=0, length__gt=0, start__isnull=False, length__isnull=False),
                name="quoted_from_to",
            ),
            # Ids sort by when they were made: nothing rests on what came after it, so no loops.
            models.CheckConstraint(condition=Q(entry__gt=F("of")), name="because_of_what_was"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.how} {self.of_id}"


class Addressed(models.Model):
    """Whom something is addressed to. Written once; never inherited from anything later."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="%(class)ss")
    system = models.ForeignKey(System, models.CASCADE, related_name="+")
    reach = models.CharField(max_length=6, choices=Reach)
    # Copies of the entry's own, so that the newest of a kind at a table are read off one index.
    kind = models.CharField(max_length=40)
    category = models.CharField(max_length=10, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.entry_id} to {self.reach} of {self.system_id}"

    @staticmethod
    def reaching(reader: Reader) -> tuple[str, list[Any]]:
        return addressed_to(reader)


class Audience(Addressed):
    """An entry is addressed to us, to the table, to the table of a named other, or to anyone."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "system", "reach"], name="addressed_once")
        ]
        indexes = [
            models.Index(fields=["system", "reach", "entry"], name="newest_at_table"),
            models.Index(fields=["system", "reach", "kind", "entry"], name="newest_of_kind"),
            models.Index(
                fields=["entry"], name="newest_for_anyone", condition=Q(reach=Reach.ANYONE)
            ),
        ]


class Stub(Addressed):
    """Who could read something before it was taken back: they see that it was there, no more."""

    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "system", "reach"], name="stubbed_once")
        ]
        indexes = [models.Index(fields=["system", "entry"], name="stubs_at_table")]

    @staticmethod
    def reaching(reader: Reader) -> tuple[str, list[Any]]:
        return stubbed_for(reader)


class Findable(models.Model):
    """
    An entry that search can find, in the order they were written. Words of lives never are.

    Beside it the database keeps its own index (FTS5 or tsvector), made in the first migration.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.entry_id}"
