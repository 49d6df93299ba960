"""What the person said yes to: who may know what, what for, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import A_YEAR, Category, Seat, System

from .relationships import SaidHow

QUESTION = kind("lives.question", Station.UNDERSTAND, _("Can I tell them?"), stays=True)
AGREEMENT = kind("lives.receipt", Station.UNDERSTAND, _("A yes to sharing"), stays=True)


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
        """Those that stand: their seat has not ended, and no later no by name is in its way."""
        now = timezone.now()
        return self.filter(seat__until__gt=now)

    def over(self) -> Agreements:
        return self.filter(seat__until__lte=timezone.now())

    def new_to_them(self) -> Agreements:
        """Said to the one who walks alongside, and not yet seen here by whose life it is."""
        return self.filter(said_how=SaidHow.BESIDE, seen_at=None)

    def to_ask_again(self) -> Agreements:
        """Those about to end, or that ended by themselves lately, and were not said again."""
        now = timezone.now()
        near = self.filter(seat__until__gt=now - LATELY, seat__until__lt=now + SOON)
        said_again = Agreement.objects.filter(renews=OuterRef("pk"))
        return near.filter(~Exists(said_again), seat__ended_by=None)

    def in_lives_of(self, person: Person) -> Agreements:
        """Of the lives that are this person's own."""
        own = Seat.objects.current().filter(
            person=person, role="person", system=OuterRef("life_id")
        )
        return self.filter(Exists(own))


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

    @property
    def stands(self) -> bool:
        return self.seat.until is not None and self.seat.until > timezone.now()

    @property
    def was_taken_back(self) -> bool:
        return self.seat.ended_by is not None

    @property
    def is_new_to_them(self) -> bool:
        return self.said_how == SaidHow.BESIDE and self.seen_at is None
