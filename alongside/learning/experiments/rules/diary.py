"""Who may add to the diary of what is tried, and say what is done with it."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person

from .experiments import at_its_table


def can_learn(person: Person, tried: Entry) -> bool:
    """Anybody around the table where it is tried may write down what they notice."""
    return at_its_table(person, tried)


def can_conclude(person: Person, tried: Entry) -> bool:
    """
    Anybody around the table where it is tried may say what they learnt and what they do now; and
    anybody there may say it anew later.
    """
    return at_its_table(person, tried)
