"""What a table looks at to learn, how it is counted, and the charts it kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, Scale, System

MEASURE = kind("measures.measure", Station.UNDERSTAND, _("Something we look at"), stays=True)
CHART = kind(
    "measures.chart",
    Station.UNDERSTAND,
    _("A chart, as it was known"),
    stays=True,
    beside=True,
)


class Kind(models.TextChoices):
    """What a measure is for, in a family of measures."""

    OUTCOME = "outcome", _("What changes for people")
    PROCESS = "process", _("Whether we do what we mean to")
    BALANCING = "balancing", _("What might get worse elsewhere")
    EXPERIENCE = "experience", _("How it is for those in it")
    # A figure somebody must hand in by law. It lives apart, and nothing is tied to it.
    AID = "aid", _("An aid to learning")


FAMILY = (Kind.OUTCOME, Kind.PROCESS, Kind.BALANCING, Kind.EXPERIENCE)


class Hoped(models.TextChoices):
    """Which way people hope it goes, if they can say. It colours nothing."""

    UP = "up", _("up")
    DOWN = "down", _("down")
    NEITHER = "neither", _("neither way")
    UNKNOWN = "unknown", _("we do not know")


class Shape(models.TextChoices):
    """What one point is."""

    VALUE = "value", _("a number")
    COUNT = "count", _("how many there were")
    SHARE = "share", _("so many out of so many")
    RATE = "rate", _("so many for every so many")


class Often(models.TextChoices):
    """How often it is counted."""

    DAY = "day", _("every day")
    WEEK = "week", _("every week")
    FORTNIGHT = "fortnight", _("every two weeks")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    YEAR = "year", _("every year")
    TIMES = "times", _("whenever it is counted")


class Measures(models.QuerySet["Measure"]):
    def standing(self) -> Measures:
        """Those that were not taken back."""
        return self.filter(entry__withdrawn_at=None)

    def visible_to(self, reader: Reader) -> Measures:
        return self.filter(entry__in=Entry.objects.visible_to(reader))

    def at(self, system: System) -> Measures:
        """Those of a table, and those addressed to it by name."""
        return self.filter(Q(entry__system=system) | Q(entry__audiences__system=system)).distinct()

    def looked_at(self) -> Measures:
        """Those that people still count."""
        return self.filter(stopped_on=None)

    def family(self) -> Measures:
        return self.exclude(kind=Kind.AID)

    def aids(self) -> Measures:
        return self.filter(kind=Kind.AID)


class Measure(models.Model):
    """
    Something a table looks at over time, in order to learn: what changes for people, whether we do
    what we mean to, what might get worse elsewhere, how it is for those in it.

    It is of a table, never of somebody's life. Its words say what it is called, what people hope
    to learn, whose burden it is to collect and where it comes from; each version of how it is
    counted stands in words beside them.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    hoped = models.CharField(max_length=7, choices=Hoped, default=Hoped.UNKNOWN)
    shape = models.CharField(max_length=5, choices=Shape, default=Shape.VALUE)
    often = models.CharField(max_length=9, choices=Often, default=Often.MONTH)
    # Whether what is counted is people: then small numbers are not shown.
    counts_people = models.BooleanField(default=False)
    # For a rate, how many it is for: so many for every 1,000.
    per = models.PositiveIntegerField(null=True)
    # Copied from its system when it was begun, so that the database can say where it may be.
    scale = models.CharField(max_length=12, choices=Scale)
    stopped_on = models.DateField(null=True)

    objects: ClassVar[Any] = Measures.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(scale=Scale.LIFE), name="measure_never_of_a_life"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.AID) | Q(scale__in=[Scale.PLACE, Scale.COUNTRY]),
                name="aids_of_places_only",
            ),
            models.CheckConstraint(
                condition=Q(shape=Shape.RATE, per__isnull=False, per__gt=0)
                | (~Q(shape=Shape.RATE) & Q(per=None)),
                name="rates_are_per_something",
            ),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()

    @property
    def is_aid(self) -> bool:
        return self.kind == Kind.AID

    @property
    def has_denominator(self) -> bool:
        return self.shape in (Shape.SHARE, Shape.RATE)


class Definition(models.Model):
    """
    One version of how a measure is counted: whose, and from which day it holds.

    What it says stands on the measure's entry, in parts of this number: ``definition-2``,
    ``unit-2``, ``numerator-2``, ``denominator-2`` and ``changed-2``, why it was changed.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="definitions")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    holds_from = models.DateField()

    PARTS = ("definition", "unit", "numerator", "denominator", "changed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="one_definition_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="definitions_from_one"),
        ]

    def __str__(self) -> str:
        return f"definition {self.number} of {self.measure_id}"

    def part(self, name: str) -> str:
        """Where the words of this version stand on the measure's entry."""
        return f"{name}-{self.number}"


class KeptChart(models.Model):
    """
    A chart as it was known on a day, kept so that it can be drawn again exactly.

    It holds how the points were read and what came of it, in numbers; the points stand where they
    always do, and are read as they were known then.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="kept")
    known_at = models.DateTimeField()
    convention = models.CharField(max_length=40)
    settings = models.JSONField()
    results = models.JSONField()

    def __str__(self) -> str:
        return f"chart of {self.measure_id}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
