"""Who may say that a sign was seen, and who writes down what was decided."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person

from .plans import can_plan


def can_stop_and_talk(person: Person, tried: Entry) -> bool:
    """
    Anybody around the table who sees a sign may say so, and need not be sure. The clock is then on
    the person who owns the sign.
    """
    return can_plan(person, tried)


def can_say_what_was_decided(person: Person, tried: Entry) -> bool:
    """
    People talk together, so anybody around the table may write down what was decided. It waits for
    the owner of the sign; nobody is kept from talking because the owner is away.
    """
    return can_plan(person, tried)
