"""The pages of stories: the list, one of them, and what may be taken elsewhere."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.testing import a_story, a_visit

from .pages import HIDDEN, at, looks, queries, text, title

pytestmark = pytest.mark.django_db

# --- stories ---------------------------------------------------------------------------------


def test_stories_shows_the_words_newest_first(browser: Client, system: System) -> None:
    a_story(system=system, words="The first")
    a_story(system=system, words="The second")
    page = text(browser.get(at("stories", system.pk)))
    assert page.index("“The second”") < page.index("“The first”")
    assert "quoted without my name" in page


def test_stories_says_what_to_do_first(browser: Client, system: System, stranger: Client) -> None:
    assert "Nobody has told a story here yet" in text(browser.get(at("stories", system.pk)))
    assert "You have no seat at this table" in text(stranger.get(at("stories", system.pk)))


def test_stories_shows_anybody_what_was_shared_with_anyone(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    told = a_story(system=a_system(by=ruth), words="As it was told", told_on=date(2026, 3, 3))
    logbook.widen(
        entry=told, into=system, words="For whoever listens", agreed="Yes", by=ruth, reach="anyone"
    )
    a_story(system=system, words="For the table")
    page = text(stranger.get(at("stories", system.pk)))
    assert "For whoever listens" in page
    assert "what is told to anyone" in page
    assert "March 2026" in page
    assert "3 March 2026" not in page
    assert "For the table" not in page
    assert at("export", system.pk) not in page
    assert "what is told to anyone" not in text(browser.get(at("stories", system.pk)))


def test_stories_turns_the_page(browser: Client, system: System) -> None:
    for number in range(27):
        a_story(system=system, words=f"Story {number}.")
    first = browser.get(at("stories", system.pk))
    assert "Story 26." in text(first)
    assert "Story 1." not in text(first)
    older = browser.get(at("stories", system.pk), {"before": str(first.context["page"].older)})
    assert "Story 1." in text(older)
    assert "Story 2." not in text(older)
    assert browser.get(at("stories", system.pk), {"before": "x"}).status_code == 200


@pytest.mark.parametrize("make", [a_system, a_life])
def test_stories_asks_the_same_however_many_there_are(
    browser: Client, ruth: Person, make: Callable[..., System]
) -> None:
    system = make(by=ruth)
    for _number in range(3):
        a_story(system=system)
    few = queries(lambda: browser.get(at("stories", system.pk)))
    for _number in range(20):
        a_story(system=system)
    assert queries(lambda: browser.get(at("stories", system.pk))) == few


@pytest.mark.parametrize("make", [a_system, a_life])
def test_who_could_read_a_story_sees_that_it_was_there(
    browser: Client, stranger: Client, ruth: Person, make: Callable[..., System]
) -> None:
    system = make(by=ruth)
    gone = a_story(system=system, by=ruth, words="I hid from the letters.")
    visit = a_visit(system=system, by=ruth)
    for entry in gone, visit.entry:
        logbook.withdraw(entry=entry, by=ruth)
    for page in "stories", "visits":
        assert "Something was here." in text(browser.get(at(page, system.pk)))
        assert "Something was here." not in text(stranger.get(at(page, system.pk)))
    assert "I hid" not in text(browser.get(at("stories", system.pk)))


@pytest.mark.parametrize("page", ["stories", "tell", "visits", "plan_visit", "export"])
def test_of_a_life_not_theirs_there_is_nothing(stranger: Client, ruth: Person, page: str) -> None:
    assert stranger.get(at(page, a_life(by=ruth).pk)).status_code == 404
    assert stranger.get(at(page, uuid4())).status_code == 404


@pytest.mark.parametrize("page", ["stories", "tell", "visits", "plan_visit"])
def test_pages_of_a_life_say_so_nowhere_but_inside(
    browser: Client, ruth: Person, page: str
) -> None:
    life = a_life(by=ruth, name="Rosa")
    response = browser.get(at(page, life.pk))
    assert title(response) == "Alongside"
    assert "Exit this page" in text(response)
    assert looks()


def test_stories_of_a_life_are_looked_at_on_the_record(browser: Client, ruth: Person) -> None:
    entry = a_story(system=a_life(by=ruth), words=HIDDEN)
    assert "I want my door to lock." in text(browser.get(at("stories", entry.system_id)))
    assert str(entry.pk) in looks()[-1]


# --- a story ---------------------------------------------------------------------------------


def test_story_says_how_it_may_be_used_and_who_brings_news(
    browser: Client, system: System, ruth: Person
) -> None:
    visit = a_visit(system=system, by=ruth)
    entry = a_story(system=system, words="<b>Nobody</b> asked.\n\n\u202e", visit=visit)
    page = text(browser.get(entry.get_absolute_url()))
    assert "&lt;b&gt;Nobody&lt;/b&gt; asked." in page
    assert "never with a name" in page
    assert "Answer them" in page
    assert "Share more widely" in page
    assert at("visit", visit.pk) in page
    assert reverse("home:thread", args=[entry.pk]) in page


def test_story_offers_only_what_one_may(system: System, ruth: Person) -> None:
    entry = a_story(system=system, by=ruth, ceiling="learn")
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    client = Client()
    client.force_login(joan)
    page = text(client.get(entry.get_absolute_url()))
    assert "Offer to bring them the news instead" in page
    for forbidden in ("Share more widely", "Take their words back", "make a new card"):
        assert forbidden not in page


def test_story_is_not_there_for_others(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    entry = a_story(system=system)
    assert stranger.get(entry.get_absolute_url()).status_code == 404
    visit = a_visit(system=system, by=ruth)
    assert browser.get(at("story", visit.pk)).status_code == 404
    logbook.withdraw(entry=entry, by=ruth)
    assert browser.get(entry.get_absolute_url()).status_code == 410


def test_a_story_shared_from_elsewhere_says_not_whose(
    browser: Client, system: System, ruth: Person
) -> None:
    entry = a_story(system=system)
    other = a_system(by=ruth, name="Another table")
    copy = logbook.widen(entry=entry, into=other, words="Nobody asked.", agreed="Yes", by=ruth)
    page = text(browser.get(copy.get_absolute_url()))
    assert "without saying whose it is" in page
    assert str(entry.pk) not in page


# --- to take elsewhere -----------------------------------------------------------------------


def test_export_takes_words_only_where_they_may_be_repeated(
    browser: Client, system: System
) -> None:
    a_story(system=system, words="=2+5+cmd|' /C calc'!A0", ceiling="open")
    a_story(system=system, words="Not to be repeated", ceiling="learn")
    response = browser.get(at("export", system.pk))
    assert "attachment" in response["Content-Disposition"]
    heading, learnt, opened = csv.reader(StringIO(text(response).lstrip("\ufeff")))
    assert heading[-1] == "story"
    assert learnt[-2:] == ["learn from it, don’t repeat it", ""]
    assert opened[-1].startswith("'=2+5")


def test_export_is_for_those_around_the_table_and_on_the_record(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    assert stranger.get(at("export", system.pk)).status_code == 403
    entry = a_story(system=a_life(by=ruth), words=HIDDEN)
    assert HIDDEN in text(browser.get(at("export", entry.system_id)))
    assert str(entry.pk) in looks()[-1]


# --- who may not -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["stories", "tell", "export", "visits", "plan_visit"])
def test_nothing_of_a_table_is_public(system: System, page: str) -> None:
    assert Client().get(at(page, system.pk)).status_code == 302
    assert Client().get(at("mine")).status_code == 302
