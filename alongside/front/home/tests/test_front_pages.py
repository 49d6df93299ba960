"""The front page, the pages for everyone, and what every page here bears."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Promise
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.front.home.day.tables import Life
from alongside.human.listening.models import Whose
from alongside.human.listening.testing import a_story
from alongside.learning.sensemaking.testing import a_perspective, an_insight

from .pages import a_thread, page, queries, signed_in

pytestmark = pytest.mark.django_db

# --- what I'm part of ----------------------------------------------------------------------------


def test_the_front_page_of_somebody_new_says_what_to_do() -> None:
    text = page(a_person("Nell"), "home:front")
    assert "You are not around a table yet" in text
    assert reverse("systems:found") in text


def test_the_front_page_names_tables_and_what_moved_there() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    a_thread(system, by=ruth)
    text = page(ruth, "home:front")
    assert "Council tax, differently" in text
    assert "Help me steady my life." in text
    assert "We go on knocking." in text
    assert "It was the letters." in text  # an answer owed


def test_who_waits_for_an_answer_comes_before_the_tables() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    idle = page(ruth, "home:front")
    assert idle.index("day__tables") < idle.index("Nobody waits to hear from you")
    a_story(system=system, by=ruth, words="It was the letters.")
    busy = page(ruth, "home:front")
    assert busy.index("you have had it") < busy.index("day__tables")


def test_who_told_something_is_led_to_what_came_of_it() -> None:
    ruth, kerry = a_person("Ruth"), a_person("Kerry")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=kerry)
    mine = reverse("listening:mine")
    assert mine not in page(kerry, "home:front")
    own = a_story(system=system, by=kerry, words="I hid it.", teller=Whose.MINE)
    assert mine in page(kerry, "home:front")
    assert mine not in page(ruth, "home:front")
    logbook.withdraw(entry=own, by=kerry)
    assert mine not in page(kerry, "home:front")


def test_of_a_life_the_front_page_says_only_that_something_was_added() -> None:
    ruth = a_person("Ruth")
    life = a_life(by=ruth, name="Rosa", purpose="Sundays at my own table")
    a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    text = page(ruth, "home:front")
    assert "Rosa" in text
    assert "Something was added, today" in text
    assert "slept" not in text
    assert "Sundays" not in text


def test_asks_that_wait_are_timed_by_whoever_was_asked() -> None:
    ruth, amara = a_person("Ruth"), a_person("Amara")
    ours, theirs = a_system(by=ruth), a_system(by=amara, name="Gateshead")
    logbook.ask(system=ours, of=theirs, words="Wait with bailiffs", why="People hide", by=ruth)
    assert "asked of Gateshead, who have had it since today" in page(ruth, "home:front")
    assert "where you have had it since today" in page(amara, "home:front")


def fill(person: Person, tables: int) -> None:
    for number in range(tables):
        scale = list(Scale)[number % 5]
        system = a_system(by=person, name=f"Table {number}", scale=scale)
        a_story(system=system, by=person)
        if number:
            other = System.objects.not_lives().order_by("pk").first()
            if other and not system.is_life and other != system:
                logbook.ask(system=system, of=other, words="Help", why="So", by=person)


@pytest.mark.parametrize("name", ["home:front", "home:owed", "home:visit_sheet"])
def test_fifty_tables_take_no_more_queries_than_three(name: str) -> None:
    few, many = a_person(), a_person()
    fill(few, 3)
    fill(many, 50)
    # Names of lives are opened apart from those of other tables.
    assert queries(many, name) == queries(few, name) <= 21


# --- what pages bear ---


@pytest.mark.parametrize(
    "name", ["front", "owed", "visit_sheet", "refusals", "accessibility", "privacy", "search"]
)
def test_a_page_is_only_asked_for(name: str) -> None:
    client = signed_in(a_person())
    for method in ("put", "delete", "patch", *(("post",) if name != "search" else ())):
        assert getattr(client, method)(reverse(f"home:{name}")).status_code == 405, method


def test_a_page_of_one_thing_is_only_asked_for() -> None:
    ruth = a_person()
    story = a_story(system=a_system(by=ruth), by=ruth)
    for name, pk in (("system", story.system_id), ("thread", story.pk), ("voices", story.pk)):
        assert signed_in(ruth).post(reverse(f"home:{name}", args=[pk])).status_code == 405
    told = reverse("home:told", args=[Promise.objects.get().pk])
    assert signed_in(ruth).get(told).status_code == 405


def test_of_a_life_in_a_list_its_name_alone_is_opened() -> None:
    ruth = a_person()
    life = a_life(by=ruth, name="Rosa", purpose="Sundays")
    assert [one.name for one in front_tables(ruth) if one.pk == life.pk] == ["Rosa"]
    (found,) = signed_in(ruth).get(reverse("home:search")).context["lives"]
    assert (found.name, found.purpose, found.boundary) == ("Rosa", None, None)
    assert "Sundays" in page(ruth, "home:system", life.pk)


def front_tables(person: Person) -> list[Life]:
    groups = signed_in(person).get(reverse("home:front")).context["groups"]
    return [table for group in groups for table in group.lives]


# --- for everyone --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home:refusals", "home:accessibility", "home:privacy"])
def test_policies_are_for_anybody_to_read(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def test_no_page_tells_somebody_without_a_seat_of_a_life() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    life = a_life(by=ruth, name="Rosalind", purpose="Sundays")
    systems.place_within(inner=life, outer=system, by=ruth)
    told = a_story(system=life, by=ruth, words="I have not slept.")
    copy = logbook.widen(entry=told, into=system, words="No sleep.", agreed="Yes", by=ruth)
    insight = an_insight(system=system, by=ruth, because=[copy])
    a_perspective(insight=insight, by=dev)
    pages = [
        page(dev, "home:front"),
        page(dev, "home:system", system.pk),
        page(dev, "home:owed"),
        page(dev, "home:search", q="sleep"),
        page(dev, "home:thread", insight.entry.pk),
        page(dev, "home:voices", insight.entry.pk),
        page(dev, "home:thread", copy.pk),
    ]
    for text in pages:
        for secret in ("Rosalind", "Sundays", "slept", str(life.pk), str(told.pk)):
            assert secret not in text, secret
    assert "Rosalind" not in page(ruth, "home:system", system.pk)
