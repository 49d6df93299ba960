"""The pages of trying: what is tried, what is learnt, what is done with it."""

from .adding import conclude, learn, try_out
from .looking_at import conclusion, experiment, learning, take_back, tries

__all__ = [
    "conclude",
    "conclusion",
    "experiment",
    "learn",
    "learning",
    "take_back",
    "tries",
    "try_out",
]
