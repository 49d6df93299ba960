import pytest

from alongside.foundation.logbook import waits as logbook_waits
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_life, a_system
from alongside.front.home.day import minding, whether
from alongside.human.listening.models import Whose
from alongside.human.listening.testing import a_story
from alongside.human.lives import waits as lives_waits
from alongside.human.lives.testing import a_life_with, a_question_to, a_yes_to

pytestmark = pytest.mark.django_db


def there(person: object) -> set[str]:
    asked = whether.whether(Reader.of(person))  # type: ignore[arg-type]
    return {sort for sort, maybe in asked.items() if maybe}


def test_nothing_is_there_for_somebody_new_or_with_a_still_life() -> None:
    assert there(a_person()) == set()
    ruth = a_person()
    a_life(by=ruth)
    assert there(ruth) == set()


def test_what_is_there_is_there_for_those_it_waits_for() -> None:
    ruth, rosa = a_person(), a_person()
    life = a_life_with(ruth, whose=rosa)
    a_question_to(life, by=ruth)
    a_yes_to(life, by=ruth)
    assert there(rosa) == there(ruth) == {lives_waits.QUESTIONS, lives_waits.YESES}
    assert there(a_person()) == set()


def test_who_told_something_themself_is_told_so() -> None:
    ruth = a_person()
    a_story(system=a_system(by=ruth), by=ruth, teller=Whose.MINE)
    assert there(ruth) == {logbook_waits.TOLD}


def test_whatever_may_wait_is_asked_for_at_once() -> None:
    assert minding.SORTS.keys() <= whether.SORTS.keys()
