"""How soon a change of the size that is expected would show, going by what was counted before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments.models import AsWhat, Plan
from alongside.learning.experiments.seeing import PowerSays, no_power_says, power_says
from alongside.learning.measures.charts import Settings, Unfit
from alongside.learning.measures.charts.power import power
from alongside.learning.measures.models import Measure, Often
from alongside.learning.measures.rules.charting import Chart, chart_of

from .sides import sides_of

DAYS = {
    Often.DAY: 1.0,
    Often.WEEK: 7.0,
    Often.FORTNIGHT: 14.0,
    Often.MONTH: 30.4,
    Often.QUARTER: 91.3,
    Often.YEAR: 365.25,
}


def honest_power(reader: Reader, plan: Plan) -> PowerSays | None:
    """
    After how many points a change of the size expected would show, four times out of five; or that
    there is too little history to say. None until it is said what is expected, and of what.
    """
    mine = plan.chosen.now().filter(measure__entry__in=Entry.objects.visible_to(reader))
    main = mine.filter(as_what=AsWhat.MAIN).select_related("measure__entry").first()
    size = plan.low or plan.high
    if main is None or not size:
        return None
    chart = chart_of(reader, main.measure, rules=plan.rules or None)
    try:
        found = power(_before(plan, chart), size, Settings(rules=chart.settings.rules))
    except Unfit as reason:
        return PowerSays(no_power_says(str(reason), size, chart.unit))
    said, by = power_says(found.points, size, chart.unit), _by(plan, main.measure, found.points)
    soon = None if by is None or plan.decide_on is None else by <= plan.decide_on
    # Once that day is over there is something to look at, and nothing to say ahead of it.
    return PowerSays(said, soon, by if by and by >= timezone.localdate() else None)


def _before(plan: Plan, chart: Chart) -> Sequence[float | None]:
    """The points the plan counts as ordinary; all from before the change, where it says none."""
    points = chart.analysis.points if chart.analysis else ()
    change = plan.starts_on or date.max
    return sides_of(points, change, chart.measure.often, plan.baseline or None).before


def _by(plan: Plan, measure: Measure, points: int | None) -> date | None:
    """By about which day so many points will have been counted since the change."""
    days = DAYS.get(Often(measure.often))
    if points is None or days is None or plan.starts_on is None:
        return None
    return plan.starts_on + timedelta(days=points * days)
