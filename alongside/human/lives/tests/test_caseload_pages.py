"""Many walk with somebody: the pages cost the same, and the day begins with what is asked."""

import pytest
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.rules import walking
from alongside.human.lives.testing import (
    a_backing,
    a_conversation,
    a_freedom,
    a_life_with,
    a_line,
    a_reaching,
    a_wish,
)

from .pages import at, queries, signed_in, text
from .walking import walked

pytestmark = pytest.mark.django_db

# --- how many questions to the database ----------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["all_that_matters", "conversations", "freedoms", "alongside", "reach"]
)
def test_a_page_asks_as_little_however_much_there_is(life: System, ruth: Person, name: str) -> None:
    client = signed_in(ruth)
    counts = []
    for many in (3, 20):
        for n in range(many):
            a_line(life, by=ruth, words=f"Line {n}")
            a_conversation(life, by=ruth, words=f"Talk {n}")
            a_freedom(life, by=ruth)
            a_reaching(life, by=ruth)
        counts.append(queries(lambda: client.get(at(name, life.pk))))
    assert counts[0] == counts[1]


def test_a_caseload_of_forty_asks_as_little_as_one_of_three(ruth: Person) -> None:
    client, counts = signed_in(ruth), []
    for many in (3, 37):
        for n in range(many):
            a_life_with(by=ruth, name=f"Person {n}")
        client.get(at("mine"))
        counts.append(queries(lambda: client.get(at("mine"))))
    assert counts[0] == counts[1]


def test_what_somebody_is_asked_is_asked_for_at_once(ruth: Person) -> None:
    """Wishes of an organisation, what rests and what is to be backed, as ever so many."""
    advice, dev = an_organisation(), a_person("Dev")
    a_membership(dev, advice)
    client, counts = signed_in(dev), []
    for many in (3, 9):
        for n in range(many):
            other = a_life_with(by=ruth, name=f"Other {n}")
            a_wish(other, by=ruth, organisation=advice)
            a_backing(a_freedom(other, by=ruth), by=ruth, person=dev)
            own = a_life_with(by=dev, name=f"Own {n}")
            actions.say_it_ends(relationship=walked(own), by=dev, they_say_so=True)
        client.get(at("mine"))
        counts.append(queries(lambda: client.get(at("mine"))))
    assert counts[0] == counts[1]
    page = text(dev, "mine")
    assert page.count("for a person to walk alongside them") == 12
    assert page.count("is doing with somebody") == 12
    assert page.count("an agreed ending") == 12


def test_what_is_listed_as_asked_is_what_the_rules_say(
    life: System, ruth: Person, rosa: Person
) -> None:
    advice = an_organisation()
    people = [ruth, rosa, a_person("Dev"), a_person("Eve"), a_person("Nye")]
    for person in people[:4]:
        a_membership(person, advice)
    systems.exclude(system=life, person=people[3], by=rosa)
    freedom = a_freedom(life, by=rosa)
    wish = a_wish(life, by=rosa, organisation=advice, stop_today=True)
    backing = a_backing(freedom, by=rosa, person=people[2])
    for person in people:
        reader = Reader.of(person)
        assert bool(walking.asked_of(reader)) == rules.is_asked(person, wish), person
        assert bool(walking.to_back(reader)) == rules.can_read_to_back(person, backing), person


def test_the_page_of_a_life_asks_as_little_however_much_there_is(
    life: System, ruth: Person
) -> None:
    client, counts = signed_in(ruth), []
    for many in (3, 20):
        for n in range(many):
            a_line(life, by=ruth, words=f"Line {n}")
            a_line(life, by=ruth, words=f"Line {n}", heading="hopes")
            a_conversation(life, by=ruth, words=f"Talk {n}")
            a_freedom(life, by=ruth)
        client.get(life.get_absolute_url())
        counts.append(queries(lambda: client.get(life.get_absolute_url())))
    assert counts[0] == counts[1]
    assert Seat.objects.filter(system=life).count() == 2


# --- somebody’s day ------------------------------------------------------------------------------


def front(person: Person) -> str:
    response = signed_in(person).get(reverse("home:front"))
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_day_begins_with_what_somebody_is_asked(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev = a_person("Dev")
    wish = a_wish(life, by=rosa, person=dev)
    assert "Somebody asks for a person to walk with them" in front(dev)
    actions.offer(wish=wish, by=dev)
    assert "Somebody asks for a person" not in front(dev)
    assert "Somebody said yes, and would walk alongside" in front(rosa)
    actions.say_it_ends(relationship=rules.current(life), by=ruth)  # type: ignore[arg-type]
    assert "They say that walking together can end. Do you?" in front(rosa)
    assert "They say that walking together can end" not in front(ruth)
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    assert "Ruth asks you to stand behind them" in front(backing.person)
    actions.back(backing=backing, by=backing.person)
    assert "asks you to stand behind" not in front(backing.person)
