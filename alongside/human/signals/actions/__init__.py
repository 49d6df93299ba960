"""The verbs of signs, split by noun."""

from .hearing import hear, heard_before, let_go, let_go_of_source, place
from .knocks import (
    false_alarm,
    put_back,
    rather_not,
    take,
    talked,
    tried,
)
from .pauses import answer_pause, answer_pauses, ask_pause, ask_pause_for_all
from .sources import (
    NewSign,
    add_sign,
    begin_source,
    end_source,
    hold_source,
    make_token,
    source_with,
    stop_token,
    take_up_source,
)

__all__ = [
    "NewSign",
    "add_sign",
    "answer_pause",
    "answer_pauses",
    "ask_pause",
    "ask_pause_for_all",
    "begin_source",
    "end_source",
    "false_alarm",
    "hear",
    "heard_before",
    "hold_source",
    "let_go",
    "let_go_of_source",
    "make_token",
    "place",
    "put_back",
    "rather_not",
    "source_with",
    "stop_token",
    "take",
    "take_up_source",
    "talked",
    "tried",
]
