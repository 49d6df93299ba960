"""What is noticed about how a table counts, asked of those who hold it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System

from .measures import Measure

ANSWER = kind("measures.answer", Station.UNDERSTAND, _("How we count"), beside=True)


class About(models.TextChoices):
    """What there is to ask about."""

    HEAPED = "heaped", _("Many points lie just on one side of a number")
    COUNTED_ANEW = "anew", _("It is counted another way now")
    OUT_OF = "out_of", _("What it is out of has changed")
    ALONE = "alone", _("It is looked at by itself")


class Questions(models.QuerySet["Question"]):
    def open(self) -> Questions:
        return self.filter(answer=None)

    def of(self, system: System) -> Questions:
        rows = self.filter(measure__entry__system=system, measure__entry__withdrawn_at=None)
        return rows.select_related("measure__entry__system")


class Question(models.Model):
    """
    Something about how a table counts that is worth a question: numbers may have begun to be made
    for somebody, and not for learning. It is about a measure, never about a person.

    Nothing follows from it but that those who hold the table are asked. Their answer is kept in
    words, for everybody who may read the measure.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="questions")
    about = models.CharField(max_length=6, choices=About)
    # The number points lie beside, or the version or the time from which it is counted another way.
    # It is asked once about each.
    which = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answer = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = Questions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "about", "which"], name="asked_once"),
            models.CheckConstraint(
                condition=Q(answer=None, answered_by=None)
                | Q(answer__isnull=False, answered_by__isnull=False),
                name="answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} of {self.measure_id}"
