"""Going on with somebody who is back without a card, when whoever walked alongside has gone."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import HOUSE, Event
from alongside.foundation.systems.models import Exclusion, Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Ended, Relationship, TakingUp
from alongside.human.lives.testing import a_life_with, who_tends_the_place

from .pages import at, signed_in

pytestmark = pytest.mark.django_db
ROSA: dict[str, Any] = {"name": "Rosa Hall", "born": date(1984, 3, 9), "postcode": "NE8 1AA"}
NOBODY: dict[str, Any] = {"name": "Nobody Known", "born": date(1950, 2, 1)}


def body(page: Any) -> str:
    text = str(page.content.decode())
    return re.sub(r"[0-9a-f-]{36}|csrfmiddlewaretoken\" value=\"\w+", "", text)


@pytest.fixture
def ruth(joan: Person, stella: Person) -> Person:
    return a_person("Ruth")


@pytest.fixture
def life(ruth: Person) -> System:
    """It rests: she could not be reached, and her worker has left the house since."""
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, **ROSA)
    walked = Relationship.objects.current().filter(life=life)
    seat = life.seats.get(person=ruth)
    walked.update(until=seat.since, since=seat.since, ended="could_not_reach", ended_by=ruth.pk)
    type(seat).objects.filter(pk=seat.pk).update(until=seat.since, ended_by=ruth.pk)
    Person.objects.filter(pk=ruth.pk).update(is_active=False)
    return life


@pytest.fixture
def stella() -> Person:
    return who_tends_the_place()


def asks(joan: Person, **known: Any) -> TakingUp:
    where = joan.memberships.get().organisation
    looked = actions.look_for(by=joan, organisation=where, **(known or ROSA))
    return actions.ask_to_take_up(looking=looked, by=joan)


def test_it_is_taken_up_again_once_a_second_person_made_sure(
    life: System, joan: Person, stella: Person
) -> None:
    taking = asks(joan)
    assert not Reader.of(joan).sits_at(life.pk)
    actions.make_sure(taking=taking, beside=True, by=stella)
    taking.refresh_from_db()
    assert taking.new == rules.current(life)
    assert taking.new is not None
    assert (taking.new.worker, taking.new.made_sure_by) == (joan, stella)
    assert Reader.of(joan).is_inner(life.pk)
    assert not Reader.of(stella).sits_at(life.pk)
    assert Event.objects.filter(chain=life.pk, kind="lives.taken_up_again").exists()
    with pytest.raises(Refused):
        actions.make_sure(taking=taking, beside=True, by=stella)


def test_also_when_who_walks_alongside_has_left_this_house(joan: Person, stella: Person) -> None:
    ruth = a_person("Ruth")
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, **ROSA)
    assert not rules.has_no_way_in(life)
    Person.objects.filter(pk=ruth.pk).update(is_active=False)
    actions.make_sure(taking=asks(joan), beside=True, by=stella)
    assert rules.walks_with(joan, life)
    assert Relationship.objects.get(life=life, worker=ruth).ended == Ended.CHANGED


def test_nobody_makes_sure_for_themself_nor_who_does_not_tend_the_place(
    life: System, joan: Person, stella: Person
) -> None:
    with pytest.raises(PermissionDenied):
        actions.make_sure(taking=asks(joan), beside=True, by=joan)
    with pytest.raises(PermissionDenied):
        actions.make_sure(taking=asks(joan), beside=True, by=a_person("Nye"))
    a_membership(stella, an_organisation("The Hub"))
    with pytest.raises(PermissionDenied):
        actions.make_sure(taking=asks(stella), beside=True, by=stella)


def test_it_is_asked_once_and_by_who_looked(life: System, joan: Person, stella: Person) -> None:
    taking = asks(joan)
    with pytest.raises(Refused):
        actions.ask_to_take_up(looking=taking.looking, by=joan)
    with pytest.raises(PermissionDenied):
        actions.ask_to_take_up(looking=taking.looking, by=stella)


@pytest.mark.parametrize("typed", [{"name": "Rosa Hal", "born": ROSA["born"]}, NOBODY])
def test_what_only_sounds_alike_opens_nothing(
    life: System, joan: Person, stella: Person, typed: dict[str, Any]
) -> None:
    actions.make_sure(taking=asks(joan, **typed), beside=True, by=stella)
    assert rules.current(life) is None


def test_a_no_opens_nothing(life: System, joan: Person, stella: Person) -> None:
    actions.make_sure(taking=asks(joan), beside=False, by=stella)
    assert rules.current(life) is None


def test_who_was_told_no_meanwhile_is_let_in_nowhere(
    life: System, ruth: Person, joan: Person, stella: Person
) -> None:
    taking = asks(joan)
    Exclusion.objects.create(system=life, person=joan, by=ruth.pk)
    actions.make_sure(taking=taking, beside=True, by=stella)
    assert rules.current(life) is None


def test_what_somebody_walks_with_or_has_a_card_for_is_not_opened_so(
    joan: Person, stella: Person
) -> None:
    ruth = a_person("Ruth")
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, **ROSA)
    actions.make_sure(taking=asks(joan), beside=True, by=stella)
    assert rules.walks_with(ruth, life)
    assert actions.leave(life=life, by=ruth)
    actions.make_sure(taking=asks(joan), beside=True, by=stella)
    assert rules.current(life) is None


def test_who_asks_is_told_the_same_for_somebody_and_nobody(
    life: System, joan: Person, stella: Person
) -> None:
    browser, tends = signed_in(joan), signed_in(stella)
    asked: list[str] = []
    sure: list[Any] = []
    later: list[str] = []
    for typed in (ROSA, NOBODY):
        where = joan.memberships.get().organisation
        looked = actions.look_for(by=joan, organisation=where, **typed)
        asked.append(body(browser.post(at("ask_to_take_up", looked.pk), follow=True)))
        page = tends.get(at("to_make_sure"))
        sure.append((body(page), body(tends.get(reverse("home:front")))))
        beside = {"beside": "yes"} if typed is NOBODY else {"beside": "no"}
        sure.append(body(tends.post(at("make_sure", looked.pk), beside, follow=True)))
        later.append(body(browser.get(at("looked_for", looked.pk))))
    assert asked[0] == asked[1]
    assert sure[0] == sure[2]
    assert sure[1] == sure[3]
    assert later[0] == later[1]
    assert "Citizens Advice" in sure[0][0]
    assert "Make sure that somebody is there" in sure[0][1]


def test_once_it_is_sure_it_opens_and_the_person_reads_who_made_sure(
    life: System, joan: Person, stella: Person
) -> None:
    taking = asks(joan)
    nobody = asks(joan, **NOBODY)
    tends = signed_in(stella)
    told = [
        body(tends.post(at("make_sure", one.pk), {"beside": "yes"}, follow=True))
        for one in (nobody, taking)
    ]
    assert "What comes of it is between the two of them" in told[1]
    page = body(signed_in(joan).get(at("looked_for", taking.pk)))
    assert "You walk alongside them" in page
    assert "Stella made sure" in body(signed_in(joan).get(at("alongside", life.pk)))
    assert "You walk alongside" not in body(signed_in(joan).get(at("looked_for", nobody.pk)))


def test_the_stewards_page_is_theirs(life: System, joan: Person, stella: Person) -> None:
    taking = asks(joan)
    for person in (joan, a_person("Nye")):
        browser = signed_in(person)
        assert browser.get(at("to_make_sure")).status_code == 404
        assert browser.post(at("make_sure", taking.pk), {"beside": "yes"}).status_code == 404
    assert signed_in(stella).post(at("ask_to_take_up", taking.pk)).status_code == 404
    again = signed_in(joan).post(at("ask_to_take_up", taking.pk), follow=True)
    assert "You have asked this already" in body(again)
    assert Event.objects.filter(chain=HOUSE, kind="lives.asked_to_take_up").count() == 1
