from enum import StrEnum


class HomeEvent(StrEnum):
    KEYS_WRAPPED_ANEW = "home.keys_wrapped_anew"
