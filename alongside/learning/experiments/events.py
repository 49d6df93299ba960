from enum import StrEnum


class ExperimentEvent(StrEnum):
    BEGUN = "experiments.begun"
    LEARNT = "experiments.learnt"
    CONCLUDED = "experiments.concluded"
    RECEIVED = "experiments.received"
    COSTS_TOLD = "experiments.costs_told"
    CYCLE_BEGUN = "experiments.cycle_begun"
    CYCLE_WENT_ON = "experiments.cycle_went_on"
    STUDIED = "experiments.studied"

    # The plan of it, for teams, places and organisations.
    PLANNED = "experiments.planned"
    REWORDED = "experiments.reworded"
    EXPECTED = "experiments.expected"
    FIXED = "experiments.fixed"
    CHOSEN = "experiments.chosen"
    TAKEN_OFF = "experiments.taken_off"
    LOCKED = "experiments.locked"
    CHANGED = "experiments.changed"
    NAMED = "experiments.named"
    STOPPED_TO_TALK = "experiments.stopped_to_talk"
    TALKED = "experiments.talked"
    INVITED = "experiments.invited"
    ANSWERED = "experiments.answered"
