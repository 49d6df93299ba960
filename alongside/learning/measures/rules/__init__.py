"""May they, with what a table looks at: policies a governance board can read, a file a noun."""

from .measures import (
    AIDS_AT,
    at_its_table,
    can_begin,
    can_begin_aid,
    can_define,
    can_freeze,
    can_keep_chart,
    can_note,
    can_reset,
    can_set_aside,
    can_stop,
    holds_it,
)

__all__ = [
    "AIDS_AT",
    "at_its_table",
    "can_begin",
    "can_begin_aid",
    "can_define",
    "can_freeze",
    "can_keep_chart",
    "can_note",
    "can_reset",
    "can_set_aside",
    "can_stop",
    "holds_it",
]
