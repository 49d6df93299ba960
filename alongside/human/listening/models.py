from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person

STORY = kind("listening.story", Station.UNDERSTAND, _("A story"), is_voice=True)
VISIT = kind("listening.visit", Station.UNDERSTAND, _("A listening visit"))
INVITATION = kind("listening.invitation", Station.UNDERSTAND, _("Who’s up for listening?"))
EMPATHY = kind("listening.empathy", Station.UNDERSTAND, _("What they say, think, do and feel"))


class Whose(models.TextChoices):
    """Whose story it is that somebody writes down."""

    MINE = "me", _("My own")
    SOMEBODYS = "somebody", _("Somebody told it to me")


class Visit(models.Model):
    """
    Two people of different standing go and listen together, or mean to.

    Where, to whom, in which standing and what it did between the two are words of its entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    on = models.DateField()
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Nobody where the second of the two does not sign in here; then their name is in the words.
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")), name="two_go_and_listen"
            )
        ]

    def __str__(self) -> str:
        return f"visit {self.entry_id}"

    @property
    def is_ahead(self) -> bool:
        return self.on > timezone.localdate()

    def is_of(self, person: Person) -> bool:
        """Whether they are one of the two."""
        return person.pk in (self.first_id, self.second_id)

    def part_of(self, person: Person) -> str:
        """Which part of the words is for this one of the two to say."""
        return "between" if person.pk == self.first_id else "between_second"


class Story(models.Model):
    """A lived account, in the words of whoever told it, as one of the listeners wrote them down."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, related_name="stories")
    # A keyed hash of where an imported story came from, so that it is brought in once.
    source = models.BinaryField(max_length=32, null=True, unique=True)

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"story {self.entry_id}"


class Standing(models.TextChoices):
    """From where somebody listens. A small set beside their own words, so that two can differ."""

    SERVED = "served", _("Somebody whose life it is about")
    RELATIVE = "relative", _("A relative, a friend or a neighbour")
    WORKER = "worker", _("A worker")
    MANAGER = "manager", _("A manager")
    COMMISSIONER = "commissioner", _("A commissioner or a funder")
    PARTNER = "partner", _("A partner from another organisation")
    OTHER = "other", _("Somebody else")


class Invitation(models.Model):
    """Somebody asks a table: who’s up for listening? Nobody is sent; people say so themselves."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"invitation {self.entry_id}"


class UpFor(models.Model):
    """Somebody is up for going and listening. What they do, in their own words, is of the entry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="up_for_it")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    standing = models.CharField(max_length=12, choices=Standing)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "up for it"
        constraints = [
            models.UniqueConstraint(fields=["invitation", "person"], name="up_for_it_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.invitation_id}"

    @property
    def part(self) -> str:
        """Which part of the invitation's words says what they do."""
        return f"standing {self.pk.hex[-12:]}"


class Says(models.TextChoices):
    """What somebody can say, for themself alone, of going with another."""

    NOT_WITH = "not_with", _("Not with them")
    WOULD_MEND = "would_mend", _("We have not always got on, and I would go with them")


class Asides(models.QuerySet["Aside"]):
    def among(self, people: Collection[UUID]) -> Asides:
        return self.filter(person__in=people, other__in=people)


class Aside(models.Model):
    """
    What one person says, for themself alone, of going with another. Only who says it sees it, and
    nothing says to anybody why two were not put together.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    says = models.CharField(max_length=10, choices=Says)

    objects: ClassVar[Any] = Asides.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="one_aside_of_another"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="an_aside_is_of_another"),
        ]

    def __str__(self) -> str:
        return f"aside {self.pk}"


QUADRANTS = ("says", "thinks", "does", "feels")


class EmpathyMap(models.Model):
    """
    What somebody who was listened to says, thinks, does and feels, as the listeners understood it.

    Four parts of its entry's words. What nobody knows yet is the next question, never a gap.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    # The visit or the story it was drawn from.
    of = models.ForeignKey(Entry, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"empathy map {self.entry_id}"
