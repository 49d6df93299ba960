"""The pages of trying: what is tried, what is learnt, what is done with it."""

from .adding import conclude, learn, try_out
from .cycles import begin_cycle, cycle, cycles
from .costs import cost_stories, costs, tell_costs
from .elsewhere import surprises, tried
from .looking_at import conclusion, experiment, learning, tries

__all__ = [
    "begin_cycle",
    "conclude",
    "conclusion",
    "cycle",
    "cycles",
    "cost_stories",
    "costs",
    "experiment",
    "learn",
    "learning",
    "surprises",
    "tell_costs",
    "tried",
    "tries",
    "try_out",
]
