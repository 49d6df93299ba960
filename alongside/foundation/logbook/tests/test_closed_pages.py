"""Who may not: what is not theirs is not there, and hostile words do no harm."""

import pytest
from django.test import Client

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import Ask, Ceiling, Promise, Says
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat

from .pages import HOSTILE, an_ask, at

pytestmark = pytest.mark.django_db


def test_what_is_not_yours_is_not_there(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth)
    answer = actions.answer_ask(
        ask=Ask.objects.get(), says=Says.YES, words="Yes", to_tellers="", by=joan
    )
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, ceiling=Ceiling.OPEN))
    life = a_life(by=ruth)
    client.force_login(a_person())
    for name, pk in (
        ("ask", ask.pk),
        ("answer_ask", ask.pk),
        ("answer", answer.pk),
        ("answer_voice", promise.pk),
        ("widen", promise.entry_id),
        ("lower", promise.entry_id),
        ("withdraw", promise.entry_id),
        ("asks", life.pk),
        ("ask_of", life.pk),
    ):
        for each in (pk, uuid7()):
            assert client.get(at(name, each)).status_code == 404
            if name not in {"ask", "answer", "asks"}:
                assert client.post(at(name, each)).status_code == 404
    for each in (promise.pk, uuid7()):
        assert client.post(at("take_on", each)).status_code == 404


def test_those_who_may_not_are_told_so(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    entry, ask = an_entry(place, by=ruth, ceiling=Ceiling.OPEN), an_ask(place, council, ruth)
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    client.force_login(joan)
    for name in ("lower", "withdraw"):
        assert client.post(at(name, entry.pk)).status_code == 403
    assert client.get(at("answer_voice", promise.pk)).status_code == 404
    client.force_login(ruth)
    assert client.post(at("answer_ask", ask.pk)).status_code == 403
    assert client.post(at("ask_of", council.pk)).status_code == 403


def test_forms_are_safe_from_hostile_words(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    ask = an_ask(council, place, next(iter(Person.objects.filter(name="Joan"))))
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, ceiling=Ceiling.OPEN))
    names = ("of", "words", "why", "says", "because", "who_could", "to_tellers", "way", "into")
    given = dict.fromkeys((*names, "reach", "agreed", "ceiling", "sure"), HOSTILE)
    for path in (
        at("ask_of", place.pk),
        at("answer_ask", ask.pk),
        at("answer_voice", promise.pk),
        at("widen", promise.entry_id),
        at("lower", promise.entry_id),
    ):
        page = browser.post(path, given)
        assert page.status_code == 422
        assert "<script>alert" not in page.content.decode()
