from alongside.foundation.people.events import PeopleEvent
from alongside.foundation.people.models import Person
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .models import Exclusion
from .typed import hash_of_address


@when(PeopleEvent.WELCOMED)
def a_no_to_their_address_holds(event: Event) -> None:
    """Somebody said no to an address nobody had; now somebody has it."""
    person = Person.objects.filter(pk=event.thing or event.pk).first()
    if person is None:
        return
    noes = Exclusion.objects.current().filter(address=hash_of_address(person.email), person=None)
    if noes.exists():
        actions.keep_to_noes(person=person)
