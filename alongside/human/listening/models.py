from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person

STORY = kind("listening.story", Station.UNDERSTAND, _("A story"), is_voice=True)
VISIT = kind("listening.visit", Station.UNDERSTAND, _("A listening visit"))


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
