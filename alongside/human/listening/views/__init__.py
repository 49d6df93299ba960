"""What a person can ask of this room, split by noun."""

from .empathy import add_empathy, draw_empathy, empathy
from .pairing import aside, invitation, invite, step_back
from .stories import card, export, make_card, stories, story, tell
from .tellers import code, leave, less, mark_read, mine, news, take_back
from .visits import between, plan_visit, visit, visits

__all__ = [
    "add_empathy",
    "aside",
    "between",
    "card",
    "code",
    "draw_empathy",
    "empathy",
    "export",
    "invitation",
    "invite",
    "leave",
    "less",
    "make_card",
    "mark_read",
    "mine",
    "news",
    "plan_visit",
    "step_back",
    "stories",
    "story",
    "take_back",
    "tell",
    "visit",
    "visits",
]
