"""The verbs of measures, a file a noun."""

from .asides import freeze, note, reset, set_aside
from .feeds import feed_with, make_feed, stop_feed
from .keeping import keep_chart
from .measures import begin, count_people, define, stop
from .points import Came, correct, enter, look_at, say_missing
from .questions import answer, notice
from .rolling import say_rolling

__all__ = [
    "Came",
    "answer",
    "begin",
    "correct",
    "count_people",
    "define",
    "enter",
    "feed_with",
    "freeze",
    "keep_chart",
    "look_at",
    "make_feed",
    "note",
    "notice",
    "reset",
    "say_missing",
    "say_rolling",
    "set_aside",
    "stop",
    "stop_feed",
]
