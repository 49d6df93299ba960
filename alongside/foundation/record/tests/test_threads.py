"""Many people at once, on a real database: no chain forks and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag
from uuid import UUID, uuid4

import pytest
from django.db import connection

from alongside.foundation.record import checking
from alongside.foundation.record.actions import happened, looking, verb
from alongside.foundation.record.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, TIMES = 8, 15


@verb
def do(*, by: UUID, on: list[UUID]) -> None:
    for chain in on:
        happened("tests.done", by=by, on=chain)


def many(work: list[list[UUID]]) -> None:
    def one(chains: list[UUID]) -> None:
        try:
            for _time in range(TIMES):
                do(by=uuid4(), on=chains)
                with looking(by=uuid4(), why="tests:page") as look:
                    for chain in chains:
                        look.saw(chain, [uuid4()])
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(one, chains) for chains in work]:
            done.result(timeout=120)


def whole(events: int) -> None:
    outcome = checking.check()
    assert outcome.is_whole
    assert Event.objects.count() == outcome.events == events


def test_writers_and_lookers_of_one_life() -> None:
    life = uuid4()
    many([[life]] * THREADS)
    whole(THREADS * TIMES * 2)


def test_writers_and_lookers_of_many_lives_in_any_order() -> None:
    """Locked in the order of ids, two that want the same lives never wait for each other."""
    one, other, third = uuid4(), uuid4(), uuid4()
    many([[one, other, third], [third, other, one], [other, third, one], [one, third, other]] * 2)
    whole(THREADS * TIMES * 2 * 3)


def test_the_record_is_read_while_people_work() -> None:
    """What is written meanwhile is no sign that anybody changed anything."""
    chains, done = [uuid4() for _chain in range(3)], Flag()
    for _time in range(100):
        do(by=uuid4(), on=chains)

    def works() -> None:
        try:
            while not done.is_set():
                do(by=uuid4(), on=[*chains, uuid4()])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(works)
        try:
            found = [checking.check() for _time in range(25)]
        finally:
            done.set()
        working.result(timeout=60)
    assert [outcome.faults for outcome in found if not outcome.is_whole] == []
    assert found[-1].events > found[0].events
