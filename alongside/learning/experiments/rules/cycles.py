"""Who may try something in small, and where."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person

from .experiments import at_its_table


def can_cycle(person: Person, tried: Entry) -> bool:
    """
    Anybody around the table where it is tried may write down a small try, and go on with one that
    somebody else began. In a life there are none: trying stays one sentence and two questions.
    """
    return not tried.of_life and at_its_table(person, tried)
