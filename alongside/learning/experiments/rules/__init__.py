"""May they, with what is tried: policies a governance board can read, a file a noun."""

from .around import are_around, around
from .cycles import can_cycle
from .costs import can_tell_costs
from .diary import can_conclude, can_learn
from .experiments import at_its_table, can_try, stands
from .hazards import can_say_what_was_decided, can_stop_and_talk
from .invitations import can_answer, can_invite
from .plans import LOCKED, NO_AID, NOT_IN_A_LIFE, asked_before_the_lock, can_choose, can_plan
from .prints import is_as_locked, print_of
from .results import results_are_there

__all__ = [
    "LOCKED",
    "NOT_IN_A_LIFE",
    "NO_AID",
    "are_around",
    "around",
    "asked_before_the_lock",
    "at_its_table",
    "can_answer",
    "can_choose",
    "can_conclude",
    "can_cycle",
    "can_invite",
    "can_learn",
    "can_plan",
    "can_say_what_was_decided",
    "can_stop_and_talk",
    "can_tell_costs", "can_try",
    "is_as_locked",
    "print_of",
    "results_are_there",
    "stands",
]
