"""Answers I owe: the list and where it leads, what is marked as told, the sheet for a visit."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import News, Promise, Way
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.testing import a_story

from .pages import a_thread, page, signed_in

pytestmark = pytest.mark.django_db


def test_answers_owed_begin_with_the_one_held_longest() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    a_story(system=system, by=ruth, words="The first one.")
    a_story(system=system, by=ruth, words="The second one.")
    text = page(ruth, "home:owed")
    assert text.index("The first one.") < text.index("The second one.")
    assert "You have had this since today" in text


def test_news_is_marked_as_told_by_whoever_promised_it() -> None:
    ruth, eve = a_person("Ruth"), a_person("Eve")
    insight = a_thread(a_system(by=ruth), by=ruth)
    promise = Promise.objects.get()
    url = reverse("home:told", args=[promise.pk])
    told = {"entry": str(insight.pk), "way": Way.IN_PERSON}
    assert signed_in(eve).post(url, told).status_code == 404
    assert signed_in(ruth).post(url, told, follow=True).status_code == 200
    assert News.objects.get().way == Way.IN_PERSON
    text = page(ruth, "home:owed")
    assert "News for people you have answered before" in text
    again = signed_in(ruth).post(url, told, follow=True).content.decode()
    assert "They have had this news already." in again


def test_nothing_is_brought_that_is_not_written_for_them() -> None:
    ruth, eve = a_person("Ruth"), a_person("Eve")
    a_thread(a_system(by=ruth), by=ruth)
    close = a_story(system=a_life(by=eve), by=eve, words="Hush.", ceiling="close")
    promise = Promise.objects.get(by=ruth)
    url = reverse("home:told", args=[promise.pk])
    for pk in (close.pk, promise.entry_id, uuid4()):
        told = {"entry": str(pk), "way": Way.IN_PERSON}
        assert signed_in(ruth).post(url, told).status_code == 404
    assert not News.objects.exists()


def test_nonsense_marks_nothing() -> None:
    ruth = a_person()
    a_thread(a_system(by=ruth), by=ruth)
    url = reverse("home:told", args=[Promise.objects.get().pk])
    for nonsense in ({}, {"entry": "x", "way": "dance"}, {"entry": "\0", "way": ["a", "b"]}):
        assert signed_in(ruth).post(url, nonsense).status_code == 302
    assert not News.objects.exists()


def test_what_was_told_in_a_life_is_not_quoted_among_answers_owed() -> None:
    ruth = a_person()
    life = a_life(by=ruth)
    story = a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    logbook.answer(promise=Promise.objects.get(entry=story), says="yes", to_tellers="Hush", by=ruth)
    text = page(ruth, "home:owed")
    assert "slept" not in text
    assert "Hush" not in text


def test_a_promise_outlives_a_seat_without_the_words() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    life = a_life(by=ruth, name="Rosa")
    seat = a_seat(life, by=ruth, person=dev)
    a_story(system=life, by=dev, words="I have not slept.")
    systems.end_seat(seat=seat, by=ruth)
    text = page(dev, "home:owed")
    assert "at a table you no longer sit at" in text
    assert "Rosa" not in text
    assert str(life.pk) not in text


def test_answers_owed_are_paged_from_one_to_the_next() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    for number in range(27):
        a_story(system=system, by=ruth, words=f"Story number {number:02}.")
    client = signed_in(ruth)
    first = client.get(reverse("home:owed"))
    assert "Story number 24." in first.content.decode()
    assert "Story number 25." not in first.content.decode()
    rest = client.get(reverse("home:owed"), {"before": first.context["page"].older})
    assert "Story number 25." in rest.content.decode()
    assert "Story number 24." not in rest.content.decode()


def test_a_sheet_for_a_visit_has_what_to_tell() -> None:
    ruth = a_person()
    a_thread(a_system(by=ruth), by=ruth)
    promise = Promise.objects.get()
    assert "It was the letters." in page(ruth, "home:visit_sheet")
    text = page(ruth, "home:visit_sheet", p=str(promise.pk))
    assert "News to bring" in text
    assert "What came of it" in text


def test_a_sheet_holds_their_own_words_to_the_end() -> None:
    ruth = a_person()
    long = "They came at eight. " * 12 + "Nobody asked me."
    story = a_story(system=a_system(by=ruth), by=ruth, words=long)
    promise = Promise.objects.get(entry=story)
    logbook.answer(promise=promise, says="yes", to_tellers="We ask first now.", by=ruth)
    assert f"{long}”" in page(ruth, "home:visit_sheet", p=str(promise.pk))


def test_a_sheet_never_mixes_a_life_with_anything_else() -> None:
    ruth = a_person()
    a_thread(a_system(by=ruth), by=ruth)
    life = a_life(by=ruth)
    story = a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    promise = Promise.objects.get(entry=story)
    logbook.answer(promise=promise, says="yes", to_tellers="We keep Tuesdays.", by=ruth)
    both = [str(pk) for pk in Promise.objects.values_list("pk", flat=True)]
    response = signed_in(ruth).get(reverse("home:visit_sheet"), {"p": both})
    assert response.status_code == 422
    alone = page(ruth, "home:visit_sheet", p=str(promise.pk))
    assert "We keep Tuesdays." in alone
    assert "<title>Alongside</title>" in alone


def test_an_answer_owed_leads_from_the_front_page_to_its_thread(client: Client) -> None:
    ruth = a_person()
    story = a_story(system=a_system(by=ruth), by=ruth, words="They only asked me when.")
    client.force_login(ruth)
    owed = client.get("/").content.decode().split('class="day__beside"')[1]
    link = f'<a class="said" href="{reverse("home:thread", args=[story.pk])}">'
    assert f"{link}“They only asked me when.”</a>" in owed


def test_nothing_stands_before_the_answers_owed(client: Client) -> None:
    ruth = a_person()
    a_story(system=a_system(by=ruth), by=ruth, words="They only asked me when.")
    client.force_login(ruth)
    content = client.get(reverse("home:owed")).content.decode().split('<div class="content">')[1]
    assert content.lstrip().startswith('<ul class="owes">')
