from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.foundation.record.actions import (
    NotRecorded,
    happened,
    looking,
    verb,
)
from alongside.foundation.record.models import HOUSE, Event, Head
from alongside.foundation.record.testing import lifted, unwritable

pytestmark = pytest.mark.django_db
RUTH = uuid4()


@verb
def do(*, by: UUID, on: UUID = HOUSE, times: int = 1) -> None:
    for _time in range(times):
        happened("tests.done", by=by, on=on)


@verb
def do_nothing(*, by: UUID) -> None:
    pass


@verb
def do_both(*, by: UUID, one: UUID, other: UUID) -> None:
    do(by=by, on=one)
    do(by=by, on=other)


def places(chain: UUID) -> list[int]:
    return list(Event.objects.filter(chain=chain).order_by("n").values_list("n", flat=True))


def test_a_verb_leaves_its_event() -> None:
    do(by=RUTH)
    event = Event.objects.get()
    assert (event.by, event.kind, event.chain, event.n) == (RUTH, "tests.done", HOUSE, 1)


def test_a_verb_without_an_event_did_nothing() -> None:
    with pytest.raises(NotRecorded):
        do_nothing(by=RUTH)


def test_nothing_happens_outside_a_verb() -> None:
    with pytest.raises(NotRecorded):
        happened("tests.done", by=RUTH, on=HOUSE)


def test_a_verb_within_a_verb_is_the_same_transaction() -> None:
    one, other = uuid4(), uuid4()
    do_both(by=RUTH, one=one, other=other)
    assert places(one) == places(other) == [1]


def test_events_of_a_chain_follow_each_other() -> None:
    do(by=RUTH, times=3)
    do(by=RUTH)
    events = list(Event.objects.order_by("n"))
    assert [event.n for event in events] == [1, 2, 3, 4]
    for before, event in pairwise(events):
        assert bytes(event.before) == bytes(before.hash)
    head = Head.objects.get(chain=HOUSE)
    assert (head.n, bytes(head.hash)) == (4, bytes(events[-1].hash))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record_event SET kind = 'other'",
        "DELETE FROM record_event",
        pytest.param("TRUNCATE record_event", id="truncate"),
    ],
)
def test_the_database_refuses_to_change_an_event(sql: str) -> None:
    do(by=RUTH)
    if sql.startswith("TRUNCATE") and connection.vendor == "sqlite":
        sql = "REPLACE INTO record_event SELECT * FROM record_event"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.get().kind == "tests.done"


def test_a_look_names_what_was_seen_of_each_life() -> None:
    rosa, bob, story = uuid4(), uuid4(), uuid4()
    with looking(by=RUTH, why="tests:page") as look:
        look.saw(rosa, [story])
        look.saw(bob, [])
    seen = Event.objects.get(chain=rosa)
    assert (seen.by, seen.kind) == (RUTH, "record.looked")
    assert seen.data == f'{{"entries":["{story}"],"why":"tests:page"}}'
    assert Event.objects.filter(chain=bob).count() == 1


def test_looking_at_no_life_leaves_no_event() -> None:
    with looking(by=RUTH, why="tests:page"):
        pass
    assert not Event.objects.exists()


def test_what_cannot_be_recorded_is_not_shown() -> None:
    def page() -> str:
        with looking(by=RUTH, why="tests:page") as look:
            look.saw(uuid4(), [])
            return "what is on the page"

    with unwritable(), pytest.raises(NotRecorded), transaction.atomic():
        page()
    assert not Event.objects.exists()


def test_what_cannot_be_recorded_is_not_done() -> None:
    @verb
    def rename(*, by: UUID) -> None:
        Head.objects.create(chain=by)
        happened("tests.renamed", by=by, on=HOUSE)

    with unwritable(), pytest.raises(NotRecorded), transaction.atomic():
        rename(by=RUTH)
    assert not Head.objects.filter(chain=RUTH).exists()


def test_events_can_be_changed_only_with_the_triggers_lifted() -> None:
    do(by=RUTH)
    with lifted():
        Event.objects.update(kind="tests.other")
    assert Event.objects.get().kind == "tests.other"
