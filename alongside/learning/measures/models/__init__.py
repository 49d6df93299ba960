"""The nouns of measures, a file a noun."""

from .asides import ASIDE, FREEZE, NOTE, RESET, Aside, Freeze, Note, Reset
from .measures import (
    CHART,
    FAMILY,
    MEASURE,
    Definition,
    Hoped,
    KeptChart,
    Kind,
    Measure,
    Measures,
    Often,
    Shape,
)

__all__ = [
    "ASIDE",
    "CHART",
    "FAMILY",
    "FREEZE",
    "MEASURE",
    "NOTE",
    "RESET",
    "Aside",
    "Definition",
    "Freeze",
    "Hoped",
    "KeptChart",
    "Kind",
    "Measure",
    "Measures",
    "Note",
    "Often",
    "Reset",
    "Shape",
]
