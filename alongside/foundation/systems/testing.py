"""Systems made the way people make them."""

from typing import Any

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person

from . import actions
from .models import Scale, Seat, System, name_all


def a_system(
    *, by: Person | None = None, name: str = "Council tax, differently", **kwargs: Any
) -> System:
    """A place's system with a steward."""
    kwargs = {"scale": Scale.PLACE, "purpose": "Help me steady my life.", **kwargs}
    return name_all([actions.found(name=name, by=by or a_person(), **kwargs)])[0]


def a_life(*, by: Person | None = None, name: str = "Rosa", **kwargs: Any) -> System:
    """A life with somebody who walks alongside it."""
    return a_system(by=by, name=name, scale=Scale.LIFE, **kwargs)


def a_seat(system: System, *, by: Person, person: Person | None = None, **kwargs: Any) -> Seat:
    """A seat at the table of a system, given by one of its own."""
    if person is None and "organisation" not in kwargs:
        person = a_person()
    return actions.seat(system=system, by=by, person=person, **kwargs)
