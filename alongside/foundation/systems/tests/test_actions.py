from collections.abc import Iterable
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
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions, models
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import (
    Exclusion,
    Ground,
    Invitation,
    Part,
    Place,
    Reader,
    Role,
    Scale,
    Seat,
    System,
    Within,
    Wording,
    name_all,
    open_wordings,
    seat_all,
)
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db


# --- beginning -----------------------------------------------------------------------------------


def test_who_begins_a_system_is_its_steward() -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth, name="Council tax", said_by="people in arrears", boundary="Gateshead")
    seat = Seat.objects.get(system=place)
    assert (seat.person, seat.role, seat.ground) == (ruth, Role.STEWARD, Ground.FOUNDED)
    assert place.name == "Council tax"
    assert place.purpose is not None
    assert place.purpose.said_by == "people in arrears"
    assert place.boundary is not None
    assert Event.objects.filter(kind=SystemEvent.FOUNDED, chain=place.pk, by=ruth.pk).exists()


def test_who_begins_a_life_walks_alongside_it() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life(by=ruth, whose=rosa)
    roles = dict(Seat.objects.filter(system=life).values_list("person__name", "role"))
    assert roles == {"Ruth": Role.LEAD, "Rosa": Role.PERSON}


def test_somebody_may_begin_their_own_life_here() -> None:
    rosa = a_person("Rosa")
    life = a_life(by=rosa, whose=rosa)
    assert Seat.objects.get(system=life).role == Role.PERSON


def test_no_word_of_a_life_is_kept_in_plain_words() -> None:
    ruth = a_person("Ruth")
    life = a_life(by=ruth, name="Rosalind", purpose="Sleep at night", said_by="Rosalind")
    a_seat(life, by=ruth, as_what="her neighbour", for_what="the garden")
    for row in Wording.objects.filter(system=life):
        assert row.plain == row.said_by_plain == ""
        assert b"Rosalind" not in bytes(row.sealed or b"")
    assert name_all([life])[0].name == "Rosalind"


def test_words_are_cleaned_before_they_are_kept() -> None:
    place = a_system(name=" Council\u202e tax\x00 ")
    assert place.name == "Council tax"


@pytest.mark.parametrize("make", [a_system, a_life])
def test_a_list_of_names_opens_nothing_else(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = make(name="Rosalind", boundary="Gateshead").pk
    opened: list[Wording] = []

    def opening(wordings: Iterable[Wording]) -> list[Wording]:
        opened.extend(open_wordings(wordings))
        return opened

    monkeypatch.setattr(models, "open_wordings", opening)
    [system] = name_all([System.objects.get(pk=pk)], parts=[Part.NAME])
    assert system.name == "Rosalind"
    assert [wording.part for wording in opened] == [Part.NAME]


# --- words ---------------------------------------------------------------------------------------


def test_old_wordings_stay() -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth, purpose="Collect the tax", said_by="the council")
    actions.word(system=place, part=Part.PURPOSE, words="Steady my life", said_by="Kerry", by=ruth)
    rows = open_wordings(Wording.objects.filter(of=place.pk, part=Part.PURPOSE).order_by("number"))
    assert [(w.number, w.words, w.said_by) for w in rows] == [
        (1, "Collect the tax", "the council"),
        (2, "Steady my life", "Kerry"),
    ]
    assert rows[0].superseded_at is not None
    assert rows[1].superseded_at is None


def test_only_those_around_the_table_write_its_purpose() -> None:
    place = a_system()
    with pytest.raises(PermissionDenied):
        actions.word(system=place, part=Part.PURPOSE, words="Mine", by=a_person())


# --- within --------------------------------------------------------------------------------------


def test_a_system_may_sit_within_several_but_never_in_a_loop() -> None:
    ruth = a_person("Ruth")
    team, place, country = (a_system(by=ruth, name=name) for name in ("a", "b", "c"))
    actions.place_within(inner=team, outer=place, by=ruth)
    actions.place_within(inner=team, outer=country, by=ruth)
    actions.place_within(inner=place, outer=country, by=ruth)
    for inner, outer in ((country, team), (country, place), (place, team), (team, team)):
        with pytest.raises(Refused):
            actions.place_within(inner=inner, outer=outer, by=ruth)
    with pytest.raises(Refused):
        actions.place_within(inner=team, outer=place, by=ruth)


def test_nothing_sits_within_a_life() -> None:
    ruth = a_person("Ruth")
    with pytest.raises(Refused):
        actions.place_within(inner=a_system(by=ruth), outer=a_life(by=ruth), by=ruth)


def test_taking_out_is_said_once() -> None:
    ruth = a_person("Ruth")
    inner, outer = a_system(by=ruth), a_system(by=ruth)
    actions.place_within(inner=inner, outer=outer, by=ruth)
    actions.take_out(inner=inner, outer=outer, by=ruth)
    assert not Within.objects.exists()
    with pytest.raises(Refused):
        actions.take_out(inner=inner, outer=outer, by=ruth)


def test_what_a_system_sits_within_is_never_said_by_the_larger_one() -> None:
    ruth, joan = a_person("Ruth"), a_person("Joan")
    with pytest.raises(PermissionDenied):
        actions.place_within(inner=a_system(by=ruth), outer=a_system(by=joan), by=joan)


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


def test_there_is_one_place() -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth)
    actions.settle(system=place, by=ruth)
    with pytest.raises(Refused):
        actions.settle(system=a_system(by=ruth), by=ruth)
    assert Place.objects.get().system == System.objects.get(pk=place.pk, scale=Scale.PLACE)
