from enum import StrEnum


class LivesEvent(StrEnum):
    BEGUN = "lives.begun"
    HANDED_OVER = "lives.handed_over"
    ENDED = "lives.ended"
    TAKEN_UP_AGAIN = "lives.taken_up_again"
