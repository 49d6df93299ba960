"""
Files that people hand over: which kinds are taken, without what others should not learn from them.

Nothing here writes to a disk, and nothing is believed of a file but its bytes.
"""

from .preparing import MOST_FILES, Handed, limit, prepare
from .sorts import SORTS, Sort, sort_of

__all__ = ["MOST_FILES", "SORTS", "Handed", "Sort", "limit", "prepare", "sort_of"]
