"""Beginning a system, its words, what it sits within, and the one place."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import (
    Ground,
    Part,
    Place,
    Role,
    Scale,
    Seat,
    System,
    Within,
    Wording,
    name_all,
    open_wordings,
    wordings,
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

    monkeypatch.setattr(wordings, "open_wordings", opening)
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


# --- the one place -------------------------------------------------------------------------------


def test_there_is_one_place() -> None:
    ruth = a_person("Ruth")
    place = a_system(by=ruth)
    actions.settle(system=place, by=ruth)
    with pytest.raises(Refused):
        actions.settle(system=a_system(by=ruth), by=ruth)
    assert Place.objects.get().system == System.objects.get(pk=place.pk, scale=Scale.PLACE)
