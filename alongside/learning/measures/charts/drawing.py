"""
The same chart as a picture: an SVG that is complete without scripts, on paper, and in a letter.

What marks a point is said by its shape, by its colour and in its title, never by colour alone; and
nothing looks good or bad. Every number comes from the analysis: the picture works nothing out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from itertools import groupby
from typing import NamedTuple

from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.kit.words import gettext as _

from . import axes, reading
from .anhoej import RUN
from .marks import TRIED, Mark
from .mdc import OUTSIDE, SHIFT, TREND, TWO3
from .said import days, number
from .series import Analysis, Judged, When

# Ink, lines and what stands out; each at least 3 to 1 on white.
INK, QUIET, LINE, STANDS_OUT, WHITE = "#14313a", "#48616a", "#6f858c", "#5b4a86", "#fff"
GRID, BAND, TRIED_INK = "#e6dfd1", "#f1eadc", "#b8482f"
NEARLY = 15.0  # two flags closer than this stand as one
ORDER = (OUTSIDE, TREND, TWO3, SHIFT, RUN)  # of several rules, the shape of the first


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


WIDE = Size(760, 360, 16, 78, 14, 30, 13, 5, 9)
NARROW = Size(380, 330, 14, 58, 14, 28, 13, 4, 4)
SMALL = Size(320, 136, 6, 54, 10, 26, 12, 0, 2)
SIZES = {"wide": WIDE, "narrow": NARROW, "small": SMALL}
LETTER = 0.58  # how wide a figure is, for its height
LANE = 26.0  # where flags stand, beneath the names of days


def svg(
    analysis: Analysis,
    *,
    title: str,
    desc: str = "",
    unit: str = "",
    marks: Sequence[Mark] = (),
    size: str = "wide",
    ident: str = "chart",
    clip: tuple[float, float] | None = None,
) -> str:
    """
    :param title: what the chart is called; ``desc`` is what it says, the sentence if none is given.
    :param marks: what was tried and noted, numbered along the axis in the order of their days.
    :param size: ``wide``, ``narrow`` (a phone) or ``small`` (one of many side by side).
    :param ident: begins the ids in it: no two on one page may have the same.
    :param clip: the least and the most there can be; limits beyond it are drawn up to it.
    """
    plot = _Plot(analysis, SIZES[size], tuple(marks), unit, clip)
    says = desc or reading.sentence(analysis, unit=unit)
    width, height = plot.size.width, plot.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spc spc--{size}" '
        f'viewBox="0 0 {_at(width)} {_at(height)}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d" font-family="system-ui, sans-serif" '
        f'font-size="{_at(plot.size.type)}" fill="{INK}">',
        f'<title id="{ident}-t">{_safe(title)}</title><desc id="{ident}-d">{_safe(says)}</desc>',
        *_grid(plot),
        *_based(plot),
        *_limits(plot),
        *_flags(plot),
        *_line(plot),
        *(_point(plot, point) for point in analysis.points),
        *_names_of_lines(plot),
        "</svg>",
    ]
    return "".join(parts)


# --- where things are ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plot:
    """Where each thing of one chart stands."""

    analysis: Analysis
    size: Size
    marks: tuple[Mark, ...]
    unit: str
    clip: tuple[float, float] | None

    @property
    def is_small(self) -> bool:
        return self.size is SMALL

    @cached_property
    def flags(self) -> list[tuple[float, list[int], list[Mark]]]:
        """Where flags stand, their numbers, and what they are of; those too close stand as one."""
        if self.is_small or not self._dated:
            return []
        found: list[tuple[float, list[int], list[Mark]]] = []
        in_time = sorted(self.marks, key=lambda mark: mark.when)
        for n, mark in enumerate(in_time, start=1):
            x = self.x_of(mark.when)
            if found and x - found[-1][0] < NEARLY:
                found[-1][1].append(n)
                found[-1][2].append(mark)
            else:
                found.append((x, [n], [mark]))
        return found

    @cached_property
    def ticks(self) -> list[float]:
        return axes.round_numbers(*self.range, self.size.ticks) if self.size.ticks else []

    @cached_property
    def left(self) -> float:
        """As far in as the longest number beside the axis needs."""
        longest = max((len(number(tick)) for tick in self.ticks), default=0)
        return self.size.left + longest * self.size.type * LETTER

    @property
    def height(self) -> float:
        return self.size.height + (LANE if self.flags else 0)

    @property
    def floor(self) -> float:
        return self.size.height - self.size.bottom

    @property
    def right(self) -> float:
        return self.size.width - self.size.right

    @cached_property
    def _dated(self) -> bool:
        return all(isinstance(point.x, date) for point in self.analysis.points)

    @cached_property
    def _places(self) -> dict[When, float]:
        xs = [point.x for point in self.analysis.points]
        return dict(zip(xs, axes.places(xs), strict=True))

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
        first, last = min(self._places.values()), max(self._places.values())
        place = self._places.get(when)
        if place is None:
            place = float(when.toordinal()) if isinstance(when, date) else first
        place = min(max(place, first), last)
        inner = self.left + 8, self.right - 8
        share = (place - first) / (last - first) if last > first else 0.5
        return inner[0] + share * (inner[1] - inner[0])

    def y_of(self, value: float) -> float:
        least, most = self.range
        share = (value - least) / (most - least)
        return self.floor - min(max(share, 0.0), 1.0) * (self.floor - self.size.top)

    def edges(self, first: int, last: int) -> tuple[float, float]:
        """From half-way to the point before, to half-way to the point after."""
        points = self.analysis.points
        xs = [self.x_of(point.x) for point in points]
        left = (xs[first - 1] + xs[first]) / 2 if first else xs[0] - 6
        right = (xs[last] + xs[last + 1]) / 2 if last + 1 < len(xs) else xs[-1] + 6
        return left, right


# --- what is drawn, from the back to the front ---------------------------------------------------


def _grid(plot: _Plot) -> Iterator[str]:
    for tick in plot.ticks:
        y = plot.y_of(tick)
        yield _stroke(f"M{_at(plot.left)} {_at(y)}H{_at(plot.right)}", GRID)
        yield _words(plot.left - 8, y + 4, number(tick), anchor="end", colour=QUIET)
    yield _stroke(f"M{_at(plot.left)} {_at(plot.floor)}H{_at(plot.right)}", LINE)
    y = plot.floor + plot.size.type + 7
    if plot.is_small:
        yield from _ends(plot, y)
        return
    for x, name in _names(plot):
        yield _stroke(f"M{_at(x)} {_at(plot.floor)}v5", LINE)
        yield _words(x, y, name, anchor="middle", colour=QUIET)


def _ends(plot: _Plot, y: float) -> Iterator[str]:
    """A small picture says when it begins and when it ends."""
    points = plot.analysis.points
    said = days(point.x for point in points)
    yield _words(plot.left, y, said.short(points[0].x), colour=QUIET)
    if len(points) > 1:
        yield _words(plot.right, y, said.short(points[-1].x), anchor="end", colour=QUIET)


def _names(plot: _Plot) -> list[tuple[float, str]]:
    """What stands beneath the axis: months or years, or what the points are called."""
    points = plot.analysis.points
    first, last = points[0].x, points[-1].x
    said = days(point.x for point in points)
    if isinstance(first, date) and isinstance(last, date):
        found = axes.beginnings(first, last, plot.size.names)
        if len(found) > 1:
            years = all(day.month == 1 for day in found)
            return [(plot.x_of(day), f"{day:%Y}" if years else f"{day:%b %Y}") for day in found]
    some = axes.evenly(len(points), plot.size.names)
    return [(plot.x_of(points[k].x), said.shortest(points[k].x)) for k in some]


def _based(plot: _Plot) -> Iterator[str]:
    """Where limits are held still, the points that they are made of stand on a pale ground."""
    for stretch in plot.analysis.stretches:
        there = [
            k
            for k in range(stretch.first, stretch.last + 1)
            if plot.analysis.points[k].y is not None and not plot.analysis.points[k].aside
        ]
        if not there or stretch.base >= len(there) or not stretch.base:
            continue
        left, right = plot.edges(stretch.first, there[stretch.base - 1])
        top, height = plot.size.top, plot.floor - plot.size.top
        yield (
            f'<rect class="spc__base" x="{_at(left)}" y="{_at(top)}" width="{_at(right - left)}" '
            f'height="{_at(height)}" fill="{BAND}"><title>'
            f"{_safe(_('The limits are made of these points, and held still.'))}</title></rect>"
        )


def _limits(plot: _Plot) -> Iterator[str]:
    """The centre and the limits of each stretch, in steps where each point has its own."""
    for k, stretch in enumerate(plot.analysis.stretches):
        if k:
            x = plot.edges(stretch.first, stretch.first)[0]
            path = f"M{_at(x)} {_at(plot.size.top)}V{_at(plot.floor)}"
            yield _stroke(path, LINE, dash="2 4")
        here = range(stretch.first, stretch.last + 1)
        for part, dash, weight in (
            ("lower", "7 4", 1.4),
            ("upper", "7 4", 1.4),
            ("centre", "", 1.8),
        ):
            if path := _steps(plot, here, part):
                yield _stroke(path, LINE if dash else QUIET, dash=dash, weight=weight)


def _steps(plot: _Plot, here: range, part: str) -> str:
    values = [(k, getattr(plot.analysis.points[k], part)) for k in here]
    path = ""
    for value, run in groupby(values, key=lambda each: each[1]):
        ks = [k for k, _value in run]
        if value is not None:
            left, right = plot.edges(ks[0], ks[-1])
            path += f"M{_at(left)} {_at(plot.y_of(value))}H{_at(right)}"
    return path


def _line(plot: _Plot) -> Iterator[str]:
    """From point to point; a gap, a point set aside and a new stretch break it."""
    path, before = "", None
    for point in plot.analysis.points:
        joins = None if point.y is None or point.aside else point.stretch
        if joins is not None and point.y is not None:
            step = "L" if joins == before else "M"
            path += f"{step}{_at(plot.x_of(point.x))} {_at(plot.y_of(point.y))}"
        before = joins
    if path:
        yield _stroke(path, INK, weight=1.2 if plot.is_small else 1.7)


def _point(plot: _Plot, point: Judged) -> str:
    if point.y is None:
        return ""
    x, y = plot.x_of(point.x), plot.y_of(point.y)
    said = days(each.x for each in plot.analysis.points)
    why = reading.why(point, plot.analysis)
    says = f"{said.of(point.x)}: {number(point.y, plot.unit)}" + (f" ({why})" if why else "")
    title = f"<title>{_safe(says)}</title>"
    r = 2.1 if plot.is_small else 3.6
    if point.aside:
        return (
            f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{_at(r + 0.6)}" fill="{WHITE}" '
            f'stroke="{QUIET}" stroke-width="1.5">{title}</circle>'
        )
    if not point.fired:
        return f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{_at(r)}">{title}</circle>'
    path = shape_of(point.fired, r * 1.7)
    return (
        f'<path class="spc__mark" d="M{_at(x)} {_at(y)}{path}" fill="{STANDS_OUT}" '
        f'stroke="{WHITE}" stroke-width="1">{title}</path>'
    )


def leads(fired: Sequence[str]) -> str:
    """Of the rules that mark a point, the one whose shape it has."""
    return next(rule for rule in ORDER if rule in fired)


def shape_of(fired: Sequence[str], r: float) -> str:
    """
    The outline of a mark about where the pen is: a diamond beyond a limit, a triangle in a trend, a
    square in a run on one side, a triangle on its point near a limit.
    """
    rule = leads(fired)
    if rule == OUTSIDE:
        return f"m0 {_at(-r)}l{_at(r)} {_at(r)}l{_at(-r)} {_at(r)}l{_at(-r)} {_at(-r)}z"
    if rule == TREND:
        return f"m0 {_at(-r)}l{_at(r)} {_at(r * 1.75)}h{_at(-2 * r)}z"
    if rule == TWO3:
        return f"m0 {_at(r)}l{_at(r)} {_at(-r * 1.75)}h{_at(-2 * r)}z"
    half = r * 0.82
    return f"m{_at(-half)} {_at(-half)}h{_at(2 * half)}v{_at(2 * half)}h{_at(-2 * half)}z"


def _flags(plot: _Plot) -> Iterator[str]:
    """Numbered as the list beneath the chart: square for what was tried, round for a note."""
    y = plot.size.height + LANE / 2 - 4
    for x, numbers, marks in plot.flags:
        said = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        tried = any(mark.kind == TRIED for mark in marks)
        colour = TRIED_INK if tried else QUIET
        half = 7 + 3.6 * len(said)
        path = f"M{_at(x)} {_at(plot.size.top)}V{_at(plot.floor)}"
        title = "; ".join(excerpt(mark.text, 80) for mark in marks)
        yield _stroke(path, colour, dash="1 5", weight=1.2)
        yield (
            f'<g class="spc__flag"><title>{_safe(title)}</title>'
            f'<rect x="{_at(x - half)}" y="{_at(y - 9)}" width="{_at(2 * half)}" height="18" '
            f'rx="{3 if tried else 9}" fill="{colour}"/>'
            f"{_words(x, y + 4.5, said, anchor='middle', colour=WHITE, weight='600')}</g>"
        )


def _names_of_lines(plot: _Plot) -> Iterator[str]:
    """What the lines of the newest stretch are, at their right end; none on top of another."""
    stretch = plot.analysis.stretches[-1]
    last = plot.analysis.points[stretch.last]
    taken: list[float] = []
    for value in (last.centre, last.upper, last.lower):
        if value is None or _is_beyond(value, plot.clip):
            continue
        y = plot.y_of(value) + 4.5
        if all(abs(y - other) > plot.size.type for other in taken):
            taken.append(y)
            bold = "600" if value == last.centre else ""
            said = number(value, "%" if plot.unit == "%" else "")
            yield _words(plot.right + 5, y, said, colour=QUIET, weight=bold)


def _is_beyond(value: float, clip: tuple[float, float] | None) -> bool:
    return clip is not None and not clip[0] <= value <= clip[1]


# --- pieces of SVG -------------------------------------------------------------------------------


def _stroke(path: str, colour: str, *, dash: str = "", weight: float = 1) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{_at(weight)}"{dashes} '
        'stroke-linejoin="round"/>'
    )


def _words(
    x: float, y: float, words: str, *, anchor: str = "", colour: str = INK, weight: str = ""
) -> str:
    where = f' text-anchor="{anchor}"' if anchor else ""
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{_at(x)}" y="{_at(y)}"{where}{bold} fill="{colour}">{_safe(words)}</text>'


def _safe(words: str) -> str:
    """Words as XML can hold them: nothing in them is ever read as a part of the picture."""
    return escape(clean(words))


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
