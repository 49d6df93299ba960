"""The questions of this room, a file a noun."""

from .asides import AsideForm, FreezeForm, KeepForm, NoteForm, ResetForm, RollingForm
from .measures import BeginForm, DefineForm
from .points import AnswerForm, FileForm, PasteForm, PointsForm

__all__ = [
    "AnswerForm",
    "AsideForm",
    "BeginForm",
    "DefineForm",
    "FileForm",
    "FreezeForm",
    "KeepForm",
    "NoteForm",
    "PasteForm",
    "PointsForm",
    "ResetForm",
    "RollingForm",
]
