"""What to know before reading a chart: said in words, and never a reason to hide a point."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from math import sqrt
from statistics import median

from alongside.foundation.kit.words import gettext as _
from alongside.foundation.kit.words import ngettext

from . import anhoej, levels, rolling
from .ranges import mean, present
from .said import days
from .series import Judged, Settings, Stretch, Unfit, Warned
from .stretches import is_unjudged

LIMITS_FROM = 13  # values; fewer make a run chart
LIMITS_SETTLE = 20
LEAST_FOR_LIKENESS = 20  # points, before one's likeness to the next says anything
XMR = "xmr"
# How many points a year holds, by about how many days lie between them.
YEARS = ((6, 8, 52), (28, 31, 12), (89, 93, 4))


def warnings(
    points: Sequence[Judged], stretches: Sequence[Stretch], settings: Settings, chart: str
) -> Iterator[Warned]:
    """:raises Unfit: of what is, beyond reasonable doubt, a rolling average."""
    values = [None if point.aside else point.y for point in points]
    said = days(point.x for point in points)
    read = [stretch for stretch in stretches if not is_unjudged(points, stretch.last, settings)]
    for stretch in read:
        since = "" if len(read) == 1 else said.of(points[stretch.first].x)
        here = present(values[stretch.first : stretch.last + 1])
        yield from _few(here, stretch, since, chart)
        yield from _constant(here, since)
        held = settings.freeze is not None or settings.held
        if held and stretch.base < min(LIMITS_SETTLE, len(here)):
            yield _short_base(stretch, since)
    residuals = levels.residuals(values, stretches)
    yield from _alike(residuals)
    if not settings.not_rolling:
        yield from _rolling(values)
    yield from _seasons([point.x for point in points], residuals)
    yield from _beyond(points, settings)


# --- how many ------------------------------------------------------------------------------------


def _few(here: Sequence[float], stretch: Stretch, since: str, chart: str) -> Iterator[Warned]:
    n = len(here)
    if chart != XMR:
        if stretch.n_useful < anhoej.ENOUGH:
            yield Warned("too-few", _since(since, _too_few(n, stretch.n_useful)))
    elif n < anhoej.ENOUGH:
        yield Warned("too-few", _since(since, _too_few(n, n)))
    elif n < LIMITS_FROM:
        says = _(
            "%d points are enough for a run chart only. Limits can be trusted from 13 points on."
        )
        yield Warned("run-chart-only", _since(since, says % n))
    elif n < LIMITS_SETTLE:
        says = _("Early limits: they are made of %d points and will still move until about 20.")
        yield Warned("early-limits", _since(since, says % stretch.base))


def _too_few(n: int, useful: int) -> str:
    if n >= anhoej.ENOUGH:
        says = _("Too few points: only %(useful)d of %(n)d are not on the centre, and it takes 10.")
        return says % {"useful": useful, "n": n}
    says = ngettext(
        "Too few points: there is %d, and it takes 10 to tell a signal from chance.",
        "Too few points: there are %d, and it takes 10 to tell a signal from chance.",
        n,
    )
    return says % n


def _constant(here: Sequence[float], since: str) -> Iterator[Warned]:
    if len(here) > 1 and min(here) == max(here):
        says = _("No variation recorded: every point is the same.")
        yield Warned("constant", _since(since, says))


def _short_base(stretch: Stretch, since: str) -> Warned:
    says = _(
        "The limits are held still at the first %d points. With fewer than 20, chance alone marks "
        "later points more often."
    )
    return Warned("short-baseline", _since(since, says % stretch.base))


def _since(since: str, says: str) -> str:
    return _("From %(since)s on: %(says)s") % {"since": since, "says": says} if since else says


# --- points that know of each other --------------------------------------------------------------


def likeness(residuals: Sequence[float | None], lag: int) -> tuple[float, int]:
    """
    How alike values are that lie this far apart (autocorrelation), and of how many pairs.

    ``r = mean(e_t e_(t+lag)) / mean(e_t²)``, over the pairs that are both there.
    """
    there = present(residuals)
    squares = sum(each * each for each in there)
    pairs = [
        a * b
        for a, b in zip(residuals, residuals[lag:], strict=False)
        if a is not None and b is not None
    ]
    if not pairs or not squares:
        return 0.0, len(pairs)
    return (sum(pairs) / len(pairs)) / (squares / len(there)), len(pairs)


def _alike(residuals: Sequence[float | None]) -> Iterator[Warned]:
    r, pairs = likeness(residuals, 1)
    if pairs >= LEAST_FOR_LIKENESS - 1 and r > max(0.3, 2 / sqrt(pairs)):
        says = _(
            "Each point is much like the one before, so a mark may mean nothing. Seasons do that, "
            "and averages over several weeks, and counting very often. A slow change does it too, "
            "and is real."
        )
        yield Warned("autocorrelation", says)


def averaged(values: Sequence[float | None]) -> rolling.Evidence | None:
    """
    What speaks for a rolling average, if anything does. Looked for only where each point is much
    like the one before: of k points, by (k - 1) / k.
    """
    pieces = [present(piece) for there, piece in groupby(values, key=_is_there) if there]
    longest = max(pieces, key=len, default=[])
    if len(longest) < rolling.LEAST:
        return None
    about = mean(longest)
    if likeness([value - about for value in longest], 1)[0] < 0.5:
        return None
    found = rolling.evidence(longest)
    return found if found is not None and found.margin > 0 else None


def _rolling(values: Sequence[float | None]) -> Iterator[Warned]:
    found = averaged(values)
    if found is None:
        return
    if found.margin >= rolling.SURE:
        raise Unfit(
            _(
                "These look like rolling averages over %d points. A rolling average shows signals "
                "where there are none. Chart the values that it is made of."
            )
            % found.over
        )
    says = _(
        "These may be rolling averages over %d points. If they are, no rule holds: chart the "
        "values that they are made of."
    )
    yield Warned("rolling", says % found.over)


def _is_there(value: float | None) -> bool:
    return value is not None


def _seasons(xs: Sequence[date | str], residuals: Sequence[float | None]) -> Iterator[Warned]:
    """Two years and more, in which points a year apart are alike."""
    year = _points_a_year(xs)
    if year is None or len(present(residuals)) < 2 * year:
        return
    r, pairs = likeness(residuals, year)
    if pairs >= year and r > max(0.3, 2 / sqrt(pairs)):
        says = _(
            "This moves with the seasons. A mark may only be a winter: look at the same time of "
            "the year before."
        )
        yield Warned("seasons", says)


def _points_a_year(xs: Sequence[date | str]) -> int | None:
    days = [x for x in xs if isinstance(x, date)]
    if len(days) < 2:
        return None
    apart = median((b - a).days for a, b in pairwise(days))
    return next((year for least, most, year in YEARS if least <= apart <= most), None)


# --- limits that cannot be -----------------------------------------------------------------------


def _beyond(points: Sequence[Judged], settings: Settings) -> Iterator[Warned]:
    least, most = settings.scale or _scale(points)
    if most is not None and any(p.upper is not None and p.upper > most for p in points):
        says = _("The upper limit lies above %g, where no point can be.")
        yield Warned("beyond-scale", says % most)
    if least is not None and any(p.lower is not None and p.lower < least for p in points):
        says = _("The lower limit lies below %g, where no point can be.")
        yield Warned("beyond-scale", says % least)


def _scale(points: Sequence[Judged]) -> tuple[float, float] | tuple[None, None]:
    """Counts out of something that are never more than it are shares, from 0 to 1."""
    shares = [point.y for point in points if point.n is not None and point.y is not None]
    if shares and len(shares) == len(present(p.y for p in points)) and max(shares) <= 1:
        return 0.0, 1.0
    return None, None
