import pytest

from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Role
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening import rules
from alongside.human.listening.testing import a_visit

pytestmark = pytest.mark.django_db


def test_anybody_around_the_table_may_plan_tell_and_bring_in() -> None:
    ruth, joan, stranger = a_person("Ruth"), a_person("Joan"), a_person("Somebody else")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=joan)
    for rule in (rules.can_plan, rules.can_tell, rules.can_import):
        assert rule(ruth, system)
        assert rule(joan, system)
        assert not rule(stranger, system)


def test_who_holds_the_table_pairs_two_others() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=joan)
    assert rules.can_pair_others(ruth, system)
    assert not rules.can_pair_others(joan, system)
    life = a_life(by=ruth)
    assert rules.can_pair_others(ruth, life)


def test_what_it_did_between_the_two_is_for_the_two_to_say() -> None:
    ruth, joan, dev = a_person("Ruth"), a_person("Joan"), a_person("Dev")
    system = a_system(by=ruth)
    seat = a_seat(system, by=ruth, person=joan)
    a_seat(system, by=ruth, person=dev)
    visit = a_visit(system=system, by=ruth, second=joan)
    assert rules.can_note(ruth, visit)
    assert rules.can_note(joan, visit)
    assert not rules.can_note(dev, visit)
    systems.end_seat(seat=seat, by=ruth)
    assert not rules.can_note(joan, visit)


def test_who_holds_the_table_longest_answers() -> None:
    ruth, joan, member = a_person("Ruth"), a_person("Joan"), a_person()
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=member)
    assert rules.who_answers(system, teller=member) == ruth
    assert rules.who_answers(system, teller=ruth) is None
    a_seat(system, by=ruth, person=joan, role=Role.STEWARD)
    assert rules.who_answers(system, teller=member) == ruth
    assert rules.who_answers(system, teller=ruth) == joan


def test_in_a_life_it_is_the_one_who_walks_alongside() -> None:
    rosa, ruth = a_person("Rosa"), a_person("Ruth")
    life = a_life(by=ruth, whose=rosa)
    assert rules.who_answers(life, teller=rosa) == ruth
    assert rules.who_answers(life, teller=ruth) is None


def test_a_no_by_name_answers_nothing() -> None:
    ruth, joan, other = a_person("Ruth"), a_person("Joan"), a_person()
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=joan, role=Role.STEWARD)
    systems.exclude(system=system, by=joan, person=ruth)
    assert rules.who_answers(system, teller=other) == joan


def test_a_seat_through_an_organisation_is_a_seat() -> None:
    ruth, amira = a_person("Ruth"), a_person("Amira")
    charity = an_organisation(by=ruth)
    a_membership(amira, charity)
    system = a_system(by=ruth)
    a_seat(system, by=ruth, organisation=charity)
    assert rules.can_tell(amira, system)
