"""The pages of trying: what is tried, what is learnt, what is done with it."""

from .adding import conclude, learn, try_out
from .costs import cost_stories, costs, tell_costs
from .cycles import begin_cycle, cycle, cycles
from .elsewhere import surprises, tried
from .hazards import (
    agree_sign,
    hand_over_sign,
    let_hazard_go,
    let_sign_go,
    name_hazard,
    stop_and_talk,
    talk,
)
from .invitations import invited, up_for_it
from .looking_at import conclusion, experiment, learning, tries
from .planning import (
    begin_plan,
    choose,
    expect,
    fix,
    lock,
    no_balancing,
    say_anew,
    take_off,
)
from .plans import change, plan
from .studies import compare, study

__all__ = [
    "agree_sign",
    "begin_cycle",
    "begin_plan",
    "change",
    "choose",
    "compare",
    "conclude",
    "conclusion",
    "cost_stories",
    "costs",
    "cycle",
    "cycles",
    "expect",
    "experiment",
    "fix",
    "hand_over_sign",
    "invited",
    "learn",
    "learning",
    "let_hazard_go",
    "let_sign_go",
    "lock",
    "name_hazard",
    "no_balancing",
    "plan",
    "say_anew",
    "stop_and_talk",
    "study",
    "surprises",
    "take_off",
    "talk",
    "tell_costs",
    "tried",
    "tries",
    "try_out",
    "up_for_it",
]
