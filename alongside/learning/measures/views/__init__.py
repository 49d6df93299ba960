"""The pages of measures: what a table looks at, one measure, and what is written beside it."""

from .beginning import begin, begin_aid, define, stop
from .beside import (
    aside,
    freeze,
    hold_still,
    note,
    reset,
    set_anew,
    set_aside,
    write_note,
)
from .keeping import chart, keep_chart
from .looking_at import aids, measure, measures

__all__ = [
    "aids",
    "aside",
    "begin",
    "begin_aid",
    "chart",
    "define",
    "freeze",
    "hold_still",
    "keep_chart",
    "measure",
    "measures",
    "note",
    "reset",
    "set_anew",
    "set_aside",
    "stop",
    "write_note",
]
