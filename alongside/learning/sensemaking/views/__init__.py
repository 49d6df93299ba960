"""The pages of making sense: choosing what it rests on, saying it, seeing it another way."""

from .choosing import choose, further
from .insights import insight, insights, perspective
from .writing import make_sense, see

__all__ = [
    "choose",
    "further",
    "insight",
    "insights",
    "make_sense",
    "perspective",
    "see",
]
