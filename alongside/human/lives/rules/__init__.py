"""May they, in a life: policies a governance board can read, a file a noun."""

from .finding import (
    FORGOTTEN_AFTER,
    LOOKS,
    can_answer,
    can_look_for,
    can_merge,
    can_say_what_known_by,
    has_looked_often,
)
from .voice import can_speak, said_how, speaks_here

__all__ = [
    "FORGOTTEN_AFTER",
    "LOOKS",
    "can_answer",
    "can_look_for",
    "can_merge",
    "can_say_what_known_by",
    "can_speak",
    "has_looked_often",
    "said_how",
    "speaks_here",
]
