"""The pages of visits: planned by two, what was heard there, and what it did between them."""

from datetime import date

import pytest
from django.test import Client

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening.models import Visit
from alongside.human.listening.testing import a_story, a_visit

from .pages import HIDDEN, at, planned, queries, text

pytestmark = pytest.mark.django_db


def test_plan_visit(browser: Client, system: System, ruth: Person) -> None:
    assert "Plan a listening visit" in text(browser.get(at("plan_visit", system.pk)))
    response = browser.post(at("plan_visit", system.pk), planned(first=str(ruth.pk)), follow=True)
    page = text(response)
    assert Visit.objects.get().on == date(2026, 3, 3)
    for shown in ("The visit is kept.", "The hostel on Union Street", "Joan Okafor", "cleaner"):
        assert shown in page


def test_plan_visit_says_why_two_of_different_standing(
    browser: Client, system: System, ruth: Person
) -> None:
    same = planned(first=str(ruth.pk), second_standing="Director")
    response = browser.post(at("plan_visit", system.pk), same)
    assert response.status_code == 422
    assert "Each then hears what the other would miss" in text(response)
    nobody = browser.post(at("plan_visit", system.pk), planned(first="x", second_name=""))
    assert nobody.status_code == 422
    assert "Choose who goes with them, or write their name" in text(nobody)


def test_plan_visit_is_for_those_around_the_table(stranger: Client, system: System) -> None:
    assert stranger.get(at("plan_visit", system.pk)).status_code == 403


def test_visits_lists_what_was_and_what_is_to_come(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    assert "No visit has been planned yet" in text(browser.get(at("visits", system.pk)))
    a_visit(system=system, by=ruth)
    a_visit(system=system, by=ruth, on=date(2999, 1, 2), where="The far end")
    page = text(browser.get(at("visits", system.pk)))
    assert "Planned for 2 January 2999" in page
    assert "Ruth Tait and Joan Okafor" in page
    assert "you do not see its visits" in text(stranger.get(at("visits", system.pk)))
    few = queries(lambda: browser.get(at("visits", system.pk)))
    for _number in range(5):
        a_visit(system=system, by=ruth)
    assert queries(lambda: browser.get(at("visits", system.pk))) == few


def test_visit_shows_its_stories_and_what_it_did(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    visit = a_visit(system=system, by=ruth)
    assert "No story from this visit" in text(browser.get(at("visit", visit.pk)))
    a_story(system=system, by=ruth, visit=visit, words="They put the kettle on.")
    response = browser.post(at("between", visit.pk), {"between": "It was fear."}, follow=True)
    page = text(response)
    for shown in (
        "What it did between you is kept.",
        "“It was fear.”",
        "“They put the kettle on.”",
    ):
        assert shown in page
    assert stranger.get(at("visit", visit.pk)).status_code == 404
    assert stranger.get(at("between", visit.pk)).status_code == 404
    few = queries(lambda: browser.get(at("visit", visit.pk)))
    for _number in range(5):
        a_story(system=system, by=ruth, visit=visit)
    assert queries(lambda: browser.get(at("visit", visit.pk))) == few


def test_a_visit_shared_from_elsewhere_is_its_words(
    browser: Client, system: System, ruth: Person
) -> None:
    visit = a_visit(system=system, by=ruth)
    other = a_system(by=ruth, name="Another table")
    said = "We heard how long the wait is."
    copy = logbook.widen(entry=visit.entry, into=other, words=said, agreed="Yes", by=ruth)
    page = text(browser.get(copy.get_absolute_url()))
    for shown in (said, "March 2026", "without saying whose it is", "Take this visit back"):
        assert shown in page
    for hidden in ("Ruth Tait and", "Joan Okafor", "Union Street", "3 March", str(visit.pk)):
        assert hidden not in page
    listed = text(browser.get(at("visits", other.pk)))
    assert said in listed
    assert copy.get_absolute_url() in listed
    assert "No visit has been planned yet" not in listed
    for page_of_two in (at("between", copy.pk), f"{at('tell', other.pk)}?visit={copy.pk}"):
        assert browser.get(page_of_two).status_code == 404


def test_visit_keeps_a_story_kept_close_to_the_few(system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    visit = a_visit(system=system, by=ruth, second=joan)
    a_story(system=system, by=ruth, visit=visit, words=HIDDEN, ceiling="close")
    client = Client()
    client.force_login(joan)
    assert HIDDEN not in text(client.get(at("visit", visit.pk)))


def test_between_is_for_the_two_and_for_after(
    browser: Client, system: System, ruth: Person
) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    a_seat(system, by=ruth, person=joan)
    a_seat(system, by=ruth, person=dev)
    theirs = a_visit(system=system, by=ruth, first=joan, second=dev)
    assert browser.get(at("between", theirs.pk)).status_code == 403
    ahead = a_visit(system=system, by=ruth, on=date(2999, 1, 1))
    response = browser.post(at("between", ahead.pk), {"between": "Too early"})
    assert response.status_code == 422
    assert "Too early" in text(response)
    assert browser.post(at("between", ahead.pk), {}).status_code == 422
