"""The verbs of tables, split by noun."""

from .invitations import (
    answer_invitation,
    forget_invitations,
    invite,
    take_back_invitation,
)
from .seats import (
    NOT_IN_PART,
    end_seat,
    exclude,
    exclude_address,
    keep_to_no,
    let_go,
    readmit,
    seat,
    seat_alongside,
    seat_for,
)
from .tables import found, hide_below, place_within, settle, take_out, word

__all__ = [
    "NOT_IN_PART",
    "answer_invitation",
    "end_seat",
    "exclude",
    "exclude_address",
    "forget_invitations",
    "found",
    "hide_below",
    "invite",
    "keep_to_no",
    "let_go",
    "place_within",
    "readmit",
    "seat",
    "seat_alongside",
    "seat_for",
    "settle",
    "take_back_invitation",
    "take_out",
    "word",
]
