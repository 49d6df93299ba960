"""One reading of a series: what the sentence, the table and the drawing are all made of."""

from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import NamedTuple

from alongside.foundation.kit.words import gettext as _

from . import anhoej, chance, heed, mdc, primed, stretches
from .mdc import Labelled
from .primed import Counted
from .ranges import present
from .series import Analysis, Judged, Point, Settings, Stretch, Unfit
from .stretches import Span

RUN, XMR = "run", "xmr"
CHARTS = {"anhoej": (RUN, primed.P, primed.U), "mdc": (XMR,)}
CONVENTIONS = {"anhoej": anhoej.CONVENTION, "mdc": mdc.CONVENTION}
DIRECTIONS = ("up", "down", "neither", "unknown")
MOST_POINTS = 10_000
MOST = 1e100  # beyond it, what is squared is no number any more


def analyse(points: Sequence[Point], settings: Settings = Settings()) -> Analysis:  # noqa: B008
    """
    Read a series by one convention.

    :raises Unfit: if these points cannot be charted so; says why in a sentence.
    """
    chart = _chart(settings)
    _check(points, chart)
    ordered, warned = stretches.in_order(points)
    # A median of a handful of points is no ground to judge the others by.
    least = max(_least_held(chart), anhoej.ENOUGH)
    begins = (*settings.rebase, *settings.since)
    spans, moved = stretches.spans(ordered, begins, settings.freeze, settings.held, least)
    values = [point.share for point in ordered]
    judged: list[Judged] = []
    found: list[Stretch] = []
    sizes: list[chance.Size] = []
    for span in spans:
        here = _Here(ordered[span.first : span.stop], values[span.first : span.stop], span)
        earlier = stretches.is_unjudged(ordered, span.stop - 1, settings)
        lines = _unjudged(here) if earlier else _READ[chart](here, settings)
        judged.extend(_judged(here, lines, len(found)))
        found.append(_stretch(here, lines))
        judged_by = found[-1].n_useful if chart == RUN else len(present(here.values))
        sizes.append(chance.Size(0 if earlier else judged_by, found[-1].base))
    warned += moved + list(heed.warnings(judged, found, settings, chart))
    return Analysis(
        settings=settings,
        convention=CONVENTIONS[settings.rules],
        points=tuple(judged),
        stretches=tuple(found),
        warnings=tuple(warned),
        by_chance=chance.in_a_hundred(chart, sizes),
    )


# --- what can be charted -------------------------------------------------------------------------


def _chart(settings: Settings) -> str:
    if settings.rules not in CHARTS:
        raise Unfit(_("There are no rules called “%s”: there are anhoej and mdc.") % settings.rules)
    if settings.direction not in DIRECTIONS:
        raise Unfit(_("“%s” is no direction: there are up, down, neither.") % settings.direction)
    charts = CHARTS[settings.rules]
    chart = settings.chart or charts[0]
    if chart not in charts:
        said = {"chart": chart, "rules": settings.rules}
        raise Unfit(_("A chart “%(chart)s” is not read with the rules “%(rules)s”.") % said)
    least = _least_held(chart)
    if settings.freeze is not None and settings.freeze < least:
        raise Unfit(_("Limits can be held still from %d points on, not from fewer.") % least)
    return chart


def _least_held(chart: str) -> int:
    """Of how many points limits can be made that are held still."""
    return mdc.LEAST_BASE if chart == XMR else 1


def _check(points: Sequence[Point], chart: str) -> None:
    if not points:
        raise Unfit(_("There are no points."))
    if len(points) > MOST_POINTS:
        raise Unfit(_("More than %d points cannot be read on one chart.") % MOST_POINTS)
    for point in points:
        if wrong := _wrong(point, chart):
            raise Unfit(f"{point.x}: {wrong}")


def _wrong(point: Point, chart: str) -> str:
    y, n = point.y, point.n
    if any(each is not None and not (isfinite(each) and abs(each) < MOST) for each in (y, n)):
        return _("this is not a number that can be charted.")
    if n is not None and n <= 0:
        return _("what it is out of has to be more than 0.")
    if y is not None and chart in primed.KINDS:
        if n is None:
            return _("what is it out of? This chart is of so many out of so many.")
        if y < 0 or (chart == primed.P and y > n):
            return _("a count out of %(n)g cannot be %(y)g.") % {"n": n, "y": y}
    return ""


# --- reading one stretch -------------------------------------------------------------------------


class _Here:
    """
    The points of one stretch.

    :param shown: what is drawn of each. To every rule a point set aside is a gap.
    """

    def __init__(self, points: Sequence[Point], shown: Sequence[float | None], span: Span) -> None:
        self.points, self.shown, self.span = points, shown, span
        self.values = [None if p.aside else y for p, y in zip(points, shown, strict=True)]
        self.based = span.based - span.first

    @property
    def base(self) -> list[float | None]:
        return self.values[: self.based]


class _Lines(NamedTuple):
    """A centre, the lower and upper limit at each point, and what each point is called."""

    centre: float | None
    limits: list[tuple[float | None, float | None]]
    labels: list[Labelled]


def _run_chart(here: _Here, _settings: Settings) -> _Lines:
    centre = anhoej.centre(here.base)
    return _Lines(centre, [(None, None)] * len(here.values), _in_runs(here.values, centre))


def _xmr_chart(here: _Here, settings: Settings) -> _Lines:
    lines = mdc.limits(here.base, screen=settings.screen)
    limits = [(lines.lower, lines.upper)] * len(here.values)
    return _Lines(lines.centre, limits, mdc.labels(here.values, lines))


def _primed_chart(kind: str) -> Callable[[_Here, Settings], _Lines]:
    def read(here: _Here, settings: Settings) -> _Lines:
        counted = [Counted(None if p.aside else p.y, p.n) for p in here.points]
        centre, limits = primed.limits(counted, here.based, chart=kind, screen=settings.screen)
        labels = _in_runs(here.values, centre)
        for k, side in enumerate(anhoej.sides(here.values, centre)):
            if mdc.is_outside(here.values[k], *limits[k]):
                labels[k] = Labelled(mdc.beyond(side), (mdc.OUTSIDE, *labels[k].fired))
        return _Lines(centre, limits, labels)

    return read


_READ: dict[str, Callable[[_Here, Settings], _Lines]] = {
    RUN: _run_chart,
    XMR: _xmr_chart,
    primed.P: _primed_chart(primed.P),
    primed.U: _primed_chart(primed.U),
}


def _unjudged(here: _Here) -> _Lines:
    """Points from before those that limits are made of: drawn, and held against nothing."""
    many = len(here.values)
    return _Lines(None, [(None, None)] * many, [Labelled("", ())] * many)


def _in_runs(values: Sequence[float | None], centre: float | None) -> list[Labelled]:
    """No convention calls a point of a run chart anything; it may be in a run that is too long."""
    sides = anhoej.sides(values, centre)
    runs = anhoej.runs(sides)
    marked = anhoej.too_long(sides, runs.longest_max) if runs.useful >= anhoej.ENOUGH else set()
    return [Labelled("", (anhoej.RUN,) if k in marked else ()) for k in range(len(values))]


def _stretch(here: _Here, lines: _Lines) -> Stretch:
    runs = anhoej.runs(anhoej.sides(here.values, lines.centre))
    lower, upper = lines.limits[0] if len(set(lines.limits)) == 1 else (None, None)
    return Stretch(
        first=here.span.first,
        last=here.span.stop - 1,
        base=0 if lines.centre is None else len(present(here.base)),
        centre=lines.centre,
        lower=lower,
        upper=upper,
        n_useful=runs.useful,
        longest_run=runs.longest,
        longest_run_max=runs.longest_max,
        crossings=runs.crossings,
        crossings_min=runs.crossings_min,
        signal=runs.signal,
    )


def _judged(here: _Here, lines: _Lines, stretch: int) -> Iterator[Judged]:
    each = zip(here.points, here.shown, here.values, lines.limits, lines.labels, strict=True)
    for point, shown, value, (lower, upper), (label, fired) in each:
        yield Judged(
            x=point.x,
            y=shown,
            n=point.n,
            aside=point.aside,
            stretch=stretch,
            centre=lines.centre,
            lower=lower,
            upper=upper,
            label="" if value is None else label,
            fired=fired,
        )
