"""Answering what was asked and who told something, and taking a promise on."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import (
    ANSWER,
    Answer,
    Ceiling,
    Entry,
    News,
    Promise,
    Reach,
    Says,
)
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat

from .pages import an_ask, at, looks, text

pytestmark = pytest.mark.django_db


def test_answer_ask_answers(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth, because=[an_entry(place, by=ruth)])
    client.force_login(joan)
    assert "We have had this since today" in text(client.get(at("answer_ask", ask.pk)))
    page = client.post(
        at("answer_ask", ask.pk),
        {"says": "partly", "words": "On Mondays", "to_tellers": "Nobody comes on Mondays"},
    )
    answer = Answer.objects.get()
    assert page.headers["Location"] == at("answer", answer.pk)
    assert "Nobody comes on Mondays" in text(client.get(at("answer", answer.pk)))
    client.force_login(ruth)
    assert "Partly. On Mondays" in text(client.get(at("ask", ask.pk)))


def test_answer_ask_wants_a_reason_and_a_name_for_not_yet(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth, because=[an_entry(place, by=ruth)])
    client.force_login(joan)
    page = client.post(at("answer_ask", ask.pk), {"says": "not_yet", "words": "We cannot"})
    assert page.status_code == 422
    for words in ("Write why it cannot change yet", "Write who could change it", "We cannot"):
        assert words in text(page)
    assert "Write a sentence to the people whose voices" in text(page)
    assert not Answer.objects.exists()


def test_answer_ask_wants_words_for_tellers_only_where_there_are_any(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth)
    client.force_login(joan)
    page = client.post(at("answer_ask", ask.pk), {"says": "yes", "words": "We will"})
    assert page.status_code == 302


def test_answer_voice_answers_and_says_how_they_heard(
    browser: Client, ruth: Person, place: System
) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, words="Nobody asked me"))
    assert "Nobody asked me" in text(browser.get(at("answer_voice", promise.pk)))
    page = browser.post(
        at("answer_voice", promise.pk),
        {"says": "yes", "to_tellers": "We knock first now", "way": "person"},
    )
    answer = Entry.objects.get(kind=ANSWER)
    assert page.headers["Location"] == at("answer", answer.pk)
    assert News.objects.get().way == "person"


def test_answer_voice_may_be_told_later(browser: Client, ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    browser.post(
        at("answer_voice", promise.pk),
        {"says": "not_yet", "to_tellers": "It cannot change yet", "because": "The law",
         "who_could": "Parliament", "way": "not"},
    )  # fmt: skip
    assert Answer.objects.get().says == Says.NOT_YET
    assert not News.objects.exists()


def test_answer_voice_keeps_what_was_typed_when_it_says_no(
    browser: Client, ruth: Person, place: System
) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    page = browser.post(at("answer_voice", promise.pk), {"says": "not_yet", "because": "The law"})
    assert page.status_code == 422
    assert "The law" in text(page)
    assert "Write what you tell them" in text(page)
    assert "Write who could change it" in text(page)


def test_answer_voice_shows_no_words_kept_close_from_who_heard_them(
    client: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    entry = a_voice(place, by=joan, words="Nobody asked", reach=Reach.US, ceiling=Ceiling.CLOSE)
    promise = Promise.objects.get(entry=entry)
    client.force_login(joan)
    page = text(client.get(at("answer_voice", promise.pk)))
    assert "is kept close" in page
    assert "Nobody asked" not in page
    sent = client.post(
        at("answer_voice", promise.pk), {"says": "yes", "to_tellers": "Done", "way": "not"}
    )
    assert sent.headers["Location"] == reverse("home:owed")


def test_answer_voice_of_a_life_is_recorded(browser: Client, ruth: Person) -> None:
    promise = Promise.objects.get(entry=a_voice(a_life(by=ruth), by=ruth, words="Nobody asked me"))
    page = browser.get(at("answer_voice", promise.pk))
    assert "Nobody asked me" in text(page)
    assert "<title>Alongside</title>" in page.content.decode()
    assert looks() == 1


def test_answer_voice_of_words_taken_back(browser: Client, ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    actions.withdraw(entry=promise.entry, by=ruth)
    assert browser.get(at("answer_voice", promise.pk)).status_code == 410


def test_take_on_takes_a_promise_on(
    client: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    client.force_login(joan)
    assert client.get(at("take_on", promise.pk)).status_code == 405
    page = client.post(at("take_on", promise.pk))
    assert page.headers["Location"] == at("ask", promise.entry_id)
    assert Promise.objects.get().by == ruth
    assert client.post(at("let_bring", promise.pk)).status_code == 404
    assert client.post(at("take_on", promise.pk)).status_code == 302
    client.force_login(ruth)
    assert "Let Joan bring it" in text(client.get(reverse("home:owed")))
    assert client.get(at("let_bring", promise.pk)).status_code == 405
    assert client.post(at("let_bring", promise.pk)).status_code == 302
    assert Promise.objects.get().by == joan
    assert client.post(at("let_bring", promise.pk)).status_code == 404


def test_take_on_is_at_once_for_who_holds_the_table(
    browser: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    promise = Promise.objects.get(entry=a_voice(place, by=joan))
    page = browser.post(at("take_on", promise.pk), follow=True)
    assert "You are the one who will bring them news now." in text(page)
    assert Promise.objects.get().by == ruth


def test_take_on_is_not_for_a_stranger_who_reads_it(
    client: Client, ruth: Person, place: System
) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, reach=Reach.ANYONE))
    client.force_login(a_person("Wes"))
    assert client.post(at("take_on", promise.pk)).status_code == 403
    assert Promise.objects.get().by == ruth
