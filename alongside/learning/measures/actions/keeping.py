"""Keeping a chart as it is known now."""

from datetime import date

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader
from alongside.learning.measures import rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import CHART, KeptChart, Measure
from alongside.learning.measures.rules.charting import chart_of, held_at
from alongside.learning.measures.rules.keeping import kept_results, kept_settings

from .beside import _beside, _still_there


@verb
def keep_chart(
    *,
    measure: Measure,
    by: Person,
    words: str = "",
    as_known_on: date | None = None,
    read: str = "",
    held: date | None = None,
    held_from: date | None = None,
) -> KeptChart:
    """
    This will keep its chart as it is known now, so that it can be drawn again exactly.

    :param words: why it is kept.
    :param read: by which rules; a run chart, if not said.
    :param held: its limits are made of the points up to this day, such as before a change;
        ``held_from``: and of none before that day.
    :raises Refused: if there is nothing to draw.
    """
    require(rules.can_keep_chart(by, measure))
    _still_there(measure)
    # Whoever is entering points finishes first: what is known then is what is kept.
    Measure.objects.select_for_update().get(pk=measure.pk)
    chart = chart_of(Reader.of(by), measure, as_known_on=as_known_on, rules=read or None)
    chart = held_at(chart, held, held_from) if held else chart
    if chart.analysis is None:
        raise Refused(chart.unfit)
    parts = {"words": words or chart.called, "sentence": chart.sentence}
    entry = _beside(measure, CHART, MeasureEvent.KEPT, parts, by, on=as_known_on)
    return KeptChart.objects.create(
        entry=entry,
        measure=measure,
        known_at=chart.known_at,
        convention=chart.analysis.convention,
        settings=kept_settings(chart),
        results=kept_results(chart.analysis),
    )
