"""Several people enter points at the same moment."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Measure, Reading, as_entered
from alongside.learning.measures.testing import a_measure

pytestmark = pytest.mark.django_db(transaction=True)
JAN = date(2026, 1, 1)


def at_once(*doing: Callable[[], object]) -> None:
    """All of it, having begun together."""
    ready = Barrier(len(doing))

    def begin(do: Callable[[], object]) -> None:
        ready.wait()
        for _try in range(20):
            try:
                do()
            except OperationalError:  # SQLite lets one write at a time
                continue
            break
        connection.close()

    threads = [Thread(target=begin, args=[do]) for do in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def entering(measure: Measure, value: float, by: Person) -> Callable[[], object]:
    point = Counted(JAN, value)
    return lambda: actions.enter(measure=measure, points=[point], by=by)


def test_what_several_enter_at_once_is_known_one_after_another() -> None:
    ruth, tom = a_person("Ruth Tanner"), a_person("Tom Reay")
    table = a_system(by=ruth)
    a_seat(table, by=ruth, person=tom)
    measure = a_measure(table, by=ruth)
    at_once(*(entering(measure, value, ruth if value % 2 else tom) for value in range(1, 6)))
    moments = list(Reading.objects.order_by("pk").values_list("known_at", "value"))
    assert sorted(moments) == moments
    assert len({moment for moment, _value in moments}) == 5
    assert as_entered(measure)[0].value == moments[-1][1]


def test_the_same_from_two_is_there_once() -> None:
    ruth = a_person("Ruth Tanner")
    measure = a_measure(a_system(by=ruth), by=ruth)
    at_once(entering(measure, 12, ruth), entering(measure, 12, ruth))
    assert Reading.objects.count() == 1
