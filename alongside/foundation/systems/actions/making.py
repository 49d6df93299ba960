"""What every verb about a table needs: to wait its turn, and to make a seat."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Part, Seat, System

from .wording import _word


def _lock(system: UUID) -> None:
    """
    Whoever changes a system waits here for whoever is changing it, and only then looks how it is.
    What is written at its table meanwhile (rows that point to it) need not wait.
    """
    list(System.objects.select_for_update(no_key=True).filter(pk=system))


def _seat(
    system: System,
    ground: str,
    *,
    by: Person,
    role: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    as_what: str = "",
    for_what: str = "",
    categories: Sequence[str] = (),
    until: datetime | None = None,
) -> Seat:
    seat = Seat.objects.create(
        system=system,
        person=person,
        organisation=organisation,
        role=role,
        categories=list(categories),
        until=until,
        ground=ground,
        given_by=by.pk,
    )
    if as_what:
        _word(system, seat.pk, Part.AS_WHAT, as_what, "", by)
    if for_what:
        _word(system, seat.pk, Part.FOR_WHAT, for_what, "", by)
    return seat
