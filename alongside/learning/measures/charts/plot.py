"""Where each thing of a chart stands on its picture: days across, values up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from alongside.foundation.kit.words import gettext as _

from . import axes, reading
from .marks import IN_SMALL, TRIED, Mark, numbered
from .said import number
from .series import Analysis, When

APART = 2.0  # flags closer than this stand as one
TELLS_APART = 1.5  # points closer than this look like one
LETTER = 0.6  # how wide a letter is, for its height
LANE = 26.0  # where flags stand, beneath the names of days


class Size(NamedTuple):
    """The picture and what surrounds the plot, in its own units; ``type`` is the size of words."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    type: float
    ticks: int
    names: int


WIDE = Size(760, 350, 12, 14, 26, 30, 13, 5, 8)
NARROW = Size(360, 330, 10, 12, 26, 28, 13, 5, 4)
SMALL = Size(320, 120, 6, 12, 10, 22, 13, 0, 2)
SIZES = {"wide": WIDE, "narrow": NARROW, "small": SMALL}


class Axis(NamedTuple):
    """
    A time axis that charts side by side have in common, so that a month stands at the same place on
    each: from which day to which, and where it ends on the picture.
    """

    first: date
    last: date
    right: float


@dataclass(frozen=True)
class Flag:
    """One or several marks at about one day, with the numbers they have in the list beside."""

    x: float
    numbers: list[int]
    marks: list[Mark]

    @property
    def said(self) -> str:
        first, last = self.numbers[0], self.numbers[-1]
        return f"{first}–{last}" if last > first else f"{first}"

    @property
    def is_tried(self) -> bool:
        return self.marks[0].kind == TRIED

    @property
    def is_small(self) -> bool:
        """Small steps alone: what they belong to leads."""
        return all(mark.kind == IN_SMALL for mark in self.marks)

    @property
    def half(self) -> float:
        """Half of how wide it is."""
        return 4 + 3.4 * len(self.said) if self.is_small else 6 + 4.0 * len(self.said)

    def touches(self, before: "Flag") -> bool:
        return self.x - before.x < self.half + before.half + APART

    def with_(self, after: "Flag") -> "Flag":
        return Flag(self.x, self.numbers + after.numbers, self.marks + after.marks)


@dataclass(frozen=True)
class Plot:
    """One chart on a picture of one size."""

    analysis: Analysis
    size: Size
    marks: tuple[Mark, ...]
    unit: str
    clip: tuple[float, float] | None
    axis: Axis | None = None

    @property
    def is_small(self) -> bool:
        return self.size is SMALL

    @property
    def is_wide(self) -> bool:
        return self.size is WIDE

    @property
    def height(self) -> float:
        return self.size.height + LANE * self.lanes

    @property
    def floor(self) -> float:
        return self.size.height - self.size.bottom

    @cached_property
    def ticks(self) -> list[float]:
        """Round numbers beside the axis."""
        some = self.size.ticks
        found = axes.round_numbers(*self.range, some) if some else []
        return [tick for tick in found if not self.is_beyond(tick)]

    @cached_property
    def left(self) -> float:
        """As far in as the longest number beside the axis needs."""
        longest = max((self.across(self.number(tick)) for tick in self.ticks), default=0.0)
        return self.size.left + longest

    @cached_property
    def right(self) -> float:
        """As far in as the names of the lines need, at their right end; and half a month's name."""
        if self.axis:
            return self.axis.right
        named = [self.across(said) for _value, said in self.lines_named]
        return self.size.width - self.size.right - max([self.across("0000"), *named])

    @cached_property
    def lines_named(self) -> list[tuple[float, str]]:
        """The newest centre and limits, each with what it is; small, only the centre."""
        last = self.analysis.points[self.analysis.stretches[-1].last]
        found = (
            (reading.centre_called(self.analysis), last.centre),
            (_("upper"), None if self.is_small else last.upper),
            (_("lower"), None if self.is_small else last.lower),
        )
        return [(value, self._named(name, value)) for name, value in found if value is not None]

    def _named(self, name: str, value: float) -> str:
        """A limit beyond what there can be is drawn along the edge; the table has its number."""
        said = self.number(value)
        if self.clip and self.is_beyond(value):
            above = value > self.clip[1]
            edge = self.number(self.clip[1] if above else self.clip[0])
            said = _("over %s") % edge if above else _("under %s") % edge
        return f"{name} {said}" if self.is_wide else said

    def number(self, value: float) -> str:
        """A number with its sign, without its unit, which stands above the axis."""
        return number(value, "%" if self.unit == "%" else "")

    def across(self, words: str) -> float:
        """About how wide words are."""
        return (len(words) + words.count("%")) * self.size.type * LETTER

    def room_for(self, words: str) -> int:
        """How many of such words there is room for beneath the axis."""
        return max(2, min(self.size.names, int((self.right - self.left) / self.across(words))))

    @cached_property
    def flags(self) -> list[Flag]:
        """
        Those of marks too close to tell apart stand as one; none where points have no days. What
        was tried has a lane of its own, so that it is lost among nothing else.
        """
        if self.is_small or not all(isinstance(point.x, date) for point in self.analysis.points):
            return []
        each = [Flag(self.x_of(m.when), [n], [m]) for n, m in enumerate(numbered(self.marks), 1)]
        tried = [flag for flag in each if flag.is_tried]
        return [*_apart(tried), *_apart([flag for flag in each if not flag.is_tried])]

    @property
    def lanes(self) -> int:
        """How many lanes of flags there are: one, or one for what was tried and one beneath."""
        return len({flag.is_tried for flag in self.flags})

    @cached_property
    def _places(self) -> dict[When, float]:
        xs = [point.x for point in self.analysis.points]
        return dict(zip(xs, axes.places(xs), strict=True))

    @cached_property
    def _ends(self) -> tuple[float, float]:
        if self.axis:
            return float(self.axis.first.toordinal()), float(self.axis.last.toordinal())
        return min(self._places.values()), max(self._places.values())

    @cached_property
    def range(self) -> tuple[float, float]:
        values = [
            value
            for point in self.analysis.points
            for value in (point.y, point.centre, point.lower, point.upper)
            if value is not None
        ]
        least, most = min(values, default=0.0), max(values, default=1.0)
        if self.clip:
            least, most = max(least, self.clip[0]), min(most, self.clip[1])
        room = (most - least) * 0.07 or abs(most) * 0.1 or 1.0
        return least - room, most + room

    def x_of(self, when: When) -> float:
        first, last = self._ends
        place = self._places.get(when)
        if place is None:
            place = float(when.toordinal()) if isinstance(when, date) else first
        place = min(max(place, first), last)
        left, right = self.left + 8, self.right - 8
        share = (place - first) / (last - first) if last > first else 0.5
        return left + share * (right - left)

    def y_of(self, value: float) -> float:
        least, most = self.range
        share = (value - least) / (most - least)
        return self.floor - min(max(share, 0.0), 1.0) * (self.floor - self.size.top)

    @cached_property
    def xs(self) -> list[float]:
        return [self.x_of(point.x) for point in self.analysis.points]

    def edges(self, first: int, last: int) -> tuple[float, float]:
        """From half-way to the point before, to half-way to the point after."""
        xs = self.xs
        left = (xs[first - 1] + xs[first]) / 2 if first else xs[0] - 6
        right = (xs[last] + xs[last + 1]) / 2 if last + 1 < len(xs) else xs[-1] + 6
        return left, right

    def is_free(self, left: float, top: float, wide: float, floor: float) -> bool:
        """Whether no point stands where words would."""
        there = zip(self.xs, self.analysis.points, strict=True)
        return not any(
            left - 8 <= x <= left + wide + 8 and top - 8 <= self.y_of(point.y) <= floor
            for x, point in there
            if point.y is not None
        )

    def is_beyond(self, value: float) -> bool:
        return self.clip is not None and not self.clip[0] <= value <= self.clip[1]


def in_common(each: Sequence[tuple[Analysis, str]]) -> Axis | None:
    """
    One axis for small charts of these, each with its unit. None where their points have no days, or
    one would be pressed together so far that its points could not be told apart.
    """
    days = [[p.x for p in analysis.points if isinstance(p.x, date)] for analysis, _unit in each]
    if len(each) < 2 or any(
        len(a.points) > len(d) for (a, _unit), d in zip(each, days, strict=True)
    ):
        return None
    first, last = min(map(min, days)), max(map(max, days))
    plots = [Plot(analysis, SMALL, (), unit, None) for analysis, unit in each]
    axis = Axis(first, last, min(plot.right for plot in plots))
    pressed = any(
        _nearest(replace(plot, axis=axis)) < TELLS_APART <= _nearest(plot) for plot in plots
    )
    return None if pressed or first == last else axis


def _nearest(plot: Plot) -> float:
    """How far apart two points of it stand at the least."""
    return min((b - a for a, b in pairwise(plot.xs)), default=plot.size.width)


def _apart(flags: Sequence[Flag]) -> list[Flag]:
    found: list[Flag] = []
    for flag in flags:
        found.append(flag)
        while len(found) > 1 and found[-1].touches(found[-2]):
            found[-2:] = [found[-2].with_(found[-1])]
    return found
