from enum import StrEnum


class IntroductionEvent(StrEnum):
    PROPOSED = "introductions.proposed"
    AGREED = "introductions.agreed"
    ACCEPTED = "introductions.accepted"
    MET = "introductions.met"
    SETTLED = "introductions.settled"
    LET_GO = "introductions.let_go"
    PASSED_ON = "introductions.passed_on"
    FOUND = "introductions.found"
    BROUGHT_BACK = "introductions.brought_back"
    STOPPED = "introductions.stopped"
    CARRIED_ON = "introductions.carried_on"
    OFFERED = "introductions.offered"
    OFFER_TAKEN_DOWN = "introductions.offer_taken_down"
