"""The pages of systems: finding and beginning them, their table, their words."""

from .finding import found, systems, take_out, within
from .invitations import answer_invitation, invitations, take_back_invitation
from .place import hide_below
from .table import end_seat, exclude, invite, readmit, table
from .words import word, wordings

__all__ = [
    "answer_invitation",
    "end_seat",
    "exclude",
    "found",
    "hide_below",
    "invitations",
    "invite",
    "readmit",
    "systems",
    "table",
    "take_back_invitation",
    "take_out",
    "within",
    "word",
    "wordings",
]
