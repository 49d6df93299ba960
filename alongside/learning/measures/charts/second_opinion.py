"""
A second opinion on a change: segmented regression, after Lopez Bernal and others (2017, with the
correction they published), and the same sum at made-up days, where there is nothing to find.

    y = b0 + b1 t + b2 after + b3 (t - t0) after

``b2`` is the step at the change, ``b3`` how much steeper or flatter the line is since. Values are
read by least squares, with errors after Newey and West or plain ones, whichever are larger; counts
by a Poisson regression with what they are out of as its offset, and with larger errors where they
scatter more than chance would have it. It needs statsmodels, which is asked for only here; and it
can never say why.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import pairwise
from math import cos, exp, isfinite, log, pi, sin
from typing import Any

from alongside.foundation.kit.words import gettext as _

from .said import Days, days, number
from .series import Point, Unfit, When

LEAST = 12  # points before, and as many after
MADE_UP = 5  # days
TWO_YEARS = 24  # points by the month before, to tell a change from a season
STEP, SLOPE = 2, 3  # which of what is worked out
SURE = 0.975  # either way, so nineteen times in twenty
NORMAL = 1.959964  # the same, in errors of a normal distribution
MOST = 50.0  # beyond it, by far, counts have no answer: all of one side are 0


class Missing(Unfit):
    """What works it out is not installed here."""


@dataclass(frozen=True, slots=True)
class Between:
    """
    A number that is not known exactly: nineteen in twenty such spans hold it, by this sum.

    :param nothing: what it is where nothing changed: 0, and 1 for how many times as much.
    """

    about: float
    least: float
    most: float
    nothing: float = 0.0

    @property
    def may_be_nothing(self) -> bool:
        return self.least <= self.nothing <= self.most


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The same at a day when this was not yet tried."""

    when: When
    step: Between
    slope: Between

    @property
    def finds_something(self) -> bool:
        return not (self.step.may_be_nothing and self.slope.may_be_nothing)


@dataclass(frozen=True, slots=True)
class Opinion:
    """
    What segmented regression makes of a series with one change.

    :param since: the first point after it; ``before`` and ``after`` are how many points there are.
    :param counts: whether step and slope are how many times as much, not how much more.
    :param seasons: whether the time of the year was taken into account.
    """

    since: When
    before: int
    after: int
    step: Between
    slope: Between
    counts: bool
    seasons: bool
    made_up: tuple[MadeUp, ...]
    unit: str
    monthly: bool

    @property
    def says(self) -> list[str]:
        """In sentences: the step, the slope, the made-up days, and what it cannot say."""
        return [_step(self), _slope(self), *_at_made_up_days(self), *_not_said(self)]

    @property
    def as_table(self) -> list[tuple[str, str, str]]:
        """Each made-up day and last the day itself: about how large a step, and between what."""
        rows = [*self.made_up, MadeUp(self.since, self.step, self.slope)]
        said = Days(monthly=self.monthly)
        return [
            (said.short(row.when), _one(self, row.step.about), _to(self, row.step)) for row in rows
        ]


def second_opinion(
    points: Sequence[Point], since: When, *, counts: bool = False, unit: str = ""
) -> Opinion:
    """
    :param since: when the change was made, fixed before these points were known: the first point
        on or after that day is the first one after it.
    :param counts: whether ``y`` is a count, out of ``n`` where there is one.
    :raises Unfit: if it cannot be worked out; says why in a sentence. ``Missing`` if it is only
        that statsmodels is not installed here.
    """
    rows = _rows(points, counts)
    at = _first_on(rows, since)
    _check(rows, at, counts)
    seasons = _by_month(points) and at >= TWO_YEARS
    fitted = _fit(rows, rows[at].t, counts=counts, seasons=seasons)
    return Opinion(
        since=rows[at].x,
        before=at,
        after=len(rows) - at,
        step=fitted[0],
        slope=fitted[1],
        counts=counts,
        seasons=seasons,
        made_up=tuple(_made_up(rows[:at], counts, seasons)),
        unit="" if counts else unit,
        monthly=_by_month(points),
    )


# --- what goes in --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    x: When
    t: int
    y: float
    n: float


def _rows(points: Sequence[Point], counts: bool) -> list[_Row]:
    """Points that are there and not set aside, each in its place: a gap keeps its own."""
    by_month = _by_month(points)
    rows = [
        _Row(p.x, _place(p.x, k, by_month), p.y, p.n or 1.0)
        for k, p in enumerate(points)
        if p.y is not None and not p.aside
    ]
    if counts:
        return rows
    return [_Row(row.x, row.t, row.y / row.n, 1.0) for row in rows]


def _by_month(points: Sequence[Point]) -> bool:
    return all(isinstance(p.x, date) for p in points) and days(p.x for p in points).monthly


def _place(when: When, k: int, by_month: bool) -> int:
    if by_month and isinstance(when, date):
        return when.year * 12 + when.month
    return k


def _first_on(rows: Sequence[_Row], since: When) -> int:
    """How many points lie before the change."""
    if isinstance(since, date):
        return sum(isinstance(row.x, date) and row.x < since for row in rows)
    return next((k for k, row in enumerate(rows) if row.x == since), len(rows))


def _check(rows: Sequence[_Row], at: int, counts: bool) -> None:
    before, after = at, len(rows) - at
    if min(before, after) < LEAST:
        says = _(
            "Too few points for a second opinion: it takes %(least)d on each side of the change. "
            "There are %(before)d before it and %(after)d since."
        )
        raise Unfit(says % {"least": LEAST, "before": before, "after": after})
    if len({row.y for row in rows}) == 1:
        raise Unfit(_("A second opinion needs points that vary. All of these are the same."))
    if any(a.t >= b.t for a, b in pairwise(rows)):
        raise Unfit(_("A second opinion needs the points in the order of their days."))
    if counts and any(row.y < 0 for row in rows):
        raise Unfit(_("A count cannot be below 0."))


def _made_up(before: Sequence[_Row], counts: bool, seasons: bool) -> Iterator[MadeUp]:
    """At days before the change; one at which nothing can be worked out is left out."""
    for k in _made_up_days(len(before)):
        with suppress(Unfit):
            step, slope = _fit(before, before[k].t, counts=counts, seasons=seasons)
            yield MadeUp(before[k].x, step, slope)


def _made_up_days(before: int) -> list[int]:
    """Five of the points before the change, evenly apart and as far from both ends as they can."""
    edge = min(LEAST, (before - MADE_UP + 1) // 2)
    room = before - 2 * edge
    return [edge + round(k * room / (MADE_UP - 1)) for k in range(MADE_UP)]


# --- the sum -------------------------------------------------------------------------------------


def _fit(rows: Sequence[_Row], t0: int, *, counts: bool, seasons: bool) -> tuple[Between, Between]:
    """The step and the change of slope."""
    given = [_terms(row.t, rows[0].t, t0, seasons) for row in rows]
    try:
        step, slope = _counted(rows, given) if counts else _measured(rows, given)
    except Missing:
        raise
    except (ArithmeticError, ValueError) as error:
        says = _("These points give no second opinion: too many of them are 0, or alike.")
        raise Unfit(says) from error
    return step, slope


def _terms(t: int, first: int, t0: int, seasons: bool) -> list[float]:
    after = float(t >= t0)
    year = [2 * pi * k * t / 12 for k in (1, 2)] if seasons else []
    waves = [wave(angle) for angle in year for wave in (sin, cos)]
    return [1.0, float(t - first), after, (t - t0) * after, *waves]


def _measured(rows: Sequence[_Row], given: list[list[float]]) -> Iterator[Between]:
    """
    Newey and West alone are too sure of short series: of 24 points of noise, their span held what
    was put in 83 times in 100, not 95. So it is never narrower than that of plain least squares.
    """
    size = max(abs(row.y) for row in rows) or 1.0  # so that nothing that is squared is too large
    plain, robust = least_squares([row.y / size for row in rows], given)
    wide = float(_part_of("scipy.stats").t.ppf(SURE, plain.df_resid))
    for three in _found(plain, [plain.cov_params(), robust.cov_params()], wide):
        yield Between(*(size * each for each in three))


def least_squares(values: Sequence[float], given: Sequence[Sequence[float]]) -> tuple[Any, Any]:
    """The same fit with plain errors, and with those of Newey and West."""
    plain = _part_of("statsmodels.regression.linear_model").OLS(values, given).fit()
    lags = int(4 * (len(values) / 100) ** (2 / 9))
    return plain, plain.get_robustcov_results("HAC", maxlags=lags, use_correction=False)


def _counted(rows: Sequence[_Row], given: list[list[float]]) -> Iterator[Between]:
    """Never narrower than chance would have it: counts that scatter less do so by luck."""
    sm = _part_of("statsmodels.genmod.generalized_linear_model")
    offset = [log(row.n) for row in rows]
    model = sm.GLM([row.y for row in rows], given, family=sm.families.Poisson(), offset=offset)
    fitted = model.fit(scale="X2")
    if fitted.scale < 1:
        fitted = model.fit(scale=1.0)
    for three in _found(fitted, [fitted.cov_params()], NORMAL):
        yield Between(exp(three[0]), exp(three[1]), exp(three[2]), nothing=1.0)


def _found(fitted: Any, errors: Sequence[Any], wide: float) -> list[list[float]]:
    """For the step and for the slope: about how much, at least and at most."""
    found = []
    for k in (STEP, SLOPE):
        about = float(fitted.params[k])
        error = max(0.0, *(float(each[k][k]) for each in errors)) ** 0.5
        found.append([about, about - wide * error, about + wide * error])
    if not all(isfinite(each) and abs(each) < MOST for three in found for each in three):
        raise ValueError(found)
    return found


def _part_of(name: str) -> Any:
    """A part of what is needed: to load all of statsmodels would take three times as long."""
    try:
        return import_module(name)
    except ImportError as error:
        says = _(
            "A second opinion needs one more package on this server. Whoever looks after it can "
            "install alongside[second-opinion]."
        )
        raise Missing(says) from error


# --- what it says --------------------------------------------------------------------------------


def _step(opinion: Opinion) -> str:
    said = {
        "day": Days(monthly=opinion.monthly).of(opinion.since),
        "about": _with_unit(opinion, opinion.step.about),
        "span": _span(opinion, opinion.step),
    }
    if opinion.step.may_be_nothing:
        says = _(
            "From %(day)s on, the data are compatible with no step at all, and with any step "
            "%(span)s."
        )
        return says % said
    says = _("From %(day)s on, the data are compatible with a step of %(about)s (%(span)s).")
    return says % said


def _slope(opinion: Opinion) -> str:
    if opinion.slope.may_be_nothing:
        return _("And with a line that goes on up or down as it did before.")
    says = (
        _("And with %(about)s each month, on top of how it went before (%(span)s).")
        if opinion.monthly
        else _("And with %(about)s at each point, on top of how it went before (%(span)s).")
    )
    about = _with_unit(opinion, opinion.slope.about)
    return says % {"about": about, "span": _span(opinion, opinion.slope)}


def _at_made_up_days(opinion: Opinion) -> Iterator[str]:
    found = sum(each.finds_something for each in opinion.made_up)
    if opinion.made_up:
        says = _("The same sum was done at %d made-up days before, when none of this was tried.")
        then = _("At %d of them it found something too, so this says less than it seems to.")
        then = then % found if found else _("It found nothing at any of them.")
        yield f"{says % len(opinion.made_up)} {then}"


def _not_said(opinion: Opinion) -> Iterator[str]:
    if opinion.seasons:
        yield _("The time of the year is taken into account.")
    yield _("It cannot say why: whatever else began at that time is in it too.")


def _span(opinion: Opinion, what: Between) -> str:
    ends = {"least": _one(opinion, what.least), "most": _with_unit(opinion, what.most)}
    return _("between %(least)s and %(most)s") % ends


def _to(opinion: Opinion, what: Between) -> str:
    ends = {"least": _one(opinion, what.least), "most": _one(opinion, what.most)}
    return _("%(least)s to %(most)s") % ends


def _with_unit(opinion: Opinion, value: float) -> str:
    said = _one(opinion, value)
    if opinion.counts:
        return _("%s times as much") % said
    return f"{said}%" if opinion.unit == "%" else f"{said} {opinion.unit}".rstrip()


def _one(opinion: Opinion, value: float) -> str:
    if opinion.counts:
        return f"{value:.2f}"
    said = number(abs(value))
    return f"+{said}" if value > 0 else f"−{said}" if value < 0 else said
