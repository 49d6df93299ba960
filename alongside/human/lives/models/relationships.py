"""Who walks alongside a life, how that ends, and how it is taken up again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import System

REACHING = kind("lives.reaching", Station.UNDERSTAND, _("We tried to reach them"), here_only=True)


class SaidHow(models.TextChoices):
    """How somebody said what was written down for them as theirs to say."""

    HERE = "here", _("here, by themselves")
    BESIDE = "beside", _("said to the one who walks alongside")
    WITH = "with", _("said with somebody who is named to speak with them")


class Ended(models.TextChoices):
    """How two people stopped walking together. None of them is a failure, and none is for good."""

    AGREED = "agreed", _("an agreed ending")
    CHANGED = "changed", _("the person chose somebody else")
    LEFT = "left", _("the person left")
    COULD_NOT_REACH = "could_not_reach", _("we could not reach them")


class Relationships(models.QuerySet["Relationship"]):
    def current(self) -> Relationships:
        return self.filter(until=None)


class Relationship(models.Model):
    """
    The learning relationship: the one worker who walks alongside a life, chosen with the person.

    It stays through every introduction and every change of organisation. There is one at a time;
    those before stay beside it, so that the history of who walked alongside is the person's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    worker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    chosen_how = models.CharField(max_length=6, choices=SaidHow, default=SaidHow.BESIDE)
    # Who made sure that the person was beside them, where nobody else could speak for them.
    made_sure_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    ended = models.CharField(max_length=15, choices=Ended, blank=True)
    ended_by = models.UUIDField(null=True)
    ended_how = models.CharField(max_length=6, choices=SaidHow, blank=True)

    objects: ClassVar[Any] = Relationships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["life"], condition=Q(until=None), name="one_walks_alongside"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended="", ended_by=None)
                | (Q(until__gte=F("since"), ended_by__isnull=False) & ~Q(ended="")),
                name="relationship_ended_somehow",
            ),
        ]
        indexes = [models.Index(fields=["worker", "until"], name="lives_walked_with")]

    def __str__(self) -> str:
        return f"{self.worker_id} alongside {self.life_id}"


class Ending(models.Model):
    """
    Two people agree to stop walking together. It has happened when both have said so.

    What one of the two said stands until the other says it too, or it is taken back.
    """

    relationship = models.OneToOneField(
        Relationship, models.CASCADE, primary_key=True, related_name="+"
    )
    worker_said_at = models.DateTimeField(null=True)
    person_said_at = models.DateTimeField(null=True)
    person_said_how = models.CharField(max_length=6, choices=SaidHow, blank=True)

    def __str__(self) -> str:
        return f"ending of {self.relationship_id}"

    @property
    def is_agreed(self) -> bool:
        return self.worker_said_at is not None and self.person_said_at is not None


class Means(models.TextChoices):
    """A way somebody tried to reach a person."""

    CALLED = "called", _("I called")
    WROTE = "wrote", _("I sent a message")
    WENT = "went", _("I went there")
    LETTER = "letter", _("I left a letter")
    ASKED = "asked", _("I asked somebody they know, with their yes")


class Reaching(models.Model):
    """Whoever walks alongside tried to reach the person: when, how, and a sentence about it."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="+")
    on = models.DateField()
    means = models.CharField(max_length=6, choices=Means)

    def __str__(self) -> str:
        return f"{self.means} on {self.on}"


class Wishes(models.QuerySet["Wish"]):
    def open(self) -> Wishes:
        return self.filter(closed_at=None)


class Wish(models.Model):
    """
    A person wants somebody, or somebody else, to walk with them: one they name, or whoever an
    organisation finds. The clock is on whoever was asked.

    No word about the person goes with it: those asked see that somebody asks, and since when.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_how = models.CharField(max_length=6, choices=SaidHow)
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Wishes.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False)
                | Q(person__isnull=False, organisation=None),
                name="one_is_asked_a_wish",
            ),
            models.UniqueConstraint(
                fields=["life", "person"], condition=Q(closed_at=None), name="asked_them_once"
            ),
            models.UniqueConstraint(
                fields=["life", "organisation"],
                condition=Q(closed_at=None),
                name="asked_organisation_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "closed_at"], name="wishes_of_person"),
            models.Index(fields=["organisation", "closed_at"], name="wishes_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"wish of {self.life_id}"

    @property
    def asked(self) -> Person | Organisation:
        # The database sees to it that one of the two is there (one_is_asked_a_wish).
        return self.person or self.organisation  # type: ignore[return-value]


class Offers(models.QuerySet["Offer"]):
    def open(self) -> Offers:
        return self.filter(taken_back_at=None, wish__closed_at=None)


class Offer(models.Model):
    """Somebody said: I would walk with them. Whether they do is for the person to choose."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="offers")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Offers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wish", "by"], condition=Q(taken_back_at=None), name="one_offer_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id} would walk with them"


class WayBack(models.Model):
    """
    The card a person keeps of a life that rests: with its code, and whoever they trust beside
    them, it is taken up again. Only the keyed hash of the code is kept.
    """

    life = models.OneToOneField(System, models.CASCADE, primary_key=True, related_name="+")
    code = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "ways back"

    def __str__(self) -> str:
        return f"way back to {self.life_id}"


class TooMany(models.Model):
    """
    Those around a table walk with too many people to know any of them, and asked who decides.

    It is asked in the name of the table. Who pressed is kept nowhere, and neither is how many.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name_plural = "too many"

    def __str__(self) -> str:
        return f"too many ({self.entry_id})"
