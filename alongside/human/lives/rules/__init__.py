"""May they, in a life: policies a governance board can read, a file a noun."""

from .voice import can_speak, said_how, speaks_here

__all__ = ["can_speak", "said_how", "speaks_here"]
