from enum import StrEnum


class MeasureEvent(StrEnum):
    BEGUN = "measures.begun"
    DEFINED = "measures.defined"
    NOTED = "measures.noted"
    SET_ASIDE = "measures.set_aside"
    FROZEN = "measures.frozen"
    RESET = "measures.reset"
    KEPT = "measures.kept"
    STOPPED = "measures.stopped"
