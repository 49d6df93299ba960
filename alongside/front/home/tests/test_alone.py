"""Whoever sits alone at a table they hold is told, and shown how to begin there."""

import pytest

from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import Role, Seat
from alongside.foundation.systems.testing import a_seat, a_system

from .pages import page

pytestmark = pytest.mark.django_db
ALONE = "You are alone around this table"


def test_somebody_alone_is_told() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    assert ALONE in page(ruth, "home:front")
    assert ALONE in page(ruth, "home:system", system.pk)
    a_seat(system, by=ruth)
    assert ALONE not in page(ruth, "home:front")
    assert ALONE not in page(ruth, "home:system", system.pk)


def test_one_seat_of_an_organisation_of_many_is_nobody_alone() -> None:
    ruth, dev = a_person(), a_person()
    system, shelter = a_system(by=ruth), an_organisation()
    a_membership(dev, shelter)
    a_membership(a_person(), shelter)
    a_seat(system, by=ruth, organisation=shelter, role=Role.STEWARD)
    actions.end_seat(seat=Seat.objects.get(person=ruth), by=ruth)
    assert ALONE not in page(dev, "home:front")
    assert ALONE not in page(dev, "home:system", system.pk)
