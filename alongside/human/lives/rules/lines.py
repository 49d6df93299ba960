"""Who may write down what matters, note a conversation, put something right."""

from datetime import date, timedelta

from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Ground, Reader, Role, System

from .voice import can_speak

Who = Person | Reader

# How long what was put right stays folded away before its words are deleted: long enough to see
# that a word was put right by mistake, and no longer.
FOLDED = timedelta(weeks=12)


def can_write_line(who: Who, life: System) -> bool:
    """
    Anybody alongside may write down what they heard matters to somebody: it stands with who wrote
    it down. Only what the person said, in their words, is marked as theirs.
    """
    return Reader.of(who).takes_part(life.pk)


def can_note(who: Who, life: System) -> bool:
    """Anybody alongside may note a conversation, about what their seat is for."""
    return Reader.of(who).takes_part(life.pk)


def can_put_right(who: Who, life: System) -> bool:
    """
    What is said about somebody is theirs to put right, whoever wrote it; or, with the person
    beside them, the one who walks alongside does, and it is written down that it was said to them.
    """
    return can_speak(who, life)


def can_hold(who: Who, life: System) -> bool:
    """
    That a law says words must be kept longer is said by whoever walks alongside, or sits here
    because the law asks: never by the way, always with the law's name and a day.
    """
    seats = [seat for seat in Reader.of(who).seats if seat.system_id == life.pk]
    return any(seat.role == Role.LEAD or seat.ground == Ground.LAW for seat in seats)


def folds_until() -> date:
    """The day on which what is put right today is deleted."""
    return timezone.localdate() + FOLDED
