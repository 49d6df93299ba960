"""The verbs of measures, a file a noun."""

from .asides import freeze, note, reset, set_aside
from .keeping import keep_chart
from .measures import begin, define, stop

__all__ = [
    "begin",
    "define",
    "freeze",
    "keep_chart",
    "note",
    "reset",
    "set_aside",
    "stop",
]
