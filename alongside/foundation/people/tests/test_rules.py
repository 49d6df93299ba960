import pytest
from django.utils import timezone
from pytest_django import Settings

from alongside.foundation.people import actions, rules
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation

pytestmark = pytest.mark.django_db


def test_only_the_first_comes_by_themselves() -> None:
    assert rules.can_welcome(None)
    amira = a_person("Amira")
    assert not rules.can_welcome(None)
    assert rules.can_welcome(amira)
    amira.is_active = False
    assert not rules.can_welcome(amira)


def test_a_name_is_ones_own_to_say() -> None:
    amira, ben = a_person("Amira"), a_person("Ben")
    assert rules.can_rename(amira, amira)
    assert not rules.can_rename(ben, amira)


def test_nobody_brings_themselves_in() -> None:
    founder, stranger = a_person(), a_person()
    organisation = an_organisation(by=founder)
    assert rules.can_bring_in(founder, organisation)
    assert not rules.can_bring_in(stranger, organisation)


def test_who_belongs_brings_others_in_until_they_leave() -> None:
    membership = a_membership()
    assert rules.can_bring_in(membership.person, membership.organisation)
    membership.until = timezone.now()
    membership.save()
    assert not rules.can_bring_in(membership.person, membership.organisation)


def test_anybody_may_leave_and_no_stranger_says_so() -> None:
    membership = a_membership()
    assert rules.can_end(membership.person, membership)
    assert not rules.can_end(a_person(), membership)


def test_nobody_is_put_out_by_those_who_came_after() -> None:
    first = a_membership()
    door, founder = first.organisation, first.organisation.founded_by
    second = actions.join(a_person(), organisation=door, by=first.person)
    assert founder is not None
    assert rules.can_end(founder, second)
    assert rules.can_end(first.person, second)
    assert not rules.can_end(second.person, first)
    actions.leave(first, by=founder)
    assert not rules.can_end(first.person, second)


@pytest.mark.parametrize(
    ("demo", "address", "forwarded", "allowed"),
    [
        (True, "127.0.0.1", False, True),
        (True, "::1", False, True),
        (True, "192.0.2.7", False, False),
        (True, "", False, False),
        (True, "127.0.0.1", True, False),
        (False, "127.0.0.1", False, False),
    ],
)
def test_faces_are_for_the_demo_on_this_machine(
    demo: bool, address: str, forwarded: bool, allowed: bool, settings: Settings
) -> None:
    settings.DEMO = demo
    a_person(email="amira@demo.invalid")
    assert rules.can_sign_in_by_face(address, forwarded=forwarded) is allowed


def test_faces_go_as_soon_as_somebody_real_is_here(settings: Settings) -> None:
    settings.DEMO = True
    amira = a_person(email="amira@demo.invalid")
    assert rules.can_sign_in_by_face("127.0.0.1", forwarded=False)
    settings.DEMO = False
    a_person(email="someone@example.org", by=amira)
    settings.DEMO = True
    assert not rules.can_sign_in_by_face("127.0.0.1", forwarded=False)


def test_a_look_alike_ending_is_not_made_up() -> None:
    assert not rules.is_made_up(Person(name="Eve", email="eve@demo.invalid.example.org"))
