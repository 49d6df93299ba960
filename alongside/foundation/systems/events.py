from enum import StrEnum


class SystemEvent(StrEnum):
    FOUNDED = "systems.founded"
    WORDED = "systems.worded"
    PLACED_WITHIN = "systems.placed_within"
    TAKEN_OUT = "systems.taken_out"
    HAS_WITHIN = "systems.has_within"
    LET_OUT = "systems.let_out"
    SEATED = "systems.seated"
    INVITED = "systems.invited"
    INVITATION_ANSWERED = "systems.invitation_answered"
    INVITATION_TAKEN_BACK = "systems.invitation_taken_back"
    SEAT_ENDED = "systems.seat_ended"
    EXCLUDED = "systems.excluded"
    READMITTED = "systems.readmitted"
    HIDES_BELOW = "systems.hides_below"
