"""What a chart of a measure is, and all the ways in which it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.learning.measures.charts import (
    Analysis,
    Point,
    Settings,
    Warned,
    drawing,
    heed,
    reading,
    table,
)
from alongside.learning.measures.charts.marks import Mark, in_words, numbered
from alongside.learning.measures.charts.plot import Axis, in_common
from alongside.learning.measures.models import Measure, Shape

from .holding import Held

# What a value cannot go below or above: limits beyond it are drawn up to it.
SHARES, COUNTS = (0.0, 100.0), (0.0, 1e12)


@dataclass(frozen=True)
class Chart:
    """
    A chart of one measure, as it was known at a moment.

    :param unit: the word beside its numbers.
    :param analysis: None where these points cannot be charted so; then ``unfit`` says why.
    :param marks: what was tried, and in small; ``notes`` is what people wrote beside it.
    :param rules: how it is read: ``anhoej``, ``mdc`` or ``primed``.
    :param fewer: the periods of too few people to tell; ``hidden`` is what is said instead.
    :param holds: what its limits are held still for, as people wrote it.
    :param axis: what it has in common with others, where small ones stand side by side.
    :param ident: begins the ids of its drawings: two on one page have their own.
    """

    measure: Measure
    called: str
    unit: str
    points: tuple[Point, ...]
    settings: Settings
    analysis: Analysis | None
    unfit: str
    marks: tuple[Mark, ...]
    notes: tuple[Mark, ...]
    rules: str
    known_at: datetime
    as_known_on: date | None
    fewer: frozenset[date] = field(default=frozenset())
    hidden: str = ""
    holds: tuple[Held, ...] = ()
    axis: Axis | None = None
    ident: str = "chart"

    @property
    def warnings(self) -> tuple[Warned, ...]:
        if self.analysis is None:
            return ()
        return (*self.left_out, *self.analysis.warnings)

    @property
    def left_out(self) -> tuple[Warned, ...]:
        """That small numbers are gaps, so that what is left is not taken for the whole."""
        if not self.fewer:
            return ()
        says = ngettext(
            "%(n)d of %(of)d points is of too few people to tell, and is left out.",
            "%(n)d of %(of)d points are of too few people to tell, and are left out.",
            len(self.fewer),
        )
        told = says % {"n": len(self.fewer), "of": len(self.points)}
        if self.measure.has_denominator:
            return (Warned("fewer", told),)
        higher = _("What is left lies higher than what was counted.")
        return (Warned("fewer", f"{told} {higher}"),)

    @property
    def sentence(self) -> str:
        """What the chart says, in plain words."""
        if self.analysis is None:
            return self.unfit
        return reading.sentence(self.analysis, unit=self.unit)

    @property
    def brief(self) -> str:
        """The one sentence of it that tells most."""
        return reading.brief(self.analysis, unit=self.unit) if self.analysis else self.unfit

    @property
    def tried_in_words(self) -> str:
        """What was tried beside it, and how many small steps, in plain words."""
        return in_words(self.marks)

    @property
    def looks_rolling(self) -> bool:
        """Whether it is refused, or warned of, as a rolling average: somebody may know better."""
        if self.settings.not_rolling:
            return False
        values = [None if point.aside else point.share for point in self.points]
        return heed.averaged(values) is not None

    @property
    def has_points(self) -> bool:
        return any(point.y is not None for point in self.points)

    @property
    def beside(self) -> tuple[Mark, ...]:
        """All that stands on its time axis, in the order of their numbers."""
        return tuple(numbered((*self.marks, *self.notes)))

    # --- drawn, and said as a table: made when it is asked for, and once

    @cached_property
    def svg(self) -> str:
        return self.drawn("wide")

    @cached_property
    def narrow(self) -> str:
        return self.drawn("narrow")

    @cached_property
    def small(self) -> str:
        return self.drawn("small")

    def drawn(self, size: str) -> str:
        """:param size: ``wide``, ``narrow`` (a phone) or ``small`` (one of many side by side)."""
        if self.analysis is None:
            return ""
        return drawing.svg(
            self.analysis,
            title=self.called,
            desc=f"{self.sentence} {self.tried_in_words}".strip(),
            unit=self.unit,
            marks=self.beside,
            size=size,
            ident=f"{self.ident}-{size}",
            clip=self.clip,
            hidden=self.fewer,
            axis=self.axis if size == "small" else None,
        )

    @property
    def clip(self) -> tuple[float, float] | None:
        """The least and the most there can be."""
        if self.measure.shape == Shape.SHARE:
            return SHARES
        return None if self.measure.shape == Shape.VALUE else COUNTS

    @cached_property
    def rows(self) -> Sequence[table.Row]:
        if self.analysis is None:
            return []
        # A sign stands beside each number; a word once, in the table's caption.
        sign = self.unit if self.unit == "%" else ""
        return table.rows(
            self.analysis, self.beside, unit=sign, fewer=self.fewer, hidden=self.hidden
        )

    @property
    def columns(self) -> list[tuple[str, str]]:
        return table.columns(self.analysis) if self.analysis else []


def side_by_side(charts: Sequence[Chart]) -> list[Chart]:
    """These charts, drawn small on one time axis where they can be read so."""
    drawn = [(chart.analysis, chart.unit) for chart in charts if chart.analysis]
    axis = in_common(drawn)
    return [replace(chart, axis=axis) for chart in charts]
