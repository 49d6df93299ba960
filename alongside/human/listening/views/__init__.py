"""What a person can ask of this room, split by noun."""

from .stories import card, export, make_card, stories, story, tell
from .tellers import code, leave, less, mark_read, mine, news, take_back
from .visits import between, plan_visit, visit, visits

__all__ = [
    "between",
    "card",
    "code",
    "export",
    "leave",
    "less",
    "make_card",
    "mark_read",
    "mine",
    "news",
    "plan_visit",
    "stories",
    "story",
    "take_back",
    "tell",
    "visit",
    "visits",
]
