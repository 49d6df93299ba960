from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.kept import Made, kept

pytestmark = pytest.mark.django_db
RUTH = uuid4()


@verb
def move(chain: UUID) -> None:
    happened("tests.moved", by=RUTH, on=chain)


class Maker:
    """Makes words, and remembers how often each was wanted."""

    def __init__(self, of: frozenset[UUID] | None, **until: object) -> None:
        self.of, self.until, self.times = of, until, 0

    def __call__(self, wanted: Sequence[str]) -> dict[str, Made[str]]:
        self.times += 1
        return {k: Made(f"{k} {self.times}", self.of, **self.until) for k in wanted}  # type: ignore[arg-type]

    def ask(self, chain: UUID, *names: str) -> list[str]:
        names = names or ("page",)
        return list(kept({name: name for name in names}, [chain], self).values())


def test_it_is_made_once_while_its_table_stands_still() -> None:
    table = uuid4()
    maker = Maker(frozenset({table}))
    assert maker.ask(table) == maker.ask(table) == ["page 1"]
    move(table)
    assert maker.ask(table) == maker.ask(table) == ["page 2"]
    move(uuid4())
    assert maker.ask(table) == ["page 2"]


def test_what_it_is_made_of_is_looked_at_too_before_it_is_kept() -> None:
    table, other = uuid4(), uuid4()
    maker = Maker(frozenset({table, other}))
    assert maker.ask(table) == ["page 1"]
    move(other)
    # Made while nobody had read where the other ends, the first was not for keeping.
    assert maker.ask(table) == maker.ask(table) == ["page 2"]
    move(other)
    assert maker.ask(table) == ["page 3"]


def test_what_moves_while_it_is_made_makes_it_anew() -> None:
    table = uuid4()

    class Interrupted(Maker):
        def __call__(self, wanted: Sequence[str]) -> dict[str, Made[str]]:
            made = super().__call__(wanted)
            move(table)
            return made

    maker = Interrupted(frozenset({table}))
    assert maker.ask(table) == ["page 1"]
    assert maker.ask(table) == ["page 2"]


def test_what_may_not_be_kept_is_made_every_time() -> None:
    maker = Maker(None)
    assert maker.ask(uuid4()) == ["page 1"]
    assert maker.ask(uuid4()) == ["page 2"]


def test_what_has_stopped_being_true_is_not_kept() -> None:
    table = uuid4()
    maker = Maker(frozenset({table}), until=timezone.now() - timedelta(seconds=1))
    assert maker.ask(table) == ["page 1"]
    assert maker.ask(table) == ["page 2"]


def test_only_what_is_missing_is_made_and_ends_are_read_at_once() -> None:
    table = uuid4()
    maker = Maker(frozenset({table}))
    maker.ask(table, "one", "two")
    with CaptureQueriesContext(connection) as captured:
        assert maker.ask(table, "one", "two", "three") == ["one 1", "two 1", "three 2"]
    assert len(captured) == 1
