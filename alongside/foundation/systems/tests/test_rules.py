from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions, rules
from alongside.foundation.systems.models import Reader, Role, Scale, Seat
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


def test_who_may_say_whose_life_it_is() -> None:
    ruth, joan, rosa = a_person("Ruth"), a_person("Joan"), a_person("Rosa")
    life = a_life(by=ruth)
    a_seat(life, by=ruth, person=joan)
    assert [rules.can_say_whose_life(who, life) for who in (ruth, joan, rosa)] == [
        True,
        False,
        False,
    ]
    theirs = a_seat(life, by=ruth, person=rosa, role=Role.PERSON)
    assert [rules.can_say_whose_life(who, life) for who in (ruth, joan, rosa)] == [
        False,
        False,
        True,
    ]
    actions.end_seat(seat=theirs, by=rosa)
    assert rules.can_say_whose_life(ruth, life)
    assert not rules.can_say_whose_life(ruth, a_system(by=ruth))


def test_who_came_later_to_their_own_life_ends_no_seat_of_who_was_there_first() -> None:
    rosa, bob = a_person("Rosa"), a_person("Bob")
    life = a_life(by=rosa, whose=rosa)
    first = Seat.objects.get(system=life)
    later = a_seat(life, by=rosa, person=bob, role=Role.PERSON)
    assert rules.can_end_seat(rosa, later)
    assert not rules.can_end_seat(bob, first)


def test_a_rule_asked_with_a_reader_looks_up_no_seats(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth)
    seat, reader = a_seat(place, by=ruth), Reader.of(ruth)
    with django_assert_num_queries(0):
        for may in (rules.can_invite, rules.can_word, rules.can_place, rules.can_exclude):
            assert may(reader, place)
        assert rules.can_end_seat(reader, seat)


def test_nobody_else_ends_the_seat_of_whose_life_it_is() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life(by=ruth, whose=rosa)
    own = Seat.objects.get(system=life, role=Role.PERSON)
    assert rules.can_end_seat(rosa, own)
    assert not rules.can_end_seat(ruth, own)


def test_a_no_to_where_somebody_works_never_shuts_them_out_of_their_own_life() -> None:
    rosa = a_person("Rosa")
    organisation = an_organisation(by=rosa)
    a_membership(rosa, organisation)
    life = a_life(by=rosa, whose=rosa)
    actions.exclude(system=life, organisation=organisation, by=rosa)
    assert Reader.of(rosa).sits_at(life.pk)


def test_whoever_was_let_in_about_some_things_does_not_see_who_else_was() -> None:
    ruth, pat, bridget, sol = (a_person(name) for name in ("Ruth", "Pat", "Bridget", "Sol"))
    life, refuge = a_life(by=ruth), an_organisation("A refuge")
    a_seat(life, by=ruth, person=(rosa := a_person("Rosa")), role=Role.PERSON, ground="agreed")
    a_seat(life, by=ruth, person=pat, categories=["home", "family"])
    a_seat(life, by=ruth, person=bridget, categories=["health"])
    a_seat(life, by=ruth, organisation=refuge, categories=["safety"])
    a_seat(life, by=ruth, person=sol, ground="safe", categories=["safety"], until=tomorrow())
    there = Seat.objects.filter(system=life)

    def seen(who: Person) -> set[str]:
        return {seat.holder.name for seat in there.openly(Reader.of(who))}

    assert seen(pat) == {"Rosa", "Ruth", "Pat"}
    assert seen(sol) == {"Rosa", "Ruth", "Sol"}
    assert seen(a_membership(a_person("Wren"), refuge).person) == {"Rosa", "Ruth", "A refuge"}
    assert seen(rosa) == seen(ruth) == {"Rosa", "Ruth", "Pat", "Bridget", "A refuge"}
    assert not rules.knows(pat, bridget)


def tomorrow() -> datetime:
    return timezone.now() + timedelta(hours=23)
