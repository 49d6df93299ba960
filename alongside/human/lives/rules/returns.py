from alongside.foundation.systems.models import System

from .voice import Who, can_speak


def can_draft_return(who: Who, life: System) -> bool:
    """
    What an office asks for about somebody is drafted by who walks alongside them, and the person
    can see all of it. It is about this person only: there is no return about workers, and none that
    adds people up.
    """
    return can_speak(who, life)
