"""An answer taken back at another table shows here at once: what it answered waits again."""

import pytest

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry, Promise, Says, Way
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.human.listening.testing import a_story

from .test_keeping import shown

pytestmark = pytest.mark.django_db
ASKED = "Stop the letters"


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def amara() -> Person:
    return a_person("Amara")


@pytest.fixture
def hope(ruth: Person) -> System:
    return a_system(by=ruth, name="Hope")


@pytest.fixture
def told(hope: System, ruth: Person) -> Entry:
    return a_story(system=hope, by=ruth, words="It was the letters.")


@pytest.fixture
def answer(hope: System, told: Entry, ruth: Person, amara: Person) -> Entry:
    """Asked first and answered; so many were asked since that a page shows it only if it waits."""
    first = answered(hope, ruth, amara, ASKED, told)
    for other in range(5):
        answered(hope, ruth, amara, f"Other {other}", told)
    return first


def answered(hope: System, ruth: Person, amara: Person, words: str, told: Entry) -> Entry:
    of = a_system(by=amara, name=f"Asked for {words}")
    asked = logbook.ask(system=hope, of=of, words=words, why="So.", because=[told], by=ruth)
    return logbook.answer_ask(
        ask=Ask.objects.get(pk=asked.pk),
        says=Says.YES,
        words="Yes.",
        to_tellers="We stopped.",
        by=amara,
    )


@pytest.mark.parametrize("front", [True, False])
def test_what_was_asked(
    front: bool, hope: System, answer: Entry, ruth: Person, amara: Person
) -> None:
    at = () if front else (hope,)
    assert ASKED not in shown(ruth, *at)
    logbook.withdraw(entry=answer, by=amara)
    assert ASKED in shown(ruth, *at)


def test_what_was_promised(
    hope: System, told: Entry, answer: Entry, ruth: Person, amara: Person
) -> None:
    promise = Promise.objects.get(entry=told)
    logbook.bring_news(promise=promise, entry=answer, way=Way.IN_PERSON, by=ruth)
    assert "Ruth brought them news" in shown(ruth, hope)
    logbook.withdraw(entry=answer, by=amara)
    assert "Ruth will bring them news" in shown(ruth, hope)


def test_its_own_table_has_it_in_its_record(
    hope: System, told: Entry, answer: Entry, ruth: Person, amara: Person
) -> None:
    promise = Promise.objects.get(entry=told)
    logbook.bring_news(promise=promise, entry=answer, way=Way.IN_PERSON, by=ruth)
    logbook.withdraw(entry=answer, by=amara)
    here = Event.objects.filter(chain=hope.pk, kind="logbook.waits_again")
    assert here.count() == 2
