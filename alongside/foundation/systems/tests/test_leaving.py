"""Whoever leaves takes their name and their address with them, from what others typed too."""

from typing import Any

import pytest

from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Asking, Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.models import Followup
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import Invitation, Part, Seat, System, Wording
from alongside.foundation.systems.testing import a_life, a_system

pytestmark = pytest.mark.django_db
HERE = "rosa@example.org"


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa Miller", email=HERE)


def asked(system: System, by: Person, **given: Any) -> Invitation:
    one = actions.invite(system=system, name="Rosa M", email=HERE, by=by, **given)
    assert isinstance(one, Invitation)
    return one


def test_nothing_they_were_asked_by_stays(ruth: Person, rosa: Person) -> None:
    people.welcome_once(name="Rosa M", email=HERE, by=ruth)
    people.ask_in(name="Rosa M", email=HERE, organisation=an_organisation(by=ruth), by=ruth)
    people.welcome_once(name="Ruth", email=ruth.email, by=rosa)
    asked(a_system(by=ruth), ruth, as_what="a tenant")
    asked(a_life(by=ruth), ruth, role="person")
    another = actions.invite(system=a_system(by=ruth), name="N", email="n@example.org", by=ruth)
    people.close(rosa, by=rosa)
    followups.run_waiting()
    assert not Asking.objects.exists()
    assert Invitation.objects.get() == another
    assert Wording.objects.get(part=Part.TYPED).plain == "N, n@example.org"
    assert not Wording.objects.filter(part=Part.AS_WHAT).exists()
    assert not Followup.objects.filter(tries__gt=0).exists()


def test_who_was_asked_nothing_leaves_nothing_to_follow(ruth: Person, rosa: Person) -> None:
    people.close(rosa, by=rosa)
    followups.run_waiting()
    assert not Followup.objects.waiting().exists()


def test_what_was_typed_goes_with_a_yes(ruth: Person, rosa: Person) -> None:
    one = asked(a_system(by=ruth), ruth, as_what="a tenant")
    actions.answer_invitation(invitation=one, yes=True, by=rosa)
    assert not Wording.objects.filter(part=Part.TYPED).exists()
    seat = Seat.objects.get(person=rosa)
    assert Wording.objects.get(of=seat.pk, part=Part.AS_WHAT).plain == "a tenant"


def test_and_when_it_is_taken_back_but_not_with_a_no(ruth: Person, rosa: Person) -> None:
    one = asked(a_system(by=ruth), ruth)
    actions.answer_invitation(invitation=one, yes=False, by=rosa)
    assert Wording.objects.filter(part=Part.TYPED).exists()
    actions.take_back_invitation(invitation=one, by=ruth)
    assert not Wording.objects.filter(part=Part.TYPED).exists()
