import pytest

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import rules
from alongside.foundation.systems.models import Role, Scale, Seat
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db


def test_stewards_invite_place_and_say_no() -> None:
    ruth, joan, eve = a_person("Ruth"), a_person("Joan"), a_person("Eve")
    place = a_system(by=ruth)
    a_seat(place, by=ruth, person=joan)
    for may in (rules.can_invite, rules.can_place, rules.can_exclude):
        assert [may(who, place) for who in (ruth, joan, eve)] == [True, False, False]


def test_anybody_around_a_table_writes_down_what_it_is_for() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place = a_system(by=ruth)
    assert not rules.can_word(joan, place)
    a_seat(place, by=ruth, person=joan)
    assert rules.can_word(joan, place)


def test_in_a_life_only_the_few_who_hold_it_do() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    rosa = a_life(by=ruth)
    a_seat(rosa, by=ruth, person=joan)
    assert rules.can_word(ruth, rosa)
    assert not rules.can_word(joan, rosa)
    assert not rules.can_invite(joan, rosa)


def test_anybody_may_leave_and_those_who_hold_the_table_may_end_a_seat() -> None:
    ruth, joan, dev = a_person("Ruth"), a_person("Joan"), a_person("Dev")
    place = a_system(by=ruth, scale=Scale.TEAM)
    seat = a_seat(place, by=ruth, person=joan)
    a_seat(place, by=ruth, person=dev)
    assert [rules.can_end_seat(who, seat) for who in (joan, ruth, dev)] == [True, True, False]


def test_nobody_else_ends_the_seat_of_whose_life_it_is() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life(by=ruth, whose=rosa)
    own = Seat.objects.get(system=life, role=Role.PERSON)
    assert rules.can_end_seat(rosa, own)
    assert not rules.can_end_seat(ruth, own)
