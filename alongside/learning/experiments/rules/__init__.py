"""May they, with what is tried: policies a governance board can read, a file a noun."""

from .around import are_around, around
from .costs import can_tell_costs
from .counted import counted_anew, definition_of_main, said_of, ways_counted
from .cycles import can_cycle
from .diary import can_conclude, can_learn
from .experiments import at_its_table, can_try, stands
from .hazards import can_say_what_was_decided, can_stop_and_talk
from .invitations import can_answer, can_invite
from .plans import (
    LOCKED,
    NO_AID,
    NOT_IN_A_LIFE,
    asked_before_the_lock,
    can_choose,
    can_plan,
    rests_on_no_aid,
    still_asked,
    too_few_counted,
)
from .prints import is_as_locked, print_of
from .results import counted_before, results_are_there, written_since
from .sides import last_over
from .studies import (
    NOT_LOCKED,
    NOTHING_EXPECTED,
    Looked,
    MadeSoFar,
    can_study,
    compared_at,
    could_show,
    looked_at,
    made_so_far,
    whose_change_was_made,
)

__all__ = [
    "LOCKED",
    "NOTHING_EXPECTED",
    "NOT_IN_A_LIFE",
    "NOT_LOCKED",
    "NO_AID",
    "Looked",
    "MadeSoFar",
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
    "can_study",
    "can_tell_costs",
    "can_try",
    "compared_at",
    "could_show",
    "counted_anew",
    "counted_before",
    "definition_of_main",
    "is_as_locked",
    "last_over",
    "looked_at",
    "made_so_far",
    "print_of",
    "rests_on_no_aid",
    "results_are_there",
    "said_of",
    "stands",
    "still_asked",
    "too_few_counted",
    "ways_counted",
    "whose_change_was_made",
    "written_since",
]
