"""
What may be said of what was tried, and the arithmetic it rests on: what was expected and locked,
beside what was counted, as it was known at a moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
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
from alongside.learning.measures.charts import anhoej, mdc
from alongside.learning.measures.charts.ranges import present
from alongside.learning.measures.models import Measure
from alongside.learning.measures.rules.charting import LIMITS, Chart, chart_at, charts_of, held_at

from .experiments import at_its_table
from .sides import Sides, sides_of

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
    :param sides: the values before the change and since.
    """

    as_what: str
    chart: Chart
    compared: Compared
    signal: bool
    moving: bool
    sides: Sides

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


def _looked(plan: Plan, as_what: str, chart: Chart) -> Looked:
    since = plan.starts_on or timezone.localdate(chart.known_at)
    points = chart.analysis.points if chart.analysis else ()
    there = sides_of(points, since, chart.measure.often, plan.baseline)
    chart = held_at(chart, there.last, there.first) if there.last else chart
    expected = Expected(plan.direction, plan.low or 0.0, plan.high or 0.0)
    if as_what != AsWhat.MAIN:
        expected = Expected("neither", 0.0, 0.0)
    before, after = present(there.before), present(there.since)
    moving = moves(plan.rules, there.before)
    signal = shows(plan.rules, there.before, there.judged)
    compared = compare(
        expected,
        before,
        after,
        signal=signal,
        moving=moving,
        could_show=could_show(plan.rules, len(before)),
        enough_before=LEAST[RulesOf(plan.rules)],
        middle=_middle(plan.rules),
    )
    return Looked(as_what, chart, compared, signal, moving, there)


def _middle(rules: str) -> Callable[[Sequence[float]], float]:
    return mean if rules == LIMITS else median


def shows(rules: str, before: Sequence[float | None], since: Sequence[float | None]) -> bool:
    """
    Whether the points since the change show a signal, held against what was ordinary before it: a
    run of them that is longer than chance would have it, or a mark. What an older point shows is
    no sign of the change.
    """
    if not present(before):
        return False
    if rules == LIMITS:
        return any(each.fired for each in mdc.labels(since, mdc.limits(before, screen=True)))
    middle = anhoej.centre(before)
    runs = anhoej.runs(anhoej.sides([*before, *since], middle))
    longest = anhoej.too_long(anhoej.sides(since, middle), runs.longest_max)
    return runs.useful >= anhoej.ENOUGH and bool(longest)


def moves(rules: str, before: Sequence[float | None]) -> bool:
    """
    Whether the points before the change were moving already: by their runs, or, of a chart with
    limits, by a shift or a trend. One point that stands out is not a movement.
    """
    if anhoej.runs(anhoej.sides(before, anhoej.centre(before))).signal:
        return True
    labels = mdc.labels(before, mdc.limits(before, screen=True)) if rules == LIMITS else ()
    return any({mdc.SHIFT, mdc.TREND} & set(each.fired) for each in labels)


def could_show(rules: str, before: int) -> int:
    """After how many points a shift could show as one long run, were all of them on one side."""
    if rules == LIMITS:
        return RUN_OF_LIMITS
    ahead = range(1, MOST_AHEAD)
    return next(n for n in ahead if n > anhoej.longest_run_max(before + n))
