from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import INNER, Reader, System
from alongside.foundation.vault import safe
from alongside.human.lives.models import Agreement, Kept, also_kept

# The words of a source; each of its signs has two parts more, "sign 1" and "not 1".
PARTS = ("name", "gateway", "pauses", "pause_gateway")
SOURCE = kind("signals.source", Station.UNDERSTAND, _("Where we hear of it"))


class Gateway(models.TextChoices):
    """By what right one organisation tells another something about somebody."""

    LAW = "law", _("a law, or an agreement made under one")
    AGREED = "agreed", _("the person’s own yes")


class Sources(models.QuerySet["Source"]):
    def listened_to(self) -> Sources:
        return self.filter(held_at=None, ended_at=None)


class Source(models.Model):
    """
    A system of some organisation that notices things, such as council tax: what it may say to the
    table that keeps it here, by what right, and what it can be asked to pause.

    Its name, what each sign means and does not mean, and the laws' names are words of its entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=6, choices=Gateway)
    # Who can pause what it does to people, and by what right; nobody if there is nothing to pause.
    asked = models.ForeignKey(System, models.PROTECT, null=True, related_name="+")
    pause_ground = models.CharField(max_length=6, choices=Gateway, blank=True)
    held_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Sources.as_manager()
    name: str
    gateway: str
    pauses: str
    pause_gateway: str
    says: list[Sign]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked=None, pause_ground="")
                | (Q(asked__isnull=False) & ~Q(pause_ground="")),
                name="who_can_pause_and_by_what_right",
            )
        ]

    def __str__(self) -> str:
        return f"source {self.entry_id}"

    @property
    def table(self) -> UUID:
        """The table that keeps it, and to which it speaks."""
        return self.entry.system_id

    @property
    def is_listened_to(self) -> bool:
        return self.held_at is None and self.ended_at is None


class Token(models.Model):
    """What a source shows to be heard. Only its keyed hash is kept; each can be stopped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="tokens")
    hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token of {self.source_id}"


class Sign(models.Model):
    """A kind of thing a source may say, and with it what that does not mean."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="signs")
    n = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=40)

    words: str
    not_meant: str

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "slug"], name="one_sign_a_slug"),
            models.UniqueConstraint(fields=["source", "n"], name="one_sign_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} of {self.source_id}"


class Heard(models.Model):
    """A message that came already, so that the same message is one however often it is sent."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    key = models.BinaryField(max_length=32, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="heard_lately")]

    def __str__(self) -> str:
        return f"heard of {self.source_id}"


class How(models.TextChoices):
    """How a knock was answered."""

    TALKED = "talked", _("we talked")
    RATHER_NOT = "rather_not", _("they’d rather not")
    FALSE_ALARM = "false_alarm", _("a false alarm")


class Knocks(models.QuerySet["Knock"]):
    def there(self) -> Knocks:
        """Placed, and not to go away yet."""
        return self.filter(placed_at__isnull=False, until__gt=timezone.now())

    def standing(self) -> Knocks:
        """Not answered yet."""
        return self.there().filter(ended_at=None)

    def waiting(self) -> Knocks:
        """
        For somebody at their table to take. All that came on one day are there from the next
        morning, so that who sends one cannot watch for it.
        """
        return self.standing().filter(life=None, taken_by=None, from_when__lte=timezone.now())

    def waiting_at(self, table: System) -> Knocks:
        return self.waiting().filter(table=table)

    def waiting_at_any(self, tables: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
        """Those of these tables where some wait, and since when the first of them has."""
        rows = self.waiting().filter(table__in=tables).values_list("table")
        return list(rows.annotate(since=Min("from_when")).order_by("since"))

    def taken_at(self, table: System) -> Knocks:
        return self.standing().filter(table=table, life=None, taken_by__isnull=False)

    def visible_to(self, reader: Reader) -> Knocks:
        """
        Somebody's own, their lead worker's, or whose it is who took it; nobody else's. One that
        rests on the person's own yes is there only while that stands.
        """
        inner = [seat.system_id for seat in reader.seats if seat.role in INNER]
        yes = Agreement.objects.current().filter(
            life=OuterRef("life"), organisation=OuterRef("source__organisation")
        )
        theirs = Q(life__in=inner) & (Q(source__ground=Gateway.LAW) | Exists(yes))
        mine = Q(life=None, taken_by=reader.person, table__in=reader.systems)
        return self.there().filter(theirs | mine)


class Knock(models.Model):
    """
    A sign that somebody's life may have got harder, as one knock at their door: who it is about,
    sealed under a key of its own, until when, and who has it. There is one a person at a time.

    It makes no life, and nothing follows from it by itself but that it goes away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    sign = models.ForeignKey(Sign, models.PROTECT, related_name="+")
    table = models.ForeignKey(System, models.CASCADE, related_name="+")
    on = models.DateField()
    heard_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)
    from_when = models.DateTimeField()
    # Whose life it is, if they are known here; then nobody at the table ever sees it.
    life = models.ForeignKey(System, models.CASCADE, null=True, related_name="+")
    # Who it is about, sealed: under its own key, or under the life's. Gone once it is answered.
    sealed = models.BinaryField(null=True)
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=11, choices=How, blank=True)

    objects: ClassVar[Any] = Knocks.as_manager()

    class Meta:
        constraints = [
            # A "rather not" stands until the day this would have gone away by itself.
            models.UniqueConstraint(
                fields=["life"],
                condition=Q(ended_at=None) | Q(ended=How.RATHER_NOT),
                name="one_knock_a_life",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                name="knock_answered_somehow",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(sealed=None), name="answered_knocks_name_nobody"
            ),
        ]
        indexes = [models.Index(fields=["table", "until"], name="knocks_of_table")]

    def __str__(self) -> str:
        return f"knock {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("signals:knock", args=[self.pk])

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None

    @property
    def key(self) -> UUID:
        """Whose key seals who it is about."""
        return self.life_id or self.pk

    @property
    def had_since(self) -> Any:
        """From when on whoever has it has had it."""
        return self.taken_at or (self.placed_at if self.life_id else self.from_when)


class Mark(models.Model):
    """
    A keyed hash of one way of naming somebody, while a knock for them stands: what keeps a second
    sign from being stacked on the first, whoever sends it.
    """

    id = models.BigAutoField(primary_key=True)
    knock = models.ForeignKey(Knock, models.CASCADE, related_name="marks")
    hash = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"mark of {self.knock_id}"


class Month(models.Model):
    """How often a sign was wrong in a month: doors that opened, and false alarms among them."""

    id = models.BigAutoField(primary_key=True)
    sign = models.ForeignKey(Sign, models.CASCADE, related_name="months")
    on = models.DateField()
    opened = models.PositiveIntegerField(default=0)
    false_alarms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign", "on"], name="one_month_a_sign"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%B %Y} of {self.sign_id}"


class Says(models.TextChoices):
    PAUSED = "paused", _("It is paused")
    CANNOT = "cannot", _("It cannot be paused, because")


class Pauses(models.QuerySet["Pause"]):
    def waiting(self) -> Pauses:
        return self.filter(answered_at=None, knock__until__gt=timezone.now())

    def waiting_at_any(self, tables: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
        """Those of these tables that owe an answer, and since when."""
        rows = self.waiting().filter(of__in=tables).values_list("of")
        return list(rows.annotate(since=Min("asked_at")).order_by("since"))


class Pause(models.Model):
    """
    Asked of a source: leave this one be for now. The clock is on whoever was asked.

    It names the person as the source itself named them, sealed, and no longer than until it is
    answered. Nothing else ever goes back to a source.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    knock = models.OneToOneField(Knock, models.CASCADE, related_name="pause")
    of = models.ForeignKey(System, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=6, choices=Gateway)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.CharField(max_length=6, choices=Says, blank=True)
    paused_until = models.DateField(null=True)
    because = models.BinaryField(null=True)  # the law that is in the way, sealed

    objects: ClassVar[Any] = Pauses.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, says="")
                | (Q(answered_at__isnull=False, sealed=None) & ~Q(says="")),
                name="pause_answered_names_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(says=Says.CANNOT) | Q(because__isnull=False),
                name="cannot_be_paused_because",
            ),
        ]
        indexes = [models.Index(fields=["of", "answered_at"], name="pauses_asked_of")]

    def __str__(self) -> str:
        return f"pause {self.pk}"

    @property
    def key(self) -> UUID:
        return self.knock.life_id or self.pk


def said_of(sources: Iterable[Source]) -> list[Source]:
    """The same sources with what their entries say filled in, and their signs, in three queries."""
    sources = list(sources)
    words = words_of([source.entry for source in sources])
    signs = Sign.objects.filter(source__in=sources).order_by("n")
    by_source: dict[UUID, list[Sign]] = {}
    for sign in signs:
        said = words.get(sign.source_id, {})
        sign.words, sign.not_meant = said.get(f"sign {sign.n}", ""), said.get(f"not {sign.n}", "")
        by_source.setdefault(sign.source_id, []).append(sign)
    for source in sources:
        said = words.get(source.pk, {})
        for part in PARTS:
            setattr(source, part, said.get(part, ""))
        source.says = by_source.get(source.pk, [])
    return sources


# --- what is sealed beside a knock, under its own key or that of a life --------------------------

WHO, BECAUSE = "who", "because"
_VERSION = 2  # bytes before the sealed words: which version of the key they are under


def seal(key: UUID, of: UUID, part: str, words: str) -> bytes:
    """:raises Unreadable: if that key is gone."""
    [sealed] = safe.seal(key, [(of, part, words)])
    return sealed.version.to_bytes(_VERSION, "big") + sealed.body


def open_sealed(key: UUID, of: UUID, part: str, body: bytes | memoryview[int]) -> str:
    """:raises Unreadable: if that key is gone."""
    whole = bytes(body)
    version = int.from_bytes(whole[:_VERSION], "big")
    return safe.open_all([safe.Sealed(key, of, part, version, whole[_VERSION:])])[0]


@also_kept
def signs_kept(reader: Reader, life: System, look: Look) -> Kept:
    """What somebody was told about this life, whole and in the words it was sent in."""
    knocks = list(
        Knock.objects.visible_to(reader)
        .filter(life=life)
        .select_related("source__entry", "source__organisation", "sign", "pause")
        .order_by("pk")
    )
    sources = said_of({knock.source_id: knock.source for knock in knocks}.values())
    names = {source.pk: source.name for source in sources}
    signs = {sign.pk: sign.words for source in sources for sign in source.says}
    look.saw(life.pk, [knock.pk for knock in knocks])
    rows = [_kept_of(knock, names[knock.source_id], signs[knock.sign_id]) for knock in knocks]
    return Kept(_("Why somebody came, and what they were told"), rows)


def _kept_of(knock: Knock, source: str, sign: str) -> str:
    said = [f"{source}, {knock.source.organisation.name}: {sign}", on_day(knock.on)]
    if knock.sealed:
        said.append(_plain(open_sealed(knock.key, knock.pk, WHO, knock.sealed)))
    if knock.ended:
        said.append(str(knock.get_ended_display()))
    pause = getattr(knock, "pause", None)
    if pause is not None:
        said.append(str(pause.get_says_display() or _("They were asked to pause it")))
        if pause.because:
            said.append(open_sealed(pause.key, pause.pk, BECAUSE, pause.because))
    until = gettext("It goes away on %(day)s") % {"day": on_day(knock.until)}
    return " · ".join([*said, until])


def _plain(who: str) -> str:
    return ", ".join(json.loads(who).values())
