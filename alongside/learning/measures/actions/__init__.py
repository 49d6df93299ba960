"""The verbs of measures, a file a noun."""

from .asides import freeze, note, reset, set_aside
from .measures import begin, define, stop

__all__ = [
    "begin",
    "define",
    "freeze",
    "note",
    "reset",
    "set_aside",
    "stop",
]
