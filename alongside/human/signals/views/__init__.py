"""The pages of signs: a source's own, the doors of a table, a knock, and what is asked to pause."""

from .api import say
from .bringing import bring_in
from .knocks import (
    card,
    doors,
    false_alarm,
    knock,
    put_back,
    rather_not,
    take,
    talked,
    tried,
    why,
)
from .pauses import answer_all, ask_pause, ask_pause_for_all, pause, pauses
from .sources import (
    add_sign,
    begin_source,
    end_source,
    hold_source,
    make_token,
    source,
    sources,
    stop_token,
    take_up_source,
)

__all__ = [
    "add_sign",
    "answer_all",
    "ask_pause",
    "ask_pause_for_all",
    "begin_source",
    "bring_in",
    "card",
    "doors",
    "end_source",
    "false_alarm",
    "hold_source",
    "knock",
    "make_token",
    "pause",
    "pauses",
    "put_back",
    "rather_not",
    "say",
    "source",
    "sources",
    "stop_token",
    "take",
    "take_up_source",
    "talked",
    "tried",
    "why",
]
