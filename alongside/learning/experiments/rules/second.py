"""A second opinion on what was counted: only where there is enough of it, and when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec

from alongside.learning.experiments.models import Plan
from alongside.learning.measures.charts import Point, Unfit
from alongside.learning.measures.charts.second_opinion import LEAST, Opinion, second_opinion
from alongside.learning.measures.models import Shape

from .sides import ends
from .studies import Looked


@dataclass(frozen=True)
class Second:
    """What another sum makes of the same points; or why it makes nothing of them."""

    opinion: Opinion | None
    unfit: str = ""


def can_ask_again(main: Looked | None) -> bool:
    """
    A second opinion takes twelve points on each side of the change, and a package that is not
    everywhere. With fewer points it would say more than anybody knows.
    """
    if main is None or min(main.compared.n_before, main.compared.n_after) < LEAST:
        return False
    return find_spec("statsmodels") is not None


def ask_again(main: Looked, plan: Plan) -> Second:
    """The same points read by another sum, at the day the plan named and at days made up."""
    if plan.starts_on is None:
        return Second(None)
    chart = main.chart
    counts = chart.measure.shape != Shape.VALUE
    try:
        points = on_a_side(chart.points, plan.starts_on, chart.measure.often)
        found = second_opinion(points, plan.starts_on, counts=counts, unit=chart.unit)
    except Unfit as reason:
        return Second(None, str(reason))
    return Second(found)


def on_a_side(points: Sequence[Point], change: date, often: str) -> list[Point]:
    """The same, with a gap for the period the change falls in: it is neither before nor after."""
    return [
        replace(point, y=None)
        if isinstance(point.x, date) and point.x < change < ends(point.x, often)
        else point
        for point in points
    ]
