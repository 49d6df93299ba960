"""The verbs of a life, a file a noun."""

from .agreements import agree, renew, see, take_back
from .endings import come_back, could_not_reach, leave, not_yet, say_it_ends, take_up_again, tried
from .finding import answer_to_meet, ask_to_meet, know_by, look_for
from .freedoms import ask_to_back, back, cannot_back_yet, stop_asking, want
from .lines import hold, let_expire, note, put_right, write_line
from .merging import merge, unmerge
from .questions import ask_to_share, say_no, say_yes
from .relationships import (
    begin,
    choose,
    close_wish,
    hand_over,
    offer,
    stopped,
    take_back_offer,
    wish_for,
)
from .too_many import too_many

__all__ = [
    "agree",
    "answer_to_meet",
    "ask_to_back",
    "ask_to_meet",
    "ask_to_share",
    "back",
    "begin",
    "cannot_back_yet",
    "choose",
    "close_wish",
    "come_back",
    "could_not_reach",
    "hand_over",
    "hold",
    "know_by",
    "leave",
    "let_expire",
    "look_for",
    "merge",
    "not_yet",
    "note",
    "offer",
    "put_right",
    "renew",
    "say_it_ends",
    "say_no",
    "say_yes",
    "see",
    "stop_asking",
    "stopped",
    "take_back",
    "take_back_offer",
    "take_up_again",
    "too_many",
    "tried",
    "unmerge",
    "want",
    "wish_for",
    "write_line",
]
