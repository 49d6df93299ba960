from enum import StrEnum


class ExperimentEvent(StrEnum):
    BEGUN = "experiments.begun"
    LEARNT = "experiments.learnt"
    CONCLUDED = "experiments.concluded"
    RECEIVED = "experiments.received"
