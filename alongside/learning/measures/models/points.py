"""What was counted, written once; what is corrected is written beside it, and both stay known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.foundation.kit import small
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import smallest_shown
from alongside.learning.measures.counted import MOST, Counted

from .measures import Measure


class Feed(models.Model):
    """
    A token by which a system elsewhere enters the points of one measure, and reads them again.

    Only its keyed hash is kept. It was made by somebody who holds the table, and can be stopped.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="feeds")
    hash = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"feed of {self.measure_id}"


class Readings(models.QuerySet["Reading"]):
    def known_by(self, at: datetime | None) -> Readings:
        """In the order they came to be known, so that the last of a period holds."""
        known = self if at is None else self.filter(known_at__lte=at)
        return known.order_by("measure", "period", "known_at")


class Reading(models.Model):
    """
    What was counted for one period, as somebody came to know it at a moment.

    The database refuses to change or remove one. A correction is another, known later: the newest
    of a period holds, and a chart can be drawn again as it was known on any day.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings")
    period = models.DateField()
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    # Somebody says that it was not counted then. It is a gap, and never a zero.
    missing = models.BooleanField(default=False)
    # The number of the definition by which it was counted.
    number = models.PositiveSmallIntegerField(default=1)
    known_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    feed = models.ForeignKey(Feed, models.PROTECT, null=True, related_name="readings")

    objects: ClassVar[Any] = Readings.as_manager()

    # What makes a row the same row, for the database to see that none is written over.
    SAME = (
        "id = NEW.id OR (measure_id = NEW.measure_id AND period = NEW.period "
        "AND known_at = NEW.known_at)"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period", "known_at"], name="one_reading_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(missing=True, value=None, numerator=None, denominator=None)
                | Q(missing=False, value__isnull=False, value__gte=-MOST, value__lte=MOST),
                name="a_number_or_a_gap",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(
                    numerator__isnull=False,
                    denominator__isnull=False,
                    numerator__gte=0,
                    numerator__lte=MOST,
                    denominator__gt=0,
                    denominator__lte=MOST,
                ),
                name="so_many_out_of_some",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(feed__isnull=False), name="entered_by_somebody"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="counted_by_a_definition"),
        ]

    def __str__(self) -> str:
        return f"{self.period} of {self.measure_id}"


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is known of one period at a moment.

    :param missing: it was not counted; then there is no number.
    :param fewer: too few people to say; the numbers are left out, and it is a gap.
    :param number: the number of the definition by which it was counted.
    """

    period: date
    value: float | None
    numerator: float | None
    denominator: float | None
    missing: bool
    fewer: bool
    number: int
    known_at: datetime

    @property
    def counted(self) -> Counted:
        """As whoever entered it said it."""
        return Counted(
            self.period, self.value, self.numerator, self.denominator, missing=self.missing
        )


def as_known(
    measure: Measure, at: datetime | None = None, *, smallest: int | None = None
) -> list[Known]:
    """
    What is known of a measure, by period, with small numbers of people left out already: nothing
    that is drawn, said or sent is made of them.

    :param at: as it was known at that moment; now, if not given.
    """
    return as_known_each([measure], at, smallest=smallest)[measure.pk]


def as_known_each(
    measures: Sequence[Measure], at: datetime | None = None, *, smallest: int | None = None
) -> dict[UUID, list[Known]]:
    """The same of several measures, in as many queries as for one."""
    if smallest is None and any(measure.counts_people for measure in measures):
        smallest = smallest_shown()
    return {
        measure.pk: [without_small(row, measure, smallest or small.SMALLEST) for row in rows]
        for measure, rows in _entered_each(measures, at)
    }


def as_entered(measure: Measure, at: datetime | None = None) -> list[Known]:
    """What was entered, whole: for those who enter it, and for nobody else."""
    [(_measure, rows)] = _entered_each([measure], at)
    return rows


def _entered_each(
    measures: Sequence[Measure], at: datetime | None
) -> list[tuple[Measure, list[Known]]]:
    rows = Reading.objects.filter(measure__in=[measure.pk for measure in measures]).known_by(at)
    held: dict[UUID, dict[date, Known]] = {measure.pk: {} for measure in measures}
    for row in rows:
        held[row.measure_id][row.period] = known_of(row)
    return [(measure, list(held[measure.pk].values())) for measure in measures]


def known_of(row: Reading) -> Known:
    return Known(
        period=row.period,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        missing=row.missing,
        fewer=False,
        number=row.number,
        known_at=row.known_at,
    )


def without_small(row: Known, measure: Measure, smallest: int) -> Known:
    """The same, or a gap where people are counted and they are too few to say."""
    if row.missing or not measure.counts_people or row.value is None:
        return row
    count = row.value if row.numerator is None else row.numerator
    if not small.tells_of_few(count, row.denominator, smallest):
        return row
    return replace(row, value=None, numerator=None, denominator=None, fewer=True)


def history_of(measure: Measure, periods: Iterable[date]) -> dict[date, list[Reading]]:
    """All that was ever entered for these periods, what is known now first."""
    rows = Reading.objects.filter(measure=measure, period__in=list(periods))
    found: dict[date, list[Reading]] = {}
    for row in rows.select_related("by").order_by("-period", "-known_at"):
        found.setdefault(row.period, []).append(row)
    return found
