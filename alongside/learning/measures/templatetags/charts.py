"""A chart on a page: its picture, its table, what stands beside it and what its shapes mean."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.learning.measures.charts import drawing, reading
from alongside.learning.measures.charts.marks import Mark
from alongside.learning.measures.charts.mdc import OUTSIDE, SHIFT, TREND, TWO3
from alongside.learning.measures.rules.chart import Chart

register = template.Library()
SAID_ALREADY = {"too-few"}  # by the sentence


@register.simple_tag
def picture(chart: Chart, size: str = "svg") -> SafeString:
    """Its drawing: ``svg`` (wide), ``narrow`` or ``small``. Every word in it is escaped there."""
    drawn = {"svg": lambda: chart.svg, "narrow": lambda: chart.narrow, "small": lambda: chart.small}
    return SafeString(drawn[size]())


@register.simple_tag
def to_know(chart: Chart) -> list[str]:
    """What to know before reading it, that its sentence has not said."""
    return [warned.says for warned in chart.warnings if warned.code not in SAID_ALREADY]


@register.simple_tag
def as_table(chart: Chart) -> list[tuple[str, list[tuple[str, str]], tuple[Mark, ...]]]:
    """For every point: when, its cells each with their heading, and what happened beside it."""
    columns = chart.columns[1:]
    return [
        (row.when, [(words, getattr(row, part)) for part, words in columns], row.beside)
        for row in chart.rows
    ]


@register.simple_tag
def shapes(chart: Chart) -> list[tuple[SafeString, str]]:
    """What each shape on this chart means; nothing of shapes that are not on it."""
    if chart.analysis is None:
        return []
    fired = {point.fired for point in reading.marked(chart.analysis)}
    on_it = {drawing.leads(each) for each in fired}
    said = {
        OUTSIDE: _("beyond a limit"),
        TREND: _("7 or more in a row that rise, or fall"),
        SHIFT: _("7 or more in a row on one side"),
        TWO3: _("2 of 3 near a limit"),
        "run": _("in a run longer than chance brings"),
    }
    found = [
        (_icon(drawing.shape_of([rule], 6)), says) for rule, says in said.items() if rule in on_it
    ]
    if any(point.aside for point in chart.analysis.points):
        found.append((HOLLOW, _("set aside")))
    return found


def _icon(path: str) -> SafeString:
    return SafeString(
        '<svg class="spc-shape" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">'
        f'<path d="M0 0{path}" fill="{drawing.STANDS_OUT}"/></svg>'
    )


HOLLOW = SafeString(
    '<svg class="spc-shape" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">'
    f'<circle r="4.5" fill="#fff" stroke="{drawing.QUIET}" stroke-width="1.8"/></svg>'
)
