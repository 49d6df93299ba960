"""
The same chart as a picture: an SVG that is complete without scripts, on paper, and in a letter.

What marks a point is said by its shape, by its colour and in its title, never by colour alone; and
nothing looks good or bad. Every number comes from the analysis: the picture works nothing out.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby, pairwise

from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.kit.words import dated
from alongside.foundation.kit.words import gettext as _

from . import axes, reading
from .marks import Mark
from .mdc import OUTSIDE, SHIFT, TREND, TWO3
from .plot import LANE, SIZES, Axis, Flag, Plot
from .said import Days, days, number
from .series import Analysis, Judged, Stretch, When

# Ink, lines and what stands out; each at least 3 to 1 on white. The page's stylesheet may say
# otherwise, by class: for paper, and for people who choose their own colours.
INK, QUIET, LINE, STANDS_OUT, WHITE = "#14313a", "#48616a", "#6f858c", "#5b4a86", "#fff"
GRID, BAND, TRIED_INK = "#ece5d8", "#f6f1e6", "#b8482f"
NEEDS = {OUTSIDE: 1, TREND: 2, SHIFT: 3, "run": 3, TWO3: 4}
RUNS = ("run", SHIFT)
BOX = "m-2.5 0v-6h5v6"


def svg(
    analysis: Analysis,
    *,
    title: str,
    desc: str = "",
    unit: str = "",
    marks: Sequence[Mark] = (),
    notes: Sequence[Mark] = (),
    size: str = "wide",
    ident: str = "chart",
    clip: tuple[float, float] | None = None,
    hidden: Iterable[When] = (),
    axis: Axis | None = None,
) -> str:
    """
    :param title: what the chart is called; ``desc`` is what it says, the sentence if none is given.
    :param marks: what was tried; with ``notes`` numbered along the axis in the order of their days.
    :param size: ``wide``, ``narrow`` (a phone) or ``small`` (one of many side by side).
    :param ident: begins the ids in it: no two on one page may have the same.
    :param clip: the least and the most there can be; limits beyond it are drawn up to it.
    :param axis: the time axis it has in common with others beside it.
    :param hidden: gaps that stand for too few people to be told.
    """
    clip = clip or ((0.0, 100.0) if unit == "%" else analysis.settings.scale)
    if clip and not all(
        clip[0] <= point.y <= clip[1] for point in analysis.points if point.y is not None
    ):
        clip = None  # there is such a value, so there can be
    plot = Plot(analysis, SIZES[size], (*marks, *notes), unit, clip, axis)
    says = desc or reading.sentence(analysis, unit=unit)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spc spc--{size}" '
        f'viewBox="0 0 {_at(plot.size.width)} {_at(plot.height)}" role="img" '
        f'aria-labelledby="{escape(ident)}-t {escape(ident)}-d" '
        f'font-family="system-ui, sans-serif" font-size="{_at(plot.size.type)}" fill="{INK}">',
        f'<title id="{escape(ident)}-t">{_safe(title)}</title>'
        f'<desc id="{escape(ident)}-d">{_safe(says)}</desc>',
        *_based(plot),
        *_grid(plot),
        *_limits(plot),
        *_flags(plot),
        *_line(plot),
        *_points(plot, set(hidden)),
        *_names_of_lines(plot),
        "</svg>",
    ]
    return "".join(parts)


# --- from the back to the front ------------------------------------------------------------------


def _based(plot: Plot) -> Iterator[str]:
    """Where limits are held still, the points that they are made of stand on a pale ground."""
    for stretch in plot.analysis.stretches:
        there = _there(plot.analysis, stretch)
        if not is_held(plot.analysis, stretch):
            continue
        left, right = plot.edges(stretch.first, there[stretch.base - 1])
        top, says = plot.size.top, _("The limits are made of these points, and held still.")
        yield (
            f'<rect class="spc__base" x="{_at(left)}" y="{_at(top)}" width="{_at(right - left)}" '
            f'height="{_at(plot.floor - top)}" fill="{BAND}"><title>{_safe(says)}</title></rect>'
        )


def _there(analysis: Analysis, stretch: Stretch) -> list[int]:
    every = range(stretch.first, stretch.last + 1)
    points = analysis.points
    return [k for k in every if points[k].y is not None and not points[k].aside]


def is_held(analysis: Analysis, stretch: Stretch) -> bool:
    return 0 < stretch.base < len(_there(analysis, stretch))


def _grid(plot: Plot) -> Iterator[str]:
    left, right, floor = plot.left, plot.right, plot.floor
    if plot.ticks:
        lines = "".join(f"M{_at(left)} {_at(plot.y_of(tick))}H{_at(right)}" for tick in plot.ticks)
        yield _stroke(lines, GRID, name="grid")
        for tick in plot.ticks:
            y = plot.y_of(tick) + plot.size.type / 3
            yield _words(left - 8, y, plot.number(tick), anchor="end", colour=QUIET)
    names = _names(plot)
    feet = "" if plot.is_small else "".join(f"M{_at(x)} {_at(floor)}v5" for x, _name in names)
    yield _stroke(f"M{_at(left)} {_at(floor)}H{_at(right)}{feet}", LINE, name="axis")
    y = floor + plot.size.type + 7
    for n, (x, name) in enumerate(names):
        anchor = ("start", "end")[n] if plot.is_small and len(names) == 2 else "middle"
        yield _words(x, y, name, anchor=anchor, colour=QUIET)
    if plot.unit and plot.unit != "%" and not plot.is_small:
        yield _words(0, 13, excerpt(plot.unit, 90 if plot.is_wide else 42), colour=QUIET)


def _names(plot: Plot) -> list[tuple[float, str]]:
    """What stands beneath the axis: months or years, or what the points are called."""
    points = plot.analysis.points
    first, last = points[0].x, points[-1].x
    said = days(point.x for point in points)
    if plot.axis:
        first, last, said = plot.axis.first, plot.axis.last, Days(monthly=True)
    if plot.is_small:
        if first == last:
            return [(plot.xs[0], said.short(first))]
        return [(plot.left, said.short(first)), (plot.right, said.short(last))]
    if isinstance(first, date) and isinstance(last, date):
        found = axes.beginnings(first, last, plot.room_for("Mar 2026 "))
        if len(found) > 1:
            years = all(day.month == 1 for day in found)
            return [(plot.x_of(day), dated(day, "Y" if years else "M Y")) for day in found]
    some = axes.evenly(len(points), plot.room_for("1 October "))
    return [(plot.xs[k], said.shortest(points[k].x)) for k in some]


def _limits(plot: Plot) -> Iterator[str]:
    """The centre and the limits of each stretch, in steps where each point has its own."""
    yield from _set_anew(plot)
    for stretch in plot.analysis.stretches:
        here = range(stretch.first, stretch.last + 1)
        if path := _steps(plot, here, "lower") + _steps(plot, here, "upper"):
            yield _stroke(path, LINE, dash="7 4", weight=1.4, name="limits")
        if path := _steps(plot, here, "centre"):
            few = reading.crosses_seldom(stretch)
            colour, dash = (STANDS_OUT, "14 3") if few else (QUIET, "")
            yield _stroke(path, colour, dash=dash, weight=1.8, name="centre")


def _anew(plot: Plot) -> list[Stretch]:
    return [e for e in plot.analysis.stretches[1:] if reading.is_anew(plot.analysis, e)]


def _set_anew(plot: Plot) -> Iterator[str]:
    """Where limits were set anew, and that they were, where there is room for the words."""
    anew = _anew(plot)
    begins = [plot.edges(each.first, each.first)[0] for each in anew]
    says, free = _("limits set anew"), plot.left
    wide, y = plot.across(says), plot.size.top + 10
    for x, until in pairwise([*begins, plot.right]):
        path = f"M{_at(x)} {_at(plot.size.top)}V{_at(plot.floor)}"
        yield _stroke(path, LINE, dash="2 4", name="anew")
        if plot.is_small:
            continue
        if x - free > wide:
            yield _words(x - 5, y, says, anchor="end", colour=QUIET)
            free = x
        elif until - x > wide:
            yield _words(x + 5, y, says, colour=QUIET)
            free = x + wide


def _steps(plot: Plot, here: range, part: str) -> str:
    values = [(k, getattr(plot.analysis.points[k], part)) for k in here]
    path, before = "", None
    for value, run in groupby(values, key=lambda each: each[1]):
        ks = [k for k, _value in run]
        if value is not None:
            left, right = plot.edges(ks[0], ks[-1])
            y = _at(plot.y_of(value))
            path += f"V{y}H{_at(right)}" if before is not None else f"M{_at(left)} {y}H{_at(right)}"
        before = value
    return path


def _line(plot: Plot) -> Iterator[str]:
    """From point to point; a gap, a point set aside and a new stretch break it."""
    path, before = "", None
    for x, point in zip(plot.xs, plot.analysis.points, strict=True):
        joins = None if point.y is None or point.aside else point.stretch
        if joins is not None and point.y is not None:
            path += f"{'L' if joins == before else 'M'}{_at(x)} {_at(plot.y_of(point.y))}"
        before = joins
    if path:
        yield _stroke(path, INK, weight=1.3 if plot.is_small else 1.7, name="line")


# --- points --------------------------------------------------------------------------------------


def _points(plot: Plot, hidden: set[When]) -> Iterator[str]:
    """Points like the others together, then those set aside, then those that are marked."""
    every = list(zip(plot.xs, plot.analysis.points, strict=True))
    said = days(point.x for point in plot.analysis.points)
    there = [(x, point) for x, point in every if point.y is not None]
    plain = [each for each in there if not each[1].fired and not each[1].aside]
    aside = [each for each in there if each[1].aside]
    marked = [each for each in there if each[1].fired and not each[1].aside]
    gaps = [] if plot.is_small else [each for each in every if each[1].y is None]
    apart = (plot.xs[-1] - plot.xs[0]) / (len(plot.xs) - 1) if len(plot.xs) > 1 else plot.right
    r = 1.7 if plot.is_small else min(3.6, max(1.7, 0.42 * apart))
    yield from _group(
        "gap",
        f'stroke="{LINE}" stroke-width="2"',
        (_gap(plot, x, p, said, hidden) for x, p in gaps),
    )
    yield from _group("points", "", (_dot(plot, x, p, r, said) for x, p in plain))
    hollow = f'fill="{WHITE}" stroke="{QUIET}" stroke-width="1.6"'
    yield from _group("aside", hollow, (_dot(plot, x, p, r + 0.8, said) for x, p in aside))
    colour = f'fill="{STANDS_OUT}" stroke="{WHITE}"'
    yield from _group("marks", colour, (_marked(plot, x, p, r * 1.7, said) for x, p in marked))


def _group(name: str, colours: str, drawn: Iterable[str]) -> Iterator[str]:
    if inside := "".join(drawn):
        yield f'<g class="spc__{name}" {colours}>{inside}</g>'.replace('" >', '">')


def _gap(plot: Plot, x: float, point: Judged, said: Days, hidden: set[When]) -> str:
    """A short stroke on the axis, so that a gap is not taken for nothing; a box where it is few."""
    says = _("too few people to say") if point.x in hidden else _("no value")
    title = f"<title>{_safe(f'{said.of(point.x)}: {says}')}</title>"
    shape = BOX if point.x in hidden else "v-6"
    return f'<path d="M{_at(x)} {_at(plot.floor)}{shape}" fill="{WHITE}">{title}</path>'


def _dot(plot: Plot, x: float, point: Judged, r: float, said: Days) -> str:
    y = plot.y_of(point.y or 0.0)
    title = "" if plot.is_small else _title(plot, point, said)
    where = f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{_at(r)}"'
    return f"{where}>{title}</circle>" if title else f"{where}/>"


def _marked(plot: Plot, x: float, point: Judged, r: float, said: Days) -> str:
    y = plot.y_of(point.y or 0.0)
    path = f'<path d="M{_at(x)} {_at(y)}{shape_of(point.fired, r)}"'
    return f"{path}/>" if plot.is_small else f"{path}>{_title(plot, point, said)}</path>"


def _title(plot: Plot, point: Judged, said: Days) -> str:
    why = reading.why(point, plot.analysis)
    says = f"{said.of(point.x)}: {number(point.y, plot.unit)}"
    return f"<title>{_safe(f'{says} ({why})' if why else says)}</title>"


def shape_of(fired: Sequence[str], r: float) -> str:
    """
    The outline of a mark about where the pen is: a diamond beyond a limit, a triangle in a trend, a
    square in a run on one side, a triangle on its point near a limit.
    """
    rule = min(fired, key=lambda each: NEEDS.get(each, 3))
    if rule == OUTSIDE:
        return f"m0 {_at(-r)}l{_at(r)} {_at(r)} {_at(-r)} {_at(r)} {_at(-r)} {_at(-r)}z"
    if rule == TREND:
        return f"m0 {_at(-r)}l{_at(r)} {_at(r * 1.75)}h{_at(-2 * r)}z"
    if rule == TWO3:
        return f"m0 {_at(r)}l{_at(r)} {_at(-r * 1.75)}h{_at(-2 * r)}z"
    half = r * 0.8
    return f"m{_at(-half)} {_at(-half)}h{_at(2 * half)}v{_at(2 * half)}h{_at(-2 * half)}z"


# --- words on it ---------------------------------------------------------------------------------


def _flags(plot: Plot) -> Iterator[str]:
    """
    Numbered flags for what was tried (square) and noted (round), as in the list beneath. Small
    steps have a smaller one, hollow, and their line is short.
    """
    lined = {plot.xs[each.first] for each in _anew(plot)}
    for flag in plot.flags:
        beneath = plot.lanes > 1 and not flag.is_tried
        y = plot.size.height + LANE / 2 - 4 + (LANE if beneath else 0)
        if flag.is_small:
            yield from _small_flag(plot, flag, y)
            continue
        colour = TRIED_INK if flag.is_tried else QUIET
        half = flag.half
        path = f"M{_at(flag.x)} {_at(plot.size.top)}V{_at(plot.floor)}"
        if flag.x not in lined:  # a line stands there already
            yield _stroke(path, colour, dash="1 4", weight=1.4, name="then")
        yield (
            f'<g class="spc__flag"><title>{_safe(_said_on(flag))}</title>'
            f'<rect x="{_at(flag.x - half)}" y="{_at(y - 10)}" width="{_at(2 * half)}" height="20" '
            f'rx="{3 if flag.is_tried else 10}" fill="{colour}"/>'
            f"{_words(flag.x, y + 4.5, flag.said, anchor='middle', colour=WHITE, bold=True)}</g>"
        )


def _small_flag(plot: Plot, flag: Flag, y: float) -> Iterator[str]:
    path = f"M{_at(flag.x)} {_at(plot.floor - 10)}V{_at(plot.floor)}"
    yield _stroke(path, TRIED_INK, weight=1.4, name="then")
    yield (
        f'<g class="spc__flag" font-size="11"><title>{_safe(_said_on(flag))}</title>'
        f'<rect x="{_at(flag.x - flag.half)}" y="{_at(y - 7.5)}" width="{_at(2 * flag.half)}" '
        f'height="15" rx="2" fill="{WHITE}" stroke="{TRIED_INK}"/>'
        f"{_words(flag.x, y + 3.8, flag.said, anchor='middle', colour=TRIED_INK)}</g>"
    )


def _said_on(flag: Flag) -> str:
    return "; ".join(excerpt(mark.text, 80) for mark in flag.marks)


def _names_of_lines(plot: Plot) -> Iterator[str]:
    """What the lines of the newest stretch are, at their right end; none on top of another."""
    taken: list[float] = []
    for n, (value, said) in enumerate(plot.lines_named):
        y = plot.y_of(value) + plot.size.type / 3
        if all(abs(y - other) > plot.size.type for other in taken):
            taken.append(y)
            yield _words(plot.right + 6, y, said, colour=QUIET, bold=n == 0)
        if plot.is_beyond(value):
            yield from _cannot(plot, value)


def _cannot(plot: Plot, value: float) -> Iterator[str]:
    """Why a limit stops at the edge of what there can be."""
    if plot.clip is None or plot.is_small:
        return
    above = value > plot.clip[1]
    edge = plot.number(plot.clip[1] if above else plot.clip[0])
    says = (_("cannot go above %s") if above else _("cannot go below %s")) % edge
    x, y = plot.left + 8, plot.y_of(value) - 6
    if above or plot.is_free(x, y - plot.size.type, plot.across(says), plot.floor):
        yield _words(x, y, says, colour=QUIET)


# --- pieces of SVG -------------------------------------------------------------------------------


def _stroke(path: str, colour: str, *, name: str, dash: str = "", weight: float = 1) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    wide = f' stroke-width="{_at(weight)}"' if weight != 1 else ""
    return f'<path class="spc__{name}" d="{path}" fill="none" stroke="{colour}"{wide}{dashes}/>'


def _words(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "",
    colour: str = INK,
    bold: bool = False,
) -> str:
    where = f' text-anchor="{anchor}"' if anchor and anchor != "start" else ""
    weight = ' font-weight="600"' if bold else ""
    says = _safe(words)
    return f'<text x="{_at(x)}" y="{_at(y)}"{where}{weight} fill="{colour}">{says}</text>'


def _safe(words: str) -> str:
    """Words as XML can hold them: nothing in them is ever read as a part of the picture."""
    return escape(clean(words))


def _at(value: float) -> str:
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said
