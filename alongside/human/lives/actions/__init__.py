"""The verbs of a life, a file a noun."""

from .relationships import begin

__all__ = ["begin"]
