"""What a person can ask of this room, split by noun."""

from .beginning import propose, pull_in
from .offers import can_help, offer, take_down, who_can_help
from .pages import introduction, introductions, printed, waiting
from .steps import accept, agree, bring_back, find, let_go, meet, pass_on, settle, stop

__all__ = [
    "accept",
    "agree",
    "bring_back",
    "can_help",
    "find",
    "introduction",
    "introductions",
    "let_go",
    "meet",
    "offer",
    "pass_on",
    "printed",
    "propose",
    "pull_in",
    "settle",
    "stop",
    "take_down",
    "waiting",
    "who_can_help",
]
