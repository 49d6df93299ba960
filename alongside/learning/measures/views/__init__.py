"""The pages of measures: what a table looks at, one measure, and what is written beside it."""

from .api import send
from .beginning import begin, begin_aid, count_people, define, stop
from .beside import (
    aside,
    freeze,
    hold_still,
    note,
    reset,
    rolling,
    say_rolling,
    set_anew,
    set_aside,
    write_note,
)
from .bringing import bring, export, paste
from .feeds import feeds, make_feed, stop_feed
from .keeping import chart, keep_chart
from .looking_at import aids, measure, measures
from .points import counted, enter
from .questions import answer, question, questions

__all__ = [
    "aids",
    "answer",
    "aside",
    "begin",
    "begin_aid",
    "bring",
    "chart",
    "count_people",
    "counted",
    "define",
    "enter",
    "export",
    "feeds",
    "freeze",
    "hold_still",
    "keep_chart",
    "make_feed",
    "measure",
    "measures",
    "note",
    "paste",
    "question",
    "questions",
    "reset",
    "rolling",
    "say_rolling",
    "send",
    "set_anew",
    "set_aside",
    "stop",
    "stop_feed",
    "write_note",
]
