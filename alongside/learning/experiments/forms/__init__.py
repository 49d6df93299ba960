"""The questions of this room, a file a noun."""

from .diary import ConcludeForm, LearnForm
from .experiments import TryForm

__all__ = ["ConcludeForm", "LearnForm", "TryForm"]
