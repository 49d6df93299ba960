"""Two do something in the same moment: the one who comes second meets what the first has done."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry, News, Promise, Says, Way
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.sensemaking import actions as sensemaking
from alongside.learning.sensemaking.models import Insight

pytestmark = pytest.mark.django_db(transaction=True)


def while_first(first: Callable[[], object], second: Callable[[], object]) -> object:
    """What the second gave, or the refusal it met, begun before the first was through."""

    def other() -> object:
        try:
            return second()
        except Refused as reason:
            return reason
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            done = pool.submit(other)
            time.sleep(0.5)
        return done.result(timeout=60)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def told(ruth: Person, table: System) -> Entry:
    return a_story(system=table, by=ruth)


def afresh(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


def answered(told: Entry, by: Person) -> Entry:
    promise = Promise.objects.get(entry=told)
    return logbook.answer(promise=promise, says=Says.YES, to_tellers="We stopped.", by=by)


def test_words_that_are_gone_keep_no_promise(told: Entry, ruth: Person) -> None:
    answer, promise = answered(told, ruth), Promise.objects.get(entry=told)
    met = while_first(
        lambda: logbook.withdraw(entry=afresh(answer), by=ruth),
        lambda: logbook.bring_news(promise=promise, entry=answer, way=Way.IN_PERSON, by=ruth),
    )
    assert isinstance(met, Refused)
    promise.refresh_from_db()
    assert promise.kept_at is None
    assert not News.objects.exists()


def test_nobody_answers_words_that_are_gone(told: Entry, ruth: Person) -> None:
    met = while_first(
        lambda: logbook.withdraw(entry=afresh(told), by=ruth), lambda: answered(told, ruth)
    )
    assert isinstance(met, Refused)


def test_nobody_answers_an_ask_that_is_gone(table: System, ruth: Person) -> None:
    joan = a_person("Joan")
    asked = logbook.ask(system=table, of=a_system(by=joan), words="Stop.", why="So.", by=ruth)
    ask = Ask.objects.get(pk=asked.pk)
    met = while_first(
        lambda: logbook.withdraw(entry=afresh(asked), by=ruth),
        lambda: logbook.answer_ask(
            ask=ask, says=Says.YES, words="Yes.", to_tellers="We stopped.", by=joan
        ),
    )
    assert isinstance(met, Refused)


def test_two_ways_of_seeing_it_are_two(told: Entry, table: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(table, by=ruth, person=joan)
    insight = sensemaking.make_sense(
        system=table, words="It is the letters.", because=[told], to_tellers="We heard.", by=ruth
    )

    def sees(words: str, by: Person) -> Callable[[], object]:
        mine = Insight.objects.select_related("entry__system").get(pk=insight.pk)
        return lambda: sensemaking.see(insight=mine, words=words, by=by)

    while_first(sees("The tone.", ruth), sees("The day they come.", joan))
    assert not afresh(insight.entry).seen_one_way
