"""The questions of this room, a file a noun."""

from .asides import AsideForm, FreezeForm, KeepForm, NoteForm, ResetForm
from .measures import BeginForm, DefineForm

__all__ = [
    "AsideForm",
    "BeginForm",
    "DefineForm",
    "FreezeForm",
    "KeepForm",
    "NoteForm",
    "ResetForm",
]
