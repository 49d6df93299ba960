"""The pages of systems: finding and beginning them, their table, their words."""

from .finding import found, systems, take_out, within
from .place import hide_below
from .table import end_seat, exclude, invite, readmit, table
from .words import word, wordings

__all__ = [
    "end_seat",
    "exclude",
    "found",
    "hide_below",
    "invite",
    "readmit",
    "systems",
    "table",
    "take_out",
    "within",
    "word",
    "wordings",
]
