"""Writing a story down, who answers it, and the card whoever told it takes home."""

import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Promise
from alongside.foundation.logbook.testing import taken_on
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.actions import end_seat
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.models import Story
from alongside.human.listening.testing import a_card, a_story, a_visit
from alongside.human.listening.views.stories import CARD_WAITS, CARDS

from .pages import TOLD, at, planned, text

pytestmark = pytest.mark.django_db


def test_tell_hands_over_a_card_whose_code_is_shown_once(browser: Client, system: System) -> None:
    response = browser.post(at("tell", system.pk), TOLD)
    entry = Story.objects.get().entry
    assert response["Location"] == at("card", entry.pk)
    card = text(browser.get(at("card", entry.pk)))
    code = re.search(r'(?<=class="code">)[0-9A-Z]{4}(-[0-9A-Z]{4}){3}', card)
    assert code
    assert "Ruth Tait promised to tell you" in card
    assert "http://testserver/code/" in card
    again = text(browser.get(at("card", entry.pk)))
    assert code[0] not in again
    assert "shown already" in again
    assert code[0] not in str(dict(browser.session))


def test_a_card_waits_ten_minutes_to_be_shown(
    browser: Client, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _story in range(2):
        browser.post(at("tell", system.pk), TOLD)
    first, second = Story.objects.order_by("pk").values_list("pk", flat=True)
    assert len(browser.session[CARDS]) == 2
    later = time.time() + CARD_WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert "shown already" in text(browser.get(at("card", first)))
    assert browser.session[CARDS] == {}
    assert "Thank you" in text(browser.post(at("make_card", second), follow=True))


def test_tell_says_who_answers_ones_own(browser: Client, ruth: Person) -> None:
    joan = a_person("Joan Okafor")
    system = a_system(by=joan)
    a_seat(system, by=joan, person=ruth)
    assert "Joan Okafor will bring you news" in text(browser.get(at("tell", system.pk)))
    response = browser.post(at("tell", system.pk), TOLD | {"teller": "me"}, follow=True)
    assert "Your story is kept." in text(response)
    assert "These words are yours" in text(response)


def test_tell_keeps_what_was_typed_and_says_what_is_missing(
    browser: Client, system: System
) -> None:
    response = browser.post(at("tell", system.pk), {"words": "Typed with care"})
    assert response.status_code == 422
    assert "Typed with care" in text(response)
    assert "Choose whose story it is" in text(response)
    assert "ask the teller" in text(response)
    for junk in ({}, TOLD | {"ceiling": "shout"}, TOLD | {"words": "x" * 20_001}, {"words": "\0"}):
        assert browser.post(at("tell", system.pk), junk).status_code == 422
    later = {"told_on_0": "1", "told_on_1": "1", "told_on_2": "2999"}
    assert browser.post(at("tell", system.pk), TOLD | later).status_code == 422
    assert not Story.objects.exists()


CLOSE = {"ceiling": "close", "reach": "us"}


def test_tell_says_where_how_it_may_be_used_and_who_reads_it_differ(
    browser: Client, system: System
) -> None:
    page = browser.post(at("tell", system.pk), TOLD | CLOSE | {"reach": "table"})
    assert page.status_code == 422
    assert "What is kept close is for “Just us”. Choose that, or ask the teller" in text(page)
    assert not Story.objects.exists()
    assert browser.post(at("tell", system.pk), TOLD | CLOSE).status_code == 302
    entry = Story.objects.get().entry
    assert [audience.reach for audience in entry.audiences.all()] == ["us"]


def test_tell_says_beforehand_who_promises_what_its_writer_does_not_read_again(
    browser: Client, system: System, ruth: Person
) -> None:
    tom = a_person("Tom")
    a_seat(system, by=ruth, person=tom)
    client = Client()
    client.force_login(tom)
    said = f"{ruth.name}, who does, promises the news in your place."
    assert said in text(client.get(at("tell", system.pk)))
    assert "in your place" not in text(browser.get(at("tell", system.pk)))
    card = client.post(at("tell", system.pk), TOLD | CLOSE, follow=True)
    assert f"{ruth.name} promised to tell you what comes of it." in text(card)
    assert "no longer sit" not in text(client.get(reverse("home:owed")))
    owed = text(browser.get(reverse("home:owed")))
    assert Story.objects.get().entry.title in owed
    assert Promise.objects.get().by == ruth


def test_what_is_kept_close_later_is_answered_by_who_promised_it(
    system: System, ruth: Person
) -> None:
    tom = a_person("Tom")
    a_seat(system, by=ruth, person=tom)
    entry = a_story(system=system, by=tom)
    logbook.lower(entry=entry, ceiling="close", by=tom)
    client = Client()
    client.force_login(tom)
    page = client.get(reverse("home:owed"))
    assert "Something you heard that is kept close, so it is not shown here" in text(page)
    assert reverse("logbook:answer_voice", args=[Promise.objects.get().pk]) in page.content.decode()


def test_story_asks_who_promised_before_another_brings_the_news(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    tom, joan = a_person("Tom"), a_person("Joan")
    for person in (tom, joan):
        a_seat(system, by=ruth, person=person)
    entry = a_story(system=system, by=tom)
    client = Client()
    client.force_login(joan)
    assert "Offer to bring them the news instead" in text(client.get(entry.get_absolute_url()))
    client.post(reverse("logbook:take_on", args=[Promise.objects.get().pk]))
    assert "It is yours once Tom says yes." in text(client.get(entry.get_absolute_url()))
    assert "I will bring them the news instead" in text(browser.get(entry.get_absolute_url()))
    client.force_login(tom)
    assert "Let Joan bring it" in text(client.get(entry.get_absolute_url()))
    client.post(reverse("logbook:let_bring", args=[Promise.objects.get().pk]))
    page = text(client.get(entry.get_absolute_url()))
    assert "Tom promised it first" in page
    Audience.objects.filter(entry=entry).update(reach="anyone")
    page = text(stranger.get(entry.get_absolute_url()))
    assert "bring them the news instead" not in page
    assert "Share more widely" not in page


def test_tell_is_for_those_around_the_table(stranger: Client, system: System) -> None:
    assert stranger.get(at("tell", system.pk)).status_code == 403
    assert stranger.post(at("tell", system.pk), TOLD).status_code == 403


def test_a_seat_for_one_thing_is_asked_for_that_only(browser: Client, ruth: Person) -> None:
    life, joan = a_life(by=ruth), a_person("Joan")
    a_seat(life, by=ruth, person=joan, ground="agreed", categories=["money"])
    client = Client()
    client.force_login(joan)
    assert "health" in text(browser.get(at("tell", life.pk)))
    page = text(client.get(at("tell", life.pk)))
    assert "money and benefits" in page
    for other in ("health", "Life in general"):
        assert other not in page
    for category in ("", "health"):
        response = client.post(at("tell", life.pk), TOLD | {"category": category})
        assert response.status_code == 422
    assert "Choose what it is about" in text(client.post(at("tell", life.pk), TOLD))
    assert client.post(at("tell", life.pk), TOLD | {"category": "money"}).status_code == 302
    planned_about = client.post(at("plan_visit", life.pk), planned(first=str(joan.pk)))
    assert planned_about.status_code == 422
    money = planned(first=str(joan.pk), category="money", second_name="Dev")
    assert "The visit is kept." in text(client.post(at("plan_visit", life.pk), money, follow=True))


def test_tell_from_a_visit(browser: Client, system: System, ruth: Person) -> None:
    visit = a_visit(system=system, by=ruth)
    address = f"{at('tell', system.pk)}?visit={visit.pk}"
    # What was begun for one visit is not offered at another, nor where there is none.
    assert f'data-draft="story-{visit.pk}"' in text(browser.get(address))
    assert 'data-draft="story"' in text(browser.get(at("tell", system.pk)))
    assert "A story from this visit" in text(browser.get(address))
    browser.post(address, {"words": "Kettle on.", "ceiling": "open", "reach": "table"})
    story = Story.objects.get()
    assert (story.visit, story.entry.on) == (visit, visit.on)
    assert browser.get(f"{at('tell', system.pk)}?visit={uuid4()}").status_code == 404
    ahead = a_visit(system=system, by=ruth, on=timezone.localdate() + timedelta(days=1))
    early = {"words": "Kettle on.", "ceiling": "open", "reach": "table"}
    response = browser.post(f"{at('tell', system.pk)}?visit={ahead.pk}", early)
    assert response.status_code == 422
    assert "still to come" in text(response)


def test_a_lost_card_is_made_anew(browser: Client, system: System, stranger: Client) -> None:
    entry, code = a_card(system=system)
    response = browser.post(at("make_card", entry.pk), follow=True)
    assert "Thank you for what you told us" in text(response)
    assert Client().post(at("code"), {"code": code}).status_code == 422
    assert stranger.post(at("make_card", entry.pk)).status_code == 404
    assert browser.get(at("make_card", entry.pk)).status_code == 405


def test_a_card_is_for_who_wrote_it_down(browser: Client, system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    client = Client()
    client.force_login(joan)
    entry, code = a_card(system=system, by=ruth)
    promise = Promise.objects.get(entry=entry)
    taken_on(promise, by=joan)  # to bring news is not to speak for the teller
    assert "make a new card" not in text(client.get(entry.get_absolute_url()))
    assert client.get(at("card", entry.pk)).status_code == 403
    assert client.post(at("make_card", entry.pk)).status_code == 403
    assert "make a new card" in text(browser.get(entry.get_absolute_url()))
    assert Client().post(at("code"), {"code": code}).status_code == 302


def test_there_is_no_card_for_who_signs_in(browser: Client, system: System, ruth: Person) -> None:
    entry = a_story(system=system, by=ruth, teller="me")
    assert "make a new card" not in text(browser.get(entry.get_absolute_url()))
    assert browser.get(at("card", entry.pk)).status_code == 403
    assert browser.post(at("make_card", entry.pk)).status_code == 403


def test_who_writes_down_what_is_kept_close_still_gives_the_card(
    system: System, ruth: Person
) -> None:
    joan = a_person("Joan")
    seat = a_seat(system, by=ruth, person=joan)
    client = Client()
    client.force_login(joan)
    card = client.post(at("tell", system.pk), TOLD | CLOSE, follow=True)
    assert "Thank you for what you told us" in text(card)
    entry = Story.objects.get().entry
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert "shown already" in text(client.get(at("card", entry.pk)))
    own = client.post(at("tell", system.pk), TOLD | CLOSE | {"teller": "me"})
    assert own["Location"] == at("mine")
    end_seat(seat=seat, by=ruth)
    assert client.get(at("card", entry.pk)).status_code == 404
