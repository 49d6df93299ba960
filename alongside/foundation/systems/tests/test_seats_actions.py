"""Seats at a table, how they end, and a no by name."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import NotRecorded, verb
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import (
    Exclusion,
    Ground,
    Invitation,
    Reader,
    Role,
    Seat,
    seat_all,
)
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db

# --- seats ---------------------------------------------------------------------------------------


def test_a_seat_says_as_what_for_what_and_who_gave_it() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place = a_system(by=ruth)
    until = timezone.now() + timedelta(days=9)
    seat = a_seat(
        place, by=ruth, person=joan, as_what="neighbour", for_what="to listen", until=until
    )
    [seat] = seat_all([Seat.objects.get(pk=seat.pk)])
    assert (seat.as_what, seat.for_what, seat.until) == ("neighbour", "to listen", until)
    assert (seat.given_by, seat.ground) == (ruth.pk, Ground.INVITED)
    assert Reader.of(joan).sits_at(place.pk)


def test_one_seat_a_table() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place = a_system(by=ruth)
    a_seat(place, by=ruth, person=joan)
    with pytest.raises(Refused):
        a_seat(place, by=ruth, person=joan)


@pytest.mark.parametrize(
    "seated",
    [
        {"role": Role.LEAD},
        {"role": Role.PERSON},
        {"categories": ["nonsense"]},
        {"until": timezone.now() - timedelta(days=1)},
    ],
)
def test_a_seat_that_does_not_fit_is_refused(seated: dict[str, Any]) -> None:
    ruth = a_person("Ruth")
    with pytest.raises(Refused):
        a_seat(a_system(by=ruth), by=ruth, **seated)


@pytest.mark.parametrize(
    ("make", "role"), [(a_life, Role.LEAD), (a_life, Role.PERSON), (a_system, Role.STEWARD)]
)
def test_who_holds_a_table_sees_all_of_it(make: Any, role: str) -> None:
    """Or they could give another a seat that sees more than their own."""
    ruth, joan = a_person("Ruth"), a_person("Joan")
    system = make(by=ruth)
    with pytest.raises(Refused, match="sees all of it"):
        a_seat(system, by=ruth, person=joan, role=role, categories=["money"])
    by_hand = Seat(system=system, person=joan, role=role, given_by=ruth.pk)
    by_hand.categories = ["money"]
    with pytest.raises(IntegrityError, match="who_holds_sees_everything"), transaction.atomic():
        by_hand.save()
    by_hand.categories = []
    by_hand.save()


def test_there_is_no_steward_in_a_life() -> None:
    ruth = a_person("Ruth")
    with pytest.raises(Refused):
        a_seat(a_life(by=ruth), by=ruth, role=Role.STEWARD)


def test_who_walks_alongside_says_once_whose_life_it_is() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life(by=ruth)
    with pytest.raises(Refused, match="not an organisation"):
        a_seat(life, by=ruth, organisation=an_organisation(), role=Role.PERSON)
    a_seat(life, by=ruth, person=rosa, role=Role.PERSON)
    with pytest.raises(Refused, match="ask them to invite"):
        a_seat(life, by=ruth, person=a_person(), role=Role.PERSON)


def test_whose_life_it_is_says_whose_else_and_may_take_it_back() -> None:
    ruth, rosa, bob = a_person("Ruth"), a_person("Rosa"), a_person("Bob")
    life = a_life(by=ruth, whose=rosa)
    own = Seat.objects.get(system=life, person=rosa)
    later = a_seat(life, by=rosa, person=bob, role=Role.PERSON)
    for seat, by in ((own, bob), (own, ruth), (later, ruth)):
        with pytest.raises(PermissionDenied):
            actions.end_seat(seat=seat, by=by)
    actions.end_seat(seat=later, by=rosa)
    assert not Reader.of(bob).sits_at(life.pk)


def test_the_database_keeps_one_seat_and_one_no_for_each() -> None:
    ruth, joan, advice = a_person("Ruth"), a_person("Joan"), an_organisation()
    place, other = a_system(by=ruth), a_system(by=ruth)
    who: tuple[dict[str, Any], ...] = ({"person": joan}, {"organisation": advice})
    for whom in who:
        a_seat(place, by=ruth, **({"person": None} | whom))
        actions.exclude(system=other, by=ruth, **whom)
        with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
            Seat.objects.create(system=place, given_by=ruth.pk, **whom)
        with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
            Exclusion.objects.create(system=other, by=ruth.pk, **whom)


def test_a_seat_of_an_organisation_is_of_those_who_belong_to_it_now() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place, advice = a_system(by=ruth), an_organisation()
    a_seat(place, by=ruth, organisation=advice)
    assert not Reader.of(joan).sits_at(place.pk)
    a_membership(joan, advice)
    assert Reader.of(joan).sits_at(place.pk)


def test_a_seat_ends_by_itself() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place = a_system(by=ruth)
    seat = a_seat(place, by=ruth, person=joan, until=timezone.now() + timedelta(days=1))
    Seat.objects.filter(pk=seat.pk).update(
        since=timezone.now() - timedelta(days=2), until=timezone.now() - timedelta(days=1)
    )
    assert not Reader.of(joan).sits_at(place.pk)


def test_inviting_asks_somebody_new_or_does_nothing() -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth)
    asked = actions.invite(system=place, name="Dev", email="dev@example.org", by=ruth)
    assert isinstance(asked, Invitation)
    assert asked.person.email == "dev@example.org"
    with pytest.raises(Refused):
        actions.invite(system=place, name="Ann", email="ann@example.org", by=ruth, role=Role.LEAD)
    assert not Person.objects.filter(email="ann@example.org").exists()


def test_a_table_keeps_somebody_who_holds_it() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    system = a_system(by=ruth)
    own = Seat.objects.get(system=system, person=ruth)
    with pytest.raises(Refused):
        actions.end_seat(seat=own, by=ruth)
    soon = timezone.now() + timedelta(days=3)
    passing = a_seat(system, by=ruth, person=joan, role=Role.STEWARD, until=soon)
    with pytest.raises(Refused):
        actions.end_seat(seat=own, by=ruth)
    actions.end_seat(seat=passing, by=ruth)
    a_seat(system, by=ruth, person=joan, role=Role.STEWARD)
    actions.end_seat(seat=own, by=ruth)
    assert not Reader.of(ruth).sits_at(system.pk)


def test_who_walks_alongside_does_not_simply_leave() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life(by=ruth, whose=rosa)
    own = Seat.objects.get(system=life, person=ruth)
    with pytest.raises(PermissionDenied, match="End it together"):
        actions.end_seat(seat=own, by=ruth)
    assert Reader.of(ruth).sits_at(life.pk)


@verb
def _let_go(seat: Seat, *, by: Person) -> None:
    actions.let_go(seat=seat, by=by)


def test_letting_go_ends_a_seat_whoever_is_left_and_once() -> None:
    ruth = a_person("Ruth")
    life = a_life(by=ruth)
    own = Seat.objects.get(system=life, person=ruth)
    with pytest.raises(NotRecorded):
        actions.let_go(seat=own, by=ruth)
    _let_go(own, by=ruth)
    assert not Reader.of(ruth).sits_at(life.pk)
    with pytest.raises(NotRecorded):  # it did nothing, so there is nothing to record
        _let_go(own, by=ruth)


def test_an_organisation_nobody_belongs_to_holds_no_table() -> None:
    ruth, joan, council = a_person("Ruth"), a_person("Joan"), an_organisation()
    place = a_system(by=ruth)
    a_seat(place, by=ruth, organisation=council, role=Role.STEWARD)
    own = Seat.objects.get(system=place, person=ruth)
    with pytest.raises(Refused, match="Somebody has to hold this table"):
        actions.end_seat(seat=own, by=ruth)
    assert Seat.objects.current().filter(pk=own.pk).exists()
    a_membership(joan, council)
    actions.end_seat(seat=own, by=ruth)
    assert Reader.of(joan).is_inner(place.pk)


def test_a_seat_ends_once() -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth)
    seat = a_seat(place, by=ruth)
    actions.end_seat(seat=seat, by=ruth)
    assert Seat.objects.get(pk=seat.pk).ended_by == ruth.pk
    with pytest.raises(Refused):
        actions.end_seat(seat=seat, by=ruth)


# --- a no by name --------------------------------------------------------------------------------


def test_a_no_by_name_wins_over_any_seat() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place, advice = a_system(by=ruth), an_organisation()
    a_membership(joan, advice)
    a_seat(place, by=ruth, organisation=advice)
    actions.exclude(system=place, person=joan, by=ruth)
    assert not Reader.of(joan).sits_at(place.pk)
    with pytest.raises(Refused):
        a_seat(place, by=ruth, person=joan)


def test_taking_a_no_back_gives_no_seat() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place = a_system(by=ruth)
    a_seat(place, by=ruth, person=joan)
    exclusion = actions.exclude(system=place, person=joan, by=ruth)
    actions.readmit(exclusion=exclusion, by=ruth)
    assert not Reader.of(joan).sits_at(place.pk)
    with pytest.raises(Refused):
        actions.readmit(exclusion=exclusion, by=ruth)
    a_seat(place, by=ruth, person=joan)
    assert Reader.of(joan).sits_at(place.pk)


def test_nobody_keeps_a_person_from_their_own_life() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life(by=ruth, whose=rosa)
    with pytest.raises(Refused):
        actions.exclude(system=life, person=rosa, by=ruth)
    assert Reader.of(rosa).is_inner(life.pk)
    actions.exclude(system=life, person=ruth, by=rosa)
    assert not Reader.of(ruth).sits_at(life.pk)


def test_nobody_says_no_to_themselves_not_even_through_an_organisation() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place, council = a_system(by=ruth), an_organisation()
    a_membership(joan, council)
    a_seat(place, by=ruth, organisation=council, role=Role.STEWARD)
    with pytest.raises(Refused):
        actions.exclude(system=place, person=joan, by=joan)
    with pytest.raises(Refused):
        actions.exclude(system=place, organisation=council, by=joan)
    assert not Exclusion.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.exclude(system=place, person=ruth, by=a_person())


def test_who_is_soon_gone_cannot_say_no_to_the_last_who_stays() -> None:
    ruth, joan, council = a_person("Ruth"), a_person("Joan"), an_organisation()
    place = a_system(by=ruth)
    soon = timezone.now() + timedelta(hours=1)
    a_seat(place, by=ruth, person=joan, role=Role.STEWARD, until=soon)
    with pytest.raises(Refused, match="Somebody has to hold this table"):
        actions.exclude(system=place, person=ruth, by=joan)
    assert Reader.of(ruth).is_inner(place.pk)
    dev = a_membership(organisation=council).person
    a_seat(place, by=ruth, organisation=council, role=Role.STEWARD)
    actions.exclude(system=place, person=ruth, by=joan)
    for whom in ({"person": dev}, {"organisation": council}):
        with pytest.raises(Refused, match="Somebody has to hold this table"):
            actions.exclude(system=place, by=joan, **whom)


def test_the_same_no_stands_once() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    place = a_system(by=ruth)
    actions.exclude(system=place, person=joan, by=ruth)
    with pytest.raises(Refused):
        actions.exclude(system=place, person=joan, by=ruth)
