"""The pages of trying: what is tried, what is learnt, what is done with it."""

from .adding import conclude, learn, try_out
from .looking_at import conclusion, experiment, learning, tries

__all__ = [
    "conclude",
    "conclusion",
    "experiment",
    "learn",
    "learning",
    "tries",
    "try_out",
]
