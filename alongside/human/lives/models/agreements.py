"""What the person said yes to: who may know what, what for, and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import A_YEAR, Category, Exclusion, Seat, System

from .relationships import SaidHow

QUESTION = kind(
    "lives.question", Station.UNDERSTAND, _("Can I tell them?"), stays=True, here_only=True
)
AGREEMENT = kind(
    "lives.receipt", Station.UNDERSTAND, _("A yes to sharing"), stays=True, here_only=True
)


# Written down by another, so that it is new to them until they have seen it.
SAID_FOR_THEM = (SaidHow.BESIDE, SaidHow.WITH)
# Whether something is sorted is asked a week before its yes ends, and for two weeks after.
SOON, LATELY = timedelta(days=7), timedelta(days=14)


class Recipients(models.Model):
    """
    Who is to know what, and until when: one whole question, never put together from parts.

    What it is for and the very question asked are words, and live with the entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    categories = models.JSONField()
    until = models.DateTimeField()  # until it is sorted: the day to ask again
    until_sorted = models.BooleanField(default=False)

    # Filled in by a page that opens them.
    words: dict[str, str]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.person_id or self.organisation_id} in {self.life_id}"

    @property
    def recipient(self) -> Person | Organisation:
        # The database sees to it that one of the two is there.
        return self.person or self.organisation  # type: ignore[return-value]

    @property
    def about(self) -> list[str]:
        """What it is about, as it is said on a page."""
        return [str(Category(each).label) for each in self.categories]


def _whole(name: str) -> list[Any]:
    return [
        models.CheckConstraint(
            condition=Q(person=None, organisation__isnull=False)
            | Q(person__isnull=False, organisation=None),
            name=f"one_recipient_of_a_{name}",
        ),
        models.CheckConstraint(condition=~Q(categories=[]), name=f"{name}_about_something"),
    ]


class Said(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Questions(models.QuerySet["Question"]):
    def waiting(self) -> Questions:
        return self.filter(said="")


class Question(Recipients):
    """Somebody asked the person: can I tell them? It opens nothing until it is answered."""

    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    said = models.CharField(max_length=3, choices=Said, blank=True)
    said_how = models.CharField(max_length=6, choices=SaidHow, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Questions.as_manager()

    class Meta:
        constraints = [
            *_whole("question"),
            models.CheckConstraint(
                condition=Q(said="", said_how="", answered_at=None)
                | (~Q(said="") & ~Q(said_how="") & Q(answered_at__isnull=False)),
                name="question_answered_whole_or_not",
            ),
        ]
        indexes = [models.Index(fields=["life", "said"], name="questions_of_a_life")]


class Agreements(models.QuerySet["Agreement"]):
    def current(self) -> Agreements:
        """Those that stand: their seat has not ended, and no no by name is in its way."""
        belong = Membership.objects.current().filter(person=OuterRef(OuterRef("person")))
        no = Exclusion.objects.current().filter(system=OuterRef("life"))
        by_name = no.filter(person=OuterRef("person"))
        through = no.filter(
            Q(organisation=OuterRef("organisation"))
            | Q(organisation__in=belong.values("organisation"))
        )
        now = timezone.now()
        return self.filter(~Exists(by_name), ~Exists(through), seat__until__gt=now)

    def over(self) -> Agreements:
        return self.filter(seat__until__lte=timezone.now())

    def new_to_them(self) -> Agreements:
        """Written down by another, and not yet seen here by whose life it is."""
        return self.filter(said_how__in=SAID_FOR_THEM, seen_at=None)

    def to_ask_again(self) -> Agreements:
        """Those about to end, or that ended by themselves lately, and were not said again."""
        now = timezone.now()
        near = self.filter(seat__until__gt=now - LATELY, seat__until__lt=now + SOON)
        said_again = Agreement.objects.filter(renews=OuterRef("pk"))
        return near.filter(~Exists(said_again), seat__ended_by=None)


class Agreement(Recipients):
    """
    The person said yes to one question: it gives the one seat beside it, and nothing more.

    Terms never change: another yes is another row. Whether it still stands is what its seat says.
    """

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    said_how = models.CharField(max_length=6, choices=SaidHow)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)  # by whose life it is, of a yes said to another
    renews = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")

    objects: ClassVar[Any] = Agreements.as_manager()

    class Meta:
        constraints = [
            *_whole("yes"),
            models.CheckConstraint(
                condition=Q(until__gt=F("said_at"), until__lte=F("said_at") + A_YEAR),
                name="a_yes_is_for_a_year_at_most",
            ),
        ]
        indexes = [models.Index(fields=["life", "-said_at"], name="yeses_of_a_life")]

    def newest(self) -> Agreement:
        """The yes that stands in its place now: each is renewed once at most."""
        found, rows = self, Agreement.objects.select_related("entry__system", "life", "seat")
        while (later := rows.filter(renews=found).first()) is not None:
            found = later
        return found

    @property
    def is_over(self) -> bool:
        return self.seat.until is None or self.seat.until <= timezone.now()

    @property
    def stands(self) -> bool:
        """It lets them know, now: it is not over, and no no by name is in its way."""
        return not self.is_over and self.no is None

    @property
    def was_taken_back(self) -> bool:
        return self.seat.ended_by is not None

    @cached_property
    def no(self) -> Exclusion | None:
        """The no by name that is in its way now; or that was, at the moment somebody ended it."""
        return noes_of([self]).get(self.pk)

    @property
    def is_new_to_them(self) -> bool:
        return self.said_how in SAID_FOR_THEM and self.seen_at is None


def noes_of(yeses: Collection[Agreement]) -> dict[UUID, Exclusion]:
    """For each yes the no by name that is in its way, or that ended it: two questions for all."""
    rows = Exclusion.objects.filter(system__in={yes.life_id for yes in yeses})
    noes = list(rows.select_related("person", "organisation").order_by("since"))
    if not noes:
        return {}
    people = {yes.person_id for yes in yeses if yes.person_id}
    belong = Membership.objects.filter(
        person__in=people, organisation__in={no.organisation_id for no in noes}
    )
    theirs: dict[UUID, list[Membership]] = {}
    for each in belong:
        theirs.setdefault(each.person_id, []).append(each)
    found = {yes.pk: _no_of(yes, noes, theirs.get(yes.person_id or yes.pk, [])) for yes in yeses}
    return {pk: no for pk, no in found.items() if no is not None}


def _no_of(
    yes: Agreement, noes: Iterable[Exclusion], theirs: Iterable[Membership]
) -> Exclusion | None:
    if yes.is_over and not yes.was_taken_back:
        return None  # its day came
    at = min(yes.seat.until or timezone.now(), timezone.now())
    there = [m for m in theirs if m.since <= at]
    return next((no for no in noes if _is_in_its_way(no, yes, there, at)), None)


def _is_in_its_way(
    no: Exclusion, yes: Agreement, there: Iterable[Membership], at: datetime
) -> bool:
    if no.system_id != yes.life_id or no.since > at or (no.until is not None and no.until <= at):
        return False
    if no.organisation_id is None:
        return no.person_id is not None and no.person_id == yes.person_id
    # Of one that has ended: they belonged there while it stood, whether or not they did to the end.
    from_when = max(no.since, yes.seat.since) if yes.is_over else at
    belonged = {m.organisation_id for m in there if m.until is None or m.until > from_when}
    return no.organisation_id in belonged | {yes.organisation_id}
