"""Systems made the way people make them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alongside.foundation.kit.refusals import require
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import verb

from . import actions, rules
from .models import Category, Ground, Role, Scale, Seat, System, name_all


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
    """A seat at the table of a system, given by one of its own; in a life, as with a yes."""
    if person is None and "organisation" not in kwargs:
        person = a_person()
    member = kwargs.get("role", Role.MEMBER) == Role.MEMBER
    if system.is_life and member:
        return a_yes(system, by=by, holder=person or kwargs["organisation"], **kwargs)
    return actions.seat(system=system, by=by, person=person, **kwargs)


@verb
def a_yes(
    life: System,
    *,
    by: Person,
    holder: Person | Organisation,
    categories: Sequence[str] = (),
    **kwargs: Any,
) -> Seat:
    """A seat that stands for one the person said yes to; about everything if nothing is named."""
    require(rules.can_invite(by, life))
    return actions.seat_for(
        life=life,
        ground=kwargs.get("ground", Ground.AGREED),
        by=by,
        holder=holder,
        categories=categories or Category.values,
        until=kwargs.get("until") or timezone.now() + timedelta(days=90),
        for_what=kwargs.get("for_what", ""),
    )
