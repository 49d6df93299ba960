from enum import StrEnum


class MeasureEvent(StrEnum):
    BEGUN = "measures.begun"
    DEFINED = "measures.defined"
    NOTED = "measures.noted"
    SET_ASIDE = "measures.set_aside"
    FROZEN = "measures.frozen"
    RESET = "measures.reset"
    SAID_ROLLING = "measures.said_rolling"
    KEPT = "measures.kept"
    COUNTS_PEOPLE = "measures.counts_people"
    STOPPED = "measures.stopped"
    COUNTED = "measures.counted"
    FEED_MADE = "measures.feed_made"
    FEED_STOPPED = "measures.feed_stopped"
    ASKED = "measures.asked"
    ANSWERED = "measures.answered"
