"""
Which points were counted before a change and which after it. A period that the change falls in
tells of both, so it is neither.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.learning.measures.charts import Judged
from alongside.learning.measures.models import Often

DAYS = {Often.WEEK: 7, Often.FORTNIGHT: 14}
MONTHS = {Often.MONTH: 1, Often.QUARTER: 3, Often.YEAR: 12}
LONGEST = 366
Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Sides:
    """
    The values before a change and those since. A gap, and what was set aside, is None.

    :param before: of the stretch it began in, no more than the plan said: what was ordinary.
    :param since: all of them; ``judged`` are those of the same stretch, which alone can be held
        against what was ordinary.
    :param first: the day of the first point before it, where more were counted than the plan said.
    :param last: the day of the last point before it; None if there is none.
    """

    before: Values = ()
    since: Values = ()
    judged: Values = ()
    first: date | None = None
    last: date | None = None


def ends(period: date, often: str) -> date:
    """The day after the last one of a period that begins on a day."""
    months = MONTHS.get(Often(often))
    if months is None:
        return period + timedelta(days=DAYS.get(Often(often), 1))
    years, month = divmod(period.month - 1 + months, 12)
    year = period.year + years
    return date(year, month + 1, min(period.day, monthrange(year, month + 1)[1]))


def last_over(change: date, often: str) -> date:
    """The last day on which a period could begin that is over when a change begins."""
    back = (change - timedelta(days=n) for n in range(1, LONGEST + 1))
    return next(day for day in back if ends(day, often) <= change)


def sides_of(
    points: Sequence[Judged], change: date, often: str, baseline: int | None = None
) -> Sides:
    """
    :param often: how often it is counted, which says when the period of a point is over.
    :param baseline: how many points before the change count as ordinary; all, if not said.
    """
    earlier = [point for point in points if ends(_day(point), often) <= change]
    later = [point for point in points if _day(point) >= change]
    stretch = next((p.stretch for p in reversed(earlier) if _value(p) is not None), None)
    earlier = [point for point in earlier if point.stretch == stretch]
    there = [k for k, point in enumerate(earlier) if _value(point) is not None]
    many = len(there) if baseline is None else min(baseline, len(there))
    begins = there[-many] if many else len(earlier)
    return Sides(
        before=tuple(map(_value, earlier[begins:])),
        since=tuple(map(_value, later)),
        judged=tuple(_value(point) for point in later if point.stretch == stretch),
        first=_day(earlier[begins]) if 0 < many < len(there) else None,
        last=_day(earlier[-1]) if earlier else None,
    )


def _value(point: Judged) -> float | None:
    return None if point.aside else point.y


def _day(point: Judged) -> date:
    return point.x if isinstance(point.x, date) else date.fromisoformat(point.x)
