"""The verbs of tables, split by noun."""

from .seats import (
    NOT_IN_PART,
    end_seat,
    exclude,
    let_go,
    readmit,
    seat,
    seat_alongside,
    seat_for,
    welcome_in,
)
from .tables import found, hide_below, place_within, settle, take_out, word

__all__ = [
    "NOT_IN_PART",
    "end_seat",
    "exclude",
    "found",
    "hide_below",
    "let_go",
    "place_within",
    "readmit",
    "seat",
    "seat_alongside",
    "seat_for",
    "settle",
    "take_out",
    "welcome_in",
    "word",
]
