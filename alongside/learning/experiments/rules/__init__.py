"""May they, with what is tried: policies a governance board can read, a file a noun."""

from .diary import can_conclude, can_learn
from .experiments import at_its_table, can_try

__all__ = ["at_its_table", "can_conclude", "can_learn", "can_try"]
