"""What a page needs to show a chart: ``{% load charts %}{% drawn chart as drawn %}``."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import template
from django.utils.safestring import SafeString, mark_safe

from alongside.foundation.kit import small
from alongside.foundation.kit.words import gettext as _
from alongside.foundation.systems.place import smallest_shown
from alongside.learning.measures.charts import drawing, table
from alongside.learning.measures.charts.marks import Mark
from alongside.learning.measures.charts.plot import in_time
from alongside.learning.measures.rules.charting import Chart

register = template.Library()


@dataclass(frozen=True)
class Drawn:
    """A chart in the three ways a page shows it; ``beside`` has the numbers of its flags."""

    ident: str
    wide: SafeString
    narrow: SafeString
    key: list[tuple[SafeString, str]]
    columns: list[tuple[str, str]]
    rows: list[list[str]]
    beside: list[Mark]
    has_beside: bool


@register.simple_tag
def drawn(chart: Chart) -> Drawn | None:
    """The drawings, the table and the list of flags; nothing where there is nothing to analyse."""
    if chart.analysis is None:
        return None
    beside = [*chart.marks, *chart.notes]
    columns = table.columns(chart.analysis)
    hidden = small.fewer_than(smallest_shown()) if chart.fewer else ""
    rows = table.rows(chart.analysis, beside, unit=chart.unit, fewer=chart.fewer, hidden=hidden)
    return Drawn(
        ident=_ident(chart),
        wide=_svg(chart, "wide"),
        narrow=_svg(chart, "narrow"),
        key=[(_safe(sign), says) for sign, says in drawing.key(chart.analysis)],
        columns=columns,
        rows=[[*_cells(row, columns), _then(row.beside)] for row in rows],
        beside=in_time(beside),
        has_beside=bool(beside),
    )


@register.simple_tag
def drawn_small(chart: Chart) -> SafeString:
    """One of many side by side: the line, its middle, and what is marked."""
    return _svg(chart, "small") if chart.analysis else SafeString()


def _svg(chart: Chart, size: str) -> SafeString:
    if chart.analysis is None:
        return SafeString()
    return _safe(
        drawing.svg(
            chart.analysis,
            title=chart.called or _("A chart"),
            unit=chart.unit,
            marks=chart.marks,
            notes=chart.notes,
            size=size,
            ident=f"{_ident(chart)}-{size[0]}",
            hidden=chart.fewer,
        )
    )


def _safe(drawn_by_us: str) -> SafeString:
    """The drawing escapes every word that is put into it."""
    return mark_safe(drawn_by_us)  # noqa: S308


def _ident(chart: Chart) -> str:
    """The same for the same chart; another for the same measure read another way."""
    read = crc32(f"{chart.settings} {chart.as_known_on}".encode())
    return f"c{chart.measure.pk.hex[-8:]}{read:08x}"


def _cells(row: Any, columns: Iterable[tuple[str, str]]) -> list[str]:
    return [getattr(row, part) for part, _heading in columns]


def _then(beside: Iterable[Mark]) -> str:
    return "; ".join(mark.text for mark in beside)
