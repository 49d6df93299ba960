"""Whoever leaves meets nobody through here: said once, of what was under way."""

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record import followups
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.human.introductions import actions, reactions
from alongside.human.introductions.events import IntroductionEvent
from alongside.human.introductions.models import Ended, Introduction, Stage
from alongside.human.introductions.testing import an_introduction
from alongside.human.lives import actions as lives
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(by=ruth, name="Rosa", whose=rosa)


def ended() -> list[str]:
    return list(Introduction.objects.order_by("pk").values_list("ended", flat=True))


def test_leaving_is_told_of_what_it_ends_and_once(life: System, ruth: Person, rosa: Person) -> None:
    back = an_introduction(life, upto=Stage.AGREED)
    actions.bring_back(introduction=back, by=ruth)
    asked = an_introduction(life, upto=Stage.PROPOSED)
    lives.leave(life=life, by=rosa)
    followups.run_waiting()
    assert ended() == [Ended.BROUGHT_BACK, Ended.STOPPED]
    stopped = Event.objects.filter(kind=IntroductionEvent.STOPPED)
    assert [event.thing for event in stopped] == [asked.pk]
    # As if the worker had been stopped before it could say that it was done.
    reactions.come_apart_when_they_leave(Event.objects.get(kind=LivesEvent.LEFT))
    assert stopped.count() == 1
