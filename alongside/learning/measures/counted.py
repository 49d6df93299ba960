"""
What one point says: which period it is of, and which numbers can be counted so. A calculation.

    Counting("share", "month").point(date(2026, 3, 14), numerator=19, denominator=20)
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.foundation.kit.words import gettext as _

# The database holds to the same.
MOST = 1e12
EARLIEST = date(1900, 1, 1)
PERCENT = 100


class Wrong(ValueError):
    """It cannot be a point of this measure; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Counted:
    """
    What was counted for one period; ``missing`` if nobody counted then.

    For so many out of so many, ``value`` is made of the two others: in a hundred, or for every so
    many.
    """

    period: date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    missing: bool = False

    @property
    def numbers(self) -> tuple[float | None, float | None, float | None, bool]:
        """What makes it the same as another of its period."""
        return self.value, self.numerator, self.denominator, self.missing


@dataclass(frozen=True)
class Counting:
    """
    How a measure is counted, as far as its numbers go.

    :param shape: ``value``, ``count``, ``share`` or ``rate``.
    :param often: how often it is counted, as its choices say it.
    :param per: for a rate, how many it is for.
    :param anchor: a day in a known fortnight; fortnights are counted from it.
    """

    shape: str
    often: str
    per: int | None = None
    anchor: date | None = None

    @property
    def is_out_of(self) -> bool:
        return self.shape in ("share", "rate")

    def point(
        self,
        day: date,
        value: float | None = None,
        numerator: float | None = None,
        denominator: float | None = None,
        *,
        missing: bool = False,
        today: date | None = None,
    ) -> Counted:
        """
        A point of this measure.

        :param today: a period that has not begun by then is refused.
        :raises Wrong: if its numbers cannot be, or its period is still to come.
        """
        period = self.period(day)
        if day < EARLIEST:
            raise Wrong(_("%(day)s is too long ago.") % {"day": day.isoformat()})
        if today is not None and period > today:
            raise Wrong(_("%(day)s is still to come.") % {"day": day.isoformat()})
        if missing:
            if {value, numerator, denominator} != {None}:
                raise Wrong(_("It is said to be missing, and there is a number."))
            return Counted(period, missing=True)
        if self.is_out_of:
            return self._out_of(period, value, numerator, denominator)
        return self._alone(period, value, numerator, denominator)

    def _alone(
        self,
        period: date,
        value: float | None,
        numerator: float | None,
        denominator: float | None,
    ) -> Counted:
        if numerator is not None or denominator is not None:
            raise Wrong(_("This is one number a time, not so many out of so many."))
        if value is None:
            raise Wrong(_("There is no number. Say that it is missing if nobody counted."))
        number = _checked(value)
        if self.shape == "count":
            _whole(number)
        return Counted(period, number)

    def _out_of(
        self,
        period: date,
        value: float | None,
        numerator: float | None,
        denominator: float | None,
    ) -> Counted:
        if numerator is None or denominator is None or value is not None:
            raise Wrong(_("Give two numbers: how many, and out of how many."))
        many, out_of = _checked(numerator), _checked(denominator)
        if many < 0 or out_of < 0:
            raise Wrong(_("How many, and out of how many, cannot be less than nothing."))
        if out_of == 0:
            raise Wrong(
                _("Nothing out of nothing is no point. Say that it is missing: it leaves a gap.")
            )
        if self.shape == "share":
            _whole(many)
            _whole(out_of)
            if many > out_of:
                raise Wrong(_("There cannot be more than what they are out of."))
            return Counted(period, PERCENT * many / out_of, many, out_of)
        return Counted(period, _checked((self.per or 1) * many / out_of), many, out_of)

    def period(self, day: date) -> date:
        """The first day of the period this day is in."""
        if self.often == "week":
            return day - timedelta(days=day.weekday())
        if self.often == "fortnight":
            return self._fortnight(day)
        if self.often == "month":
            return day.replace(day=1)
        if self.often == "quarter":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        if self.often == "year":
            return day.replace(month=1, day=1)
        return day

    def _fortnight(self, day: date) -> date:
        anchor = self.anchor or day
        monday = anchor - timedelta(days=anchor.weekday())
        return day - timedelta(days=(day - monday).days % 14)

    def next(self, period: date) -> date:
        """The first day of the period after this one; for what has no rhythm, the next day."""
        days = {"week": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366}
        later = period + timedelta(days=days.get(self.often, 1))
        return self.period(later)


def _checked(number: float) -> float:
    if not math.isfinite(number):
        raise Wrong(_("That is not a number anybody can count to."))
    if abs(number) > MOST:
        raise Wrong(_("That number is too large."))
    return float(number)


def _whole(number: float) -> None:
    if number < 0:
        raise Wrong(_("A count cannot be less than nothing."))
    if number != int(number):
        raise Wrong(_("A count is a whole number."))


@dataclass(frozen=True)
class Compared:
    """What entering these points would do."""

    new: tuple[Counted, ...]
    changed: tuple[tuple[Counted, Counted], ...]  # what was known, and what it becomes
    same: tuple[Counted, ...]

    @property
    def is_anything(self) -> bool:
        return bool(self.new or self.changed)


def compare(points: Mapping[date, Counted], known: Mapping[date, Counted]) -> Compared:
    """Which of these periods nobody knew, which say something else now, which the same."""
    new, changed, same = [], [], []
    for period, point in sorted(points.items()):
        before = known.get(period)
        if before is None:
            new.append(point)
        elif before.numbers != point.numbers:
            changed.append((before, point))
        else:
            same.append(point)
    return Compared(tuple(new), tuple(changed), tuple(same))
