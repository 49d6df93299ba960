from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.events import PeopleEvent
from alongside.foundation.people.models import Person
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .models import Exclusion, Invitation, hash_of_address


@when(PeopleEvent.WELCOMED, PeopleEvent.EMAIL_CHANGED)
def a_no_to_their_address_holds(event: Event) -> None:
    """Somebody said no to an address nobody had; now somebody has it."""
    person = Person.objects.filter(pk=event.thing).first() if event.thing else None
    if person is None:
        return
    noes = Exclusion.objects.current().filter(address=hash_of_address(person.email), person=None)
    for no in noes.order_by("pk"):
        try:
            actions.keep_to_no(no=no, person=person)
        except Refused:
            # Nobody is kept from their own life, or from a table that only they hold.
            continue


@when(PeopleEvent.CLOSED)
def nobody_asks_who_left(event: Event) -> None:
    """Their name and their address go from what was typed to ask them."""
    asked = Invitation.objects.filter(person=event.thing).select_related("person").first()
    if event.thing is not None and asked is not None:
        actions.forget_invitations(person=asked.person)
