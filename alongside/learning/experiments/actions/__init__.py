"""The verbs of trying something, a file a noun."""

from .costs import tell_costs
from .cycles import begin_cycle, go_on_with_cycle
from .diary import conclude, learn
from .experiments import receive, try_out
from .hazards import (
    agree_sign,
    hand_over_sign,
    let_hazard_go,
    let_sign_go,
    name_hazard,
    stop_and_talk,
    talked,
)
from .invitations import answer, invite
from .locking import expect, expect_now, fix, lock
from .plans import begin_plan, choose, say_anew, take_off
from .studies import study

__all__ = [
    "agree_sign",
    "answer",
    "begin_cycle",
    "begin_plan",
    "choose",
    "conclude",
    "expect",
    "expect_now",
    "fix",
    "go_on_with_cycle",
    "hand_over_sign",
    "invite",
    "learn",
    "let_hazard_go",
    "let_sign_go",
    "lock",
    "name_hazard",
    "receive",
    "say_anew",
    "stop_and_talk",
    "study",
    "take_off",
    "talked",
    "tell_costs",
    "try_out",
]
