"""The questions of this room, a file a noun."""

from .cycles import BeginCycleForm, CycleForm
from .diary import ConcludeForm, LearnForm
from .costs import CostsForm
from .elsewhere import ElsewhereForm
from .experiments import TryForm

__all__ = [
    "CostsForm","BeginCycleForm", "ConcludeForm", "CycleForm", "ElsewhereForm", "LearnForm", "TryForm"]
