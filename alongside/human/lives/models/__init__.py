"""The nouns of a life and of who walks alongside it, a file a noun."""

from .relationships import Ended, Relationship, SaidHow

__all__ = ["Ended", "Relationship", "SaidHow"]
