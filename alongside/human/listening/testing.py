"""Visits and stories made the way people make them."""

from datetime import date
from typing import Any

from alongside.foundation.logbook.models import Ceiling, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Seat, System
from alongside.foundation.systems.testing import a_system

from . import actions
from .models import Visit


def _at_a_table(system: System | None, by: Person | None) -> tuple[System, Person]:
    if system is None:
        by = by or a_person()
        return a_system(by=by), by
    if by is None:
        seat = Seat.objects.current().filter(system=system).exclude(person=None).order_by("since")
        by = seat.select_related("person")[0].person
    assert by is not None
    return system, by


def a_story(
    *,
    system: System | None = None,
    by: Person | None = None,
    words: str = "Nobody had asked me what was going on.",
    ceiling: str = Ceiling.QUOTED,
    **kwargs: Any,
) -> Entry:
    """A story somebody told, written down by one around the table, who promised them news."""
    return a_card(system=system, by=by, words=words, ceiling=ceiling, **kwargs)[0]


def a_card(
    *,
    system: System | None = None,
    by: Person | None = None,
    words: str = "Nobody had asked me what was going on.",
    ceiling: str = Ceiling.QUOTED,
    **kwargs: Any,
) -> tuple[Entry, str]:
    """The same, with the code on its teller's card."""
    system, by = _at_a_table(system, by)
    return actions.tell(system=system, by=by, words=words, ceiling=ceiling, **kwargs)


def a_visit(
    *,
    system: System | None = None,
    by: Person | None = None,
    on: date = date(2026, 3, 3),
    where: str = "The hostel on Union Street",
    whom: str = "People who were having tea",
    **kwargs: Any,
) -> Visit:
    """A visit by two of different standing."""
    system, by = _at_a_table(system, by)
    if "second" not in kwargs:
        kwargs.setdefault("second_name", "Joan Okafor")
    kwargs.setdefault("first_standing", "chief executive")
    kwargs.setdefault("second_standing", "cleaner")
    return actions.plan_visit(system=system, by=by, on=on, where=where, whom=whom, **kwargs)
