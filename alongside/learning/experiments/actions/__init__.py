"""The verbs of trying something, a file a noun."""

from .diary import conclude, learn
from .experiments import receive, try_out

__all__ = ["conclude", "learn", "receive", "try_out"]
