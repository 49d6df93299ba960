"""What a page needs to show a chart: ``{% load charts %}{% drawn chart as drawn %}``."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe

from alongside.learning.measures.charts import Warned, legend
from alongside.learning.measures.charts.marks import Mark
from alongside.learning.measures.rules.chart import Chart

register = template.Library()
IN_NUMBERS = {"value", "out_of", "centre", "lower", "upper"}
A_DOZEN = 12
SAID_ALREADY = {"too-few", "constant"}  # by the sentence


@dataclass(frozen=True)
class Cell:
    words: str
    is_number: bool


@dataclass(frozen=True)
class Line:
    """A row of the table; ``then`` is what was tried or noted from its point on."""

    when: str
    cells: list[Cell]
    then: Sequence[Mark]


@dataclass(frozen=True)
class Drawn:
    """A chart in the three ways a page shows it, with the numbers of its flags."""

    ident: str
    wide: SafeString
    narrow: SafeString
    key: list[tuple[SafeString, str]]
    headings: list[Cell]
    lines: list[Line]
    beside: Sequence[Mark]
    warnings: list[Warned]

    @property
    def flags(self) -> list[list[tuple[int, Mark]]]:
        """The list of flags with their numbers: the first dozen, and those that are folded."""
        every = list(enumerate(self.beside, start=1))
        return [part for part in (every[:A_DOZEN], every[A_DOZEN:]) if part]


@register.simple_tag
def drawn(chart: Chart) -> Drawn | None:
    """The drawings, the table and the list of flags; nothing where there is nothing to analyse."""
    if chart.analysis is None:
        return None
    columns = chart.columns[1:]
    return Drawn(
        ident=chart.ident,
        wide=_ours(chart.svg),
        narrow=_ours(chart.narrow),
        key=[
            (_ours(sign), says)
            for sign, says in legend.key(chart.analysis, chart.hidden if chart.fewer else "")
        ],
        headings=[Cell(words, part in IN_NUMBERS) for part, words in columns],
        lines=[
            Line(
                row.when, [Cell(getattr(row, p), p in IN_NUMBERS) for p, _w in columns], row.beside
            )
            for row in chart.rows
        ],
        beside=chart.beside,
        warnings=[warned for warned in chart.warnings if warned.code not in SAID_ALREADY],
    )


@register.simple_tag
def drawn_small(chart: Chart) -> SafeString:
    """One of many side by side: the line, its middle, and what is marked."""
    return _ours(chart.small)


def _ours(drawn_here: str) -> SafeString:
    """The drawing escapes every word that is put into it."""
    return mark_safe(drawn_here)  # noqa: S308
