from enum import StrEnum


class SignalsEvent(StrEnum):
    SOURCE_BEGUN = "signals.source_begun"
    SIGN_ADDED = "signals.sign_added"
    TOKEN_MADE = "signals.token_made"  # noqa: S105 - the name of what happened
    TOKEN_STOPPED = "signals.token_stopped"  # noqa: S105
    SOURCE_HELD = "signals.source_held"
    SOURCE_TAKEN_UP = "signals.source_taken_up"
    SOURCE_ENDED = "signals.source_ended"
    HEARD = "signals.heard"
    PLACED = "signals.placed"
    TAKEN = "signals.taken"
    PUT_BACK = "signals.put_back"
    TRIED = "signals.tried"
    ENDED = "signals.ended"
    GONE = "signals.gone"
    PAUSE_ASKED = "signals.pause_asked"
    PAUSE_ANSWERED = "signals.pause_answered"
