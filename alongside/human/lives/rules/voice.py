from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, Role, System
from alongside.human.lives.models import SaidHow

Who = Person | Reader


def speaks_here(who: Who, life: System) -> bool:
    """It is their own life, and they say so here themselves."""
    return Reader.of(who).seat_of_own_life(life.pk) is not None


def can_speak(who: Who, life: System) -> bool:
    """
    What is for the person to say is said by somebody whose life it is; or, with the person beside
    them, by the one who walks alongside, and then it is written down that it was said to them.
    """
    return speaks_here(who, life) or walks_alongside(who, life)


def said_how(who: Who, life: System) -> SaidHow:
    """How what this one writes down as the person's was said."""
    return SaidHow.HERE if speaks_here(who, life) else SaidHow.BESIDE


def walks_alongside(who: Who, life: System) -> bool:
    """They hold the table of this life with the person."""
    seats = Reader.of(who).seats
    return any(seat.system_id == life.pk and seat.role == Role.LEAD for seat in seats)
