"""Several at the same moment, on a real database."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record import followups
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.signals import actions
from alongside.human.signals.models import Heard, Knock, Pause
from alongside.human.signals.signs import Who
from alongside.human.signals.testing import a_knock, a_saying, a_source, the_worker_comes

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*work: Callable[[], object]) -> list[object]:
    """What each gave, or that it was refused, all having begun together."""
    begun = Barrier(len(work))

    def one(doing: Callable[[], object]) -> object:
        try:
            begun.wait(timeout=60)
            return doing()
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result(timeout=180) for done in [pool.submit(one, doing) for doing in work]]


def test_the_same_message_at_the_same_moment_is_one() -> None:
    source, said = a_source(), {"the same": a_saying()}
    answers = Counter(at_once(*[lambda: actions.hear(source=source, said=said)] * 4))
    assert answers == {1: 1, 0: 3}
    assert Knock.objects.count() == Heard.objects.count() == 1


def test_one_person_is_knocked_for_once_whoever_places_it() -> None:
    source, who = a_source(), Who(name="Rosa Hall", address="3 Elm Street, NE8 1AA")
    actions.hear(source=source, said={f"{n}": a_saying(who=who) for n in range(4)})
    at_once(*[followups.run_waiting] * 3)
    the_worker_comes()
    assert Knock.objects.standing().count() == 1


def test_one_takes_it_however_many_reach_for_it() -> None:
    ruth = a_person("Ruth")
    table = a_system(by=ruth)
    others = [a_person(by=ruth) for _number in range(3)]
    for other in others:
        a_seat(table, by=ruth, person=other)
    knock = a_knock(source=a_source(table=table, by=ruth))

    def taking(by: Person) -> Callable[[], object]:
        fresh = Knock.objects.select_related("table").get(pk=knock.pk)
        return lambda: actions.take(knock=fresh, by=by)

    assert Counter(at_once(*map(taking, others))) == {None: 1, "refused": 2}


def test_two_who_ask_for_everybody_ask_once() -> None:
    ruth = a_person("Ruth")
    source = a_source(by=ruth)
    knocks = [a_knock(source=source) for _number in range(3)]
    answers = at_once(*[lambda: actions.ask_pause_for_all(source=source, by=ruth)] * 3)
    assert answers == [None] * 3
    assert set(Pause.objects.values_list("knock", flat=True)) == {knock.pk for knock in knocks}


def test_a_pause_is_answered_once() -> None:
    ruth = a_person("Ruth")
    source = a_source(by=ruth)
    knock = a_knock(source=source)
    actions.take(knock=knock, by=ruth)
    pause = actions.ask_pause(knock=knock, by=ruth)
    answers = at_once(*[lambda: actions.answer_pause(pause=pause, says="paused", by=ruth)] * 3)
    assert Counter(answers) == {None: 1, "refused": 2}
