"""The questions of this room, a file a noun."""

from .diary import ConcludeForm, LearnForm
from .elsewhere import ElsewhereForm
from .experiments import TryForm

__all__ = ["ConcludeForm", "ElsewhereForm", "LearnForm", "TryForm"]
