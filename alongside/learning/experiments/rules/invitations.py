"""Who may be asked whether they are up for trying it, and who answers."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.learning.experiments.models import Invited

from .plans import can_plan


def can_invite(person: Person, tried: Entry) -> bool:
    """
    Anybody around the table may ask others there by name. In a life nobody is invited to take part:
    the people alongside are there because the person said yes.
    """
    return can_plan(person, tried)


def can_answer(person: Person, invited: Invited) -> bool:
    """Only who was asked. A yes may be taken back; a no needs no reason and is shown to nobody."""
    return invited.person_id == person.pk and can_plan(person, invited.experiment.entry)
