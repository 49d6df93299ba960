"""The verbs of listening, a file a noun."""

from .empathy import add_empathy, draw_empathy
from .importing import Imported, already_here, import_stories
from .pairing import come_along, invite, say_aside, step_back
from .stories import tell
from .visits import note_visit, plan_visit

__all__ = [
    "Imported",
    "add_empathy",
    "already_here",
    "come_along",
    "draw_empathy",
    "import_stories",
    "invite",
    "note_visit",
    "plan_visit",
    "say_aside",
    "step_back",
    "tell",
]
