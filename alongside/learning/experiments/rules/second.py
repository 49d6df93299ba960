"""A second opinion on what was counted: only where there is enough of it, and when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from alongside.learning.experiments.models import Plan
from alongside.learning.measures.charts import Unfit
from alongside.learning.measures.charts.second_opinion import LEAST, Opinion, second_opinion
from alongside.learning.measures.models import Shape

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
        found = second_opinion(chart.points, plan.starts_on, counts=counts, unit=chart.unit)
    except Unfit as reason:
        return Second(None, str(reason))
    return Second(found)
