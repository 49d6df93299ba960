"""Who is around a table and signs in: those who can be asked, named and told."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.foundation.people.models import Membership, Person
from alongside.foundation.systems.models import Exclusion, Reader, Seat, System

MANY = 200


def around(system: System, reader: Reader) -> list[Person]:
    """By a seat of their own or their organisation's, in the order of their names."""
    return list(_here(system, reader).order_by("name", "pk")[:MANY])


def are_around(system: System, reader: Reader, people: Iterable[Person]) -> bool:
    wanted: set[UUID] = {person.pk for person in people}
    return _here(system, reader).filter(pk__in=wanted).count() == len(wanted)


def _here(system: System, reader: Reader) -> QuerySet[Person]:
    seats = Seat.objects.current().openly(reader).filter(system=system)
    organisations = seats.exclude(organisation=None).values("organisation")
    members = Membership.objects.current().filter(organisation__in=organisations)
    shut_out = Exclusion.objects.current().filter(system=system).exclude(person=None)
    seated = Q(pk__in=seats.exclude(person=None).values("person"))
    here = Person.objects.filter(seated | Q(pk__in=members.values("person")), is_active=True)
    return here.exclude(pk__in=shut_out.values("person"))
