"""The pages of the house about several rooms at once, split by noun."""

from .beginning import start
from .finding import search
from .owing import owed, told, visit_sheet
from .policies import accessibility, privacy, refusals
from .tables import front, system
from .threads import thread, voices

__all__ = [
    "accessibility",
    "front",
    "owed",
    "privacy",
    "refusals",
    "search",
    "start",
    "system",
    "thread",
    "told",
    "visit_sheet",
    "voices",
]
