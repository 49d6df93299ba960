"""Many people at once, on a real database: no chain forks and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
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
