"""Entering what was counted, correcting it, and saying that nobody counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit import bulk
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.learning.measures import rules
from alongside.learning.measures.charts.analysis import MOST_POINTS
from alongside.learning.measures.counted import Compared, Counted, Counting, Wrong, compare
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import (
    Definition,
    Feed,
    KeptChart,
    Measure,
    Reading,
    as_entered,
)

from .beside import _still_there

A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Came:
    """What came of entering points: how many were new, how many say something else now."""

    new: int
    changed: int
    same: int


def enter(
    *,
    measure: Measure,
    points: Sequence[Counted],
    by: Person | None = None,
    feed: Feed | None = None,
    known_at: datetime | None = None,
) -> Came:
    """
    This will enter what was counted, all of it or nothing. What is known already is passed over, so
    the same points may be entered again; what says something else corrects it, and what was known
    before stays known.

    :param known_at: when it came to be known, where that is not now: after all that is known.
    :raises Refused: if a point cannot be, there would be more than a chart can have, or nobody
        counts this any more.
    """
    _may_enter(measure, by, feed)
    made = _made(measure, points)
    if not _compared(measure, made).is_anything:
        return Came(0, 0, len(made))
    return _enter(measure=measure, made=made, by=by, feed=feed, known_at=known_at)


def look_at(*, measure: Measure, points: Sequence[Counted], by: Person) -> Compared:
    """What entering these would do. Nothing is written."""
    _may_enter(measure, by, None)
    return _compared(measure, _made(measure, points))


def correct(
    *, measure: Measure, point: Counted, by: Person, known_at: datetime | None = None
) -> Came:
    """
    This will correct a point: late corrections are ordinary, and nobody is asked why.

    :raises Refused: if nothing was ever entered for that time.
    """
    _may_enter(measure, by, None)
    period = _counting(measure, [point]).period(point.period)
    if not Reading.objects.filter(measure=measure, period=period).exists():
        raise Refused(_("Nothing was entered for that time yet, so there is nothing to correct."))
    return enter(measure=measure, points=[point], by=by, known_at=known_at)


def say_missing(
    *, measure: Measure, period: date, by: Person, known_at: datetime | None = None
) -> Came:
    """This will say that nobody counted then: it is a gap, and stays one."""
    point = Counted(period, missing=True)
    return enter(measure=measure, points=[point], by=by, known_at=known_at)


def _may_enter(measure: Measure, by: Person | None, feed: Feed | None) -> None:
    if feed is None:
        require(by is not None and rules.can_enter(by, measure))
    else:
        require(feed.measure_id == measure.pk and rules.feeds_still(feed))
    _still_there(measure)
    if measure.stopped_on is not None:
        raise Refused(_("Nobody counts this any more, so no points are added."))


def _counting(measure: Measure, points: Sequence[Counted]) -> Counting:
    counting = rules.counting_of(measure)
    if counting.anchor is None and points:
        counting = replace(counting, anchor=points[0].period)
    return counting


def _made(measure: Measure, points: Sequence[Counted]) -> dict[date, Counted]:
    """The same points as this measure has them; the last of a period is meant."""
    counting, today = _counting(measure, points), timezone.localdate()
    made = {}
    for point in points:
        try:
            fresh = counting.point(
                point.period,
                None if counting.is_out_of else point.value,
                point.numerator,
                point.denominator,
                missing=point.missing,
                today=today,
            )
        except Wrong as wrong:
            raise Refused(f"{point.period.isoformat()}: {wrong}") from wrong
        made[fresh.period] = fresh
    return made


def _compared(measure: Measure, made: Mapping[date, Counted]) -> Compared:
    """
    :raises Refused: if there would be more points than can be read on one chart.
    """
    known = {row.period: row.counted for row in as_entered(measure)}
    compared = compare(made, known)
    if compared.new and len(known) + len(compared.new) > MOST_POINTS:
        says = _("Nothing was kept: more than %s points cannot be read on one chart.")
        raise Refused(says % f"{MOST_POINTS:,}")
    return compared


@verb
def _enter(
    *,
    measure: Measure,
    made: Mapping[date, Counted],
    by: Person | None,
    feed: Feed | None,
    known_at: datetime | None,
) -> Came:
    # Whoever enters waits for whoever is entering, so that what is known comes one after another.
    Measure.objects.select_for_update().get(pk=measure.pk)
    moment = _moment(measure, known_at)
    compared = _compared(measure, made)
    fresh = [*compared.new, *(after for _before, after in compared.changed)]
    numbers = _numbers(measure, [point.period for point in fresh])
    bulk.insert(
        [
            Reading(
                measure=measure,
                period=point.period,
                value=point.value,
                numerator=point.numerator,
                denominator=point.denominator,
                missing=point.missing,
                number=numbers[point.period],
                known_at=moment,
                by=by,
                feed=feed,
            )
            for point in fresh
        ]
    )
    came = Came(len(compared.new), len(compared.changed), len(compared.same))
    _tell(measure, came, by, feed)
    return came


def _moment(measure: Measure, known_at: datetime | None) -> datetime:
    """
    What was known on a day stays what was known on that day.

    :raises Refused: if somebody would have known it before what is known already.
    """
    now = timezone.now()
    moments = [
        noun.objects.filter(measure=measure).aggregate(last=Max("known_at"))["last"]
        for noun in (Reading, KeptChart)
    ]
    before = [moment for moment in moments if moment is not None]
    if known_at is None:
        return max(now, *(each + A_MOMENT for each in before)) if before else now
    if known_at > now or any(known_at <= each for each in before):
        raise Refused(_("It came to be known after all that is known, and not later than now."))
    return known_at


def _numbers(measure: Measure, periods: Iterable[date]) -> dict[date, int]:
    """By which definition each period is counted: the last that holds from then or before."""
    held = list(Definition.objects.filter(measure=measure).order_by("holds_from", "number"))
    return {
        period: next((one.number for one in reversed(held) if one.holds_from <= period), 1)
        for period in periods
    }


def _tell(measure: Measure, came: Came, by: Person | None, feed: Feed | None) -> None:
    data: dict[str, object] = {"new": came.new, "changed": came.changed}
    if feed is not None:
        data["feed"] = str(feed.pk)
    for system in [measure.entry.system_id, *(s.pk for s in addressed(measure.entry)[1])]:
        happened(
            MeasureEvent.COUNTED, by=by.pk if by else None, on=system, to=measure.pk, data=data
        )
