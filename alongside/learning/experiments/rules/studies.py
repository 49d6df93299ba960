"""
What may be said of what was tried, and the arithmetic it rests on: what was expected and locked,
beside what was counted, as it was known at a moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import mean, median

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments.comparing import Compared, Expected, compare
from alongside.learning.experiments.models import LEAST, REALLY, AsWhat, Experiment, Made, Plan
from alongside.learning.experiments.models import Rules as RulesOf
from alongside.learning.experiments.seeing import middles
from alongside.learning.measures.charts import Analysis, Judged, Stretch, anhoej
from alongside.learning.measures.models import Measure
from alongside.learning.measures.rules.charting import LIMITS, Chart, chart_at, charts_of, held_at

from .experiments import at_its_table

NOTHING_EXPECTED = _(
    "Nobody wrote down what they expected before it began, so there is nothing to hold what "
    "happened against. Write down what you noticed instead."
)
NOT_LOCKED = _("What you expect is not locked yet. Lock it in the plan, before there are results.")
# A run of so many on one side is a mark by the other rules.
RUN_OF_LIMITS = 7
MOST_AHEAD = 100


def can_study(person: Person, tried: Entry) -> bool:
    """
    Anybody around the table where it is tried may write down what they see in it, as often as they
    like, before the day to decide as well; that it was early is said with it. Never in a life.
    """
    return not tried.of_life and at_its_table(person, tried)


@dataclass(frozen=True)
class MadeSoFar:
    """In how many small tries the change was really made, partly or not; others do not say."""

    yes: int
    partly: int
    no: int

    @property
    def at_all(self) -> bool:
        return bool(self.yes or self.partly)

    @property
    def is_said(self) -> bool:
        return self.at_all or bool(self.no)


def made_so_far(reader: Reader, experiment: Experiment) -> MadeSoFar:
    """
    Whether the change was really made. Until one small try says that it was, at least partly,
    nothing can be said of what came of it: only that it was not made.
    """
    mine = experiment.cycles.standing().visible_to(reader).exclude(really_made="")
    many = Counter(mine.values_list("really_made", flat=True))
    return MadeSoFar(many[Made.YES], many[Made.PARTLY], many[Made.NO])


def whose_change_was_made(reader: Reader, experiment: Experiment) -> list[Entry]:
    """The small tries in which it was, at least partly."""
    mine = experiment.cycles.standing().visible_to(reader).filter(really_made__in=REALLY)
    return [cycle.entry for cycle in mine.newest_first()]


@dataclass(frozen=True)
class Looked:
    """
    A measure of the plan, its chart as it was known, and the middles before and since the change.

    :param compared: for the main measure what was expected and what was counted; for any other
        only the two middles mean something, for nothing was expected of it.
    :param moving: the points before the change were moving already.
    """

    as_what: str
    chart: Chart
    compared: Compared
    signal: bool
    moving: bool

    @property
    def is_main(self) -> bool:
        return self.as_what == AsWhat.MAIN

    @property
    def called(self) -> str:
        return str(AsWhat(self.as_what).label)

    @property
    def numbers(self) -> str:
        return middles(self.compared, self.chart.unit)


def looked_at(reader: Reader, plan: Plan) -> list[Looked]:
    """
    What the plan looks at, the main measure first and what might get worse right after it, read by
    the rules fixed in the plan. What the reader may not read is left out.
    """
    order = [AsWhat.MAIN, AsWhat.BALANCING, AsWhat.PROCESS, AsWhat.EXPERIENCE]
    chosen = plan.chosen.now().filter(measure__entry__in=Entry.objects.visible_to(reader))
    found = list(chosen.select_related("measure__entry__system").order_by("pk"))
    found.sort(key=lambda each: order.index(AsWhat(each.as_what)))
    charts = charts_of(reader, [each.measure for each in found], rules=plan.rules)
    return [_looked(plan, e.as_what, chart) for e, chart in zip(found, charts, strict=True)]


def compared_at(reader: Reader, plan: Plan, main: Measure, at: datetime) -> Compared:
    """What was expected of the main measure, and what was counted, as it was known at a moment."""
    return _looked(plan, AsWhat.MAIN, chart_at(reader, main, at, rules=plan.rules)).compared


def held_until(plan: Plan) -> date:
    """The limits are made of what came before the change, and of nothing since."""
    return (plan.starts_on or timezone.localdate()) - timedelta(days=1)


def _looked(plan: Plan, as_what: str, chart: Chart) -> Looked:
    chart = held_at(chart, held_until(plan))
    expected = Expected(plan.direction, plan.low or 0.0, plan.high or 0.0)
    if as_what != AsWhat.MAIN:
        expected = Expected("neither", 0.0, 0.0)
    since = plan.starts_on or timezone.localdate(chart.known_at)
    before, after = _values(chart.analysis, since)
    signal = shows_since(chart.analysis, since)
    compared = compare(
        expected,
        before,
        after,
        signal=signal,
        could_show=could_show(plan.rules, len(before)),
        enough_before=LEAST[RulesOf(plan.rules)],
        middle=_middle(plan.rules),
    )
    return Looked(as_what, chart, compared, signal, _moves(before))


def _middle(rules: str) -> Callable[[Sequence[float]], float]:
    return mean if rules == LIMITS else median


def _values(analysis: Analysis | None, since: date) -> tuple[list[float], list[float]]:
    """The values before the change, of the stretch it began in, and those since."""
    points = analysis.points if analysis else ()
    there = [p for p in points if p.y is not None and not p.aside]
    stretch = _stretch_at(there, since)
    before = [p.y for p in there if _day(p) < since and p.stretch == stretch and p.y is not None]
    after = [p.y for p in there if _day(p) >= since and p.y is not None]
    return before, after


def _stretch_at(points: Sequence[Judged], since: date) -> int | None:
    return next((p.stretch for p in reversed(points) if _day(p) < since), None)


def _day(point: Judged) -> date:
    return point.x if isinstance(point.x, date) else date.fromisoformat(point.x)


def shows_since(analysis: Analysis | None, since: date) -> bool:
    """
    Whether the chart shows a signal since the change: of a run chart, that the whole of the stretch
    does; of one with limits, that a point since the change is marked.
    """
    if analysis is None:
        return False
    points = [p for p in analysis.points if p.y is not None and not p.aside]
    number = _stretch_at(points, since)
    if number is None:
        return False
    stretch: Stretch = analysis.stretches[number]
    if analysis.settings.rules == LIMITS:
        return any(p.fired for p in points if _day(p) >= since and p.stretch == number)
    return stretch.signal and any(_day(p) >= since and p.stretch == number for p in points)


def could_show(rules: str, before: int) -> int:
    """After how many points a shift could show as one long run, were all of them on one side."""
    if rules == LIMITS:
        return RUN_OF_LIMITS
    ahead = range(1, MOST_AHEAD)
    return next(n for n in ahead if n > anhoej.longest_run_max(before + n))


def _moves(before: Sequence[float]) -> bool:
    return anhoej.runs(anhoej.sides(before, anhoej.centre(before))).signal
