"""The verbs of a life, a file a noun."""

from .agreements import agree, renew, see, take_back
from .finding import answer_to_meet, ask_to_meet, know_by, look_for
from .merging import merge, unmerge
from .relationships import begin

__all__ = [
    "agree",
    "answer_to_meet",
    "ask_to_meet",
    "begin",
    "know_by",
    "look_for",
    "merge",
    "renew",
    "see",
    "take_back",
    "unmerge",
]
