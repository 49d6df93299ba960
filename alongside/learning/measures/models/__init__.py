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
from .points import Feed, Known, Reading, as_entered, as_known, as_known_each, history_of
from .questions import ANSWER, About, Question

__all__ = [
    "ANSWER",
    "ASIDE",
    "CHART",
    "FAMILY",
    "FREEZE",
    "MEASURE",
    "NOTE",
    "RESET",
    "About",
    "Aside",
    "Definition",
    "Feed",
    "Freeze",
    "Hoped",
    "KeptChart",
    "Kind",
    "Known",
    "Measure",
    "Measures",
    "Note",
    "Often",
    "Question",
    "Reading",
    "Reset",
    "Shape",
    "as_entered",
    "as_known",
    "as_known_each",
    "history_of",
]
