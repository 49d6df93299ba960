"""People and organisations made as the site makes them."""

from itertools import count

from . import actions
from .models import Asking, Membership, Organisation, Person

_numbers = count(1)


def a_person(name: str = "", *, email: str = "", by: Person | None = None) -> Person:
    """Somebody who signs in; welcomed by whoever came last, if anybody did."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = email or f"{name.split()[0].lower()}.{number}@example.org"
    return actions.welcome(
        name=name, email=email, by=by or Person.objects.filter(is_active=True).order_by("pk").last()
    )


def an_organisation(name: str = "", *, by: Person | None = None) -> Organisation:
    name = name or f"Organisation {next(_numbers)}"
    return actions.found_organisation(name=name, by=by or a_person())


def who_may_be_named(person: Person, *, by: Person) -> Person:
    """Somebody said yes to be named by whoever asked at their address."""
    actions.welcome_once(name=person.name, email=person.email, by=by)
    asking = Asking.objects.get(by=by, person=person, organisation=None, taken_back_at=None)
    actions.say(asking=asking, yes=True, by=person)
    return person


def a_membership(
    person: Person | None = None, organisation: Organisation | None = None, *, as_what: str = ""
) -> Membership:
    organisation = organisation or an_organisation()
    assert organisation.founded_by is not None
    return actions.join(
        person or a_person(), organisation=organisation, as_what=as_what, by=organisation.founded_by
    )
