"""A kept chart: what is kept of it, and drawing it again exactly."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from alongside.foundation.systems.models import Reader
from alongside.learning.measures.charts import Analysis, Settings
from alongside.learning.measures.models import KeptChart
from alongside.learning.measures.models.points import as_known

from .charting import Chart, chart_at, points_of, read

FIGURES = ("y", "n", "centre", "lower", "upper")


@dataclass(frozen=True)
class Replayed:
    """
    A kept chart, drawn again from the points as they were known then.

    :param same: whether every point, limit and label came out as it was kept.
    """

    chart: Chart
    same: bool

    def still_told(self, kept: KeptChart) -> list[dict[str, Any]]:
        """The points as they were kept, but those of fewer people than the place shows now."""
        return [
            point
            for point in kept.results["points"]
            if date.fromisoformat(point["x"]) not in self.chart.fewer
        ]


def kept_settings(chart: Chart) -> dict[str, Any]:
    """How the points were read, and which were set aside: all that is not a point."""
    settings = asdict(chart.settings)
    return {
        **settings,
        "held": [_said(when) for when in chart.settings.held],
        "rebase": [_said(when) for when in chart.settings.rebase],
        "since": [_said(when) for when in chart.settings.since],
        "read": chart.rules,
        "asides": [_said(point.x) for point in chart.points if point.aside],
    }


def kept_results(analysis: Analysis | None) -> dict[str, Any]:
    """What came of it, in numbers and the convention's own labels."""
    if analysis is None:
        return {"points": [], "stretches": []}
    points = [
        {"x": _said(p.x), "label": p.label, "aside": p.aside, "stretch": p.stretch}
        | {name: getattr(p, name) for name in FIGURES}
        for p in analysis.points
    ]
    return {"points": points, "stretches": [asdict(stretch) for stretch in analysis.stretches]}


def replayed(reader: Reader, kept: KeptChart) -> Replayed:
    """Draw a kept chart again, from the points as they were known when it was kept."""
    measure, settings = kept.measure, _settings(kept.settings)
    asides = [date.fromisoformat(day) for day in kept.settings["asides"]]
    points = points_of(measure, as_known(measure, kept.known_at), asides)
    analysis, unfit = read(measure, points, settings)
    same = kept_results(analysis) == kept.results and _convention(analysis) == kept.convention
    now = chart_at(reader, measure, kept.known_at, rules=kept.settings["read"])
    chart = replace(now, points=points, settings=settings, analysis=analysis, unfit=unfit)
    return Replayed(chart, same)


def _convention(analysis: Analysis | None) -> str:
    return analysis.convention if analysis else ""


def _settings(kept: dict[str, Any]) -> Settings:
    scale = kept["scale"]
    return Settings(
        rules=kept["rules"],
        chart=kept["chart"],
        freeze=kept["freeze"],
        rebase=tuple(date.fromisoformat(day) for day in kept["rebase"]),
        screen=kept["screen"],
        direction=kept["direction"],
        scale=(scale[0], scale[1]) if scale else None,
        not_rolling=kept["not_rolling"],
        held=tuple(date.fromisoformat(day) for day in kept["held"]),
        since=tuple(date.fromisoformat(day) for day in kept["since"]),
    )


def _said(when: date | str) -> str:
    return when if isinstance(when, str) else when.isoformat()
