"""The record shows any change: each of these is somebody with the database in their hands."""

import io
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from alongside.foundation.record import checking, triggers
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE, Event, Head
from alongside.foundation.record.testing import lift, lifted

pytestmark = pytest.mark.django_db
SYSTEM = UUID("0190f1d2-0000-7000-8000-00000000abcd")


@verb
def do(*, by: UUID, on: UUID) -> None:
    happened("tests.done", by=by, on=on, to=uuid4(), data={"what": "it's done"})


@pytest.fixture(autouse=True)
def _a_record() -> None:
    for _time in range(5):
        do(by=uuid4(), on=SYSTEM)
        do(by=uuid4(), on=HOUSE)


def only_fault() -> checking.Fault:
    outcome = checking.check()
    assert not outcome.is_whole
    [fault] = outcome.faults
    return fault


def change(**values: Any) -> None:
    with lifted():
        assert Event.objects.filter(chain=SYSTEM, n=3).update(**values) == 1


def test_an_untouched_record_is_whole() -> None:
    assert checking.check() == checking.Outcome(2, 10, [], [])


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "tests.donf"},
        {"by": uuid4()},
        {"by": None},
        {"thing": uuid4()},
        {"data": '{"what":"it\'s  done"}'},
        {"id": uuid4()},
        {"hash": bytes(32)},
        {"before": bytes(32)},
        {"at": "2026-03-03T09:30:00+00:00"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_any_changed_column_is_named(values: dict[str, Any]) -> None:
    change(**values)
    fault = only_fault()
    assert (fault.chain, fault.n) == (str(SYSTEM), 3)


WRITTEN_ANOTHER_WAY = {
    "sqlite": [
        "UPDATE record_event SET id = upper(id) WHERE n = 3",
        "UPDATE record_event SET at = replace(at, ' ', 'T') WHERE n = 2",
        "UPDATE record_event SET data = CAST(data AS BLOB) WHERE n = 1",
    ],
    # PostgreSQL keeps values, not how they were written: there is no such byte to change.
    "postgresql": [],
}


def test_a_value_written_another_way_is_a_changed_byte() -> None:
    for sql in WRITTEN_ANOTHER_WAY[connection.vendor]:
        with lifted(), connection.cursor() as cursor:
            cursor.execute(sql)
        assert {fault.n for fault in checking.check().faults} == {int(sql[-1])}


BEHIND_A_NUL = [
    "UPDATE record_event SET data = data || char(0) || 'x' WHERE n = 3",
    "UPDATE record_event SET kind = kind || char(0) WHERE n = 3",
    "UPDATE record_event SET id = id || char(0) WHERE n = 3",
    "UPDATE record_event SET n = '²' WHERE n = 3",
]
OF_HEADS = {
    "sqlite": [
        "UPDATE record_head SET chain = upper(chain)",
        "UPDATE record_head SET hash = CAST(hash AS TEXT)",
        "UPDATE record_head SET n = CAST(n AS TEXT) || 'x'",
        "UPDATE record_head SET hash = hash || x'00'",
    ],
    "postgresql": [r"UPDATE record_head SET hash = hash || '\x00'::bytea"],
}
NO_SUCH_MOMENT = ["infinity", "-infinity", "0044-03-15 BC"]


def test_what_is_added_where_few_would_look_is_named() -> None:
    for sql in BEHIND_A_NUL if connection.vendor == "sqlite" else []:
        with transaction.atomic():
            with lifted(), connection.cursor() as cursor:
                cursor.execute(sql)
            assert {fault.chain for fault in checking.check().faults} == {str(SYSTEM), str(HOUSE)}
            transaction.set_rollback(True)


def test_a_head_written_another_way_is_named() -> None:
    for sql in OF_HEADS[connection.vendor]:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)
            assert str(SYSTEM) in {fault.chain for fault in checking.check().faults}
            transaction.set_rollback(True)


def test_a_head_of_nothing_is_named() -> None:
    other = uuid4()
    Head.objects.create(chain=other)
    assert only_fault().chain == str(other)


def test_a_moment_that_cannot_be_is_named() -> None:
    for moment in NO_SUCH_MOMENT:
        with transaction.atomic():
            with lifted(), connection.cursor() as cursor:
                cursor.execute("UPDATE record_event SET at = %s WHERE n = 3", [moment])
            assert {fault.n for fault in checking.check().faults} == {3}
            transaction.set_rollback(True)


def test_a_missing_row_is_named() -> None:
    with lifted():
        Event.objects.filter(chain=SYSTEM, n=3).delete()
    assert (only_fault().n, only_fault().why) == (4, "event 3 is missing before it")


def test_a_missing_first_row_is_named() -> None:
    with lifted():
        Event.objects.filter(chain=SYSTEM, n=1).delete()
    assert only_fault().n == 2


def test_a_cut_tail_is_named() -> None:
    with lifted():
        Event.objects.filter(chain=SYSTEM, n__gte=4).delete()
    assert (only_fault().n, only_fault().why) == (4, "event 4 is missing at the end")


def test_another_order_is_named() -> None:
    with lifted():
        Event.objects.filter(chain=SYSTEM, n=3).update(n=99)
        Event.objects.filter(chain=SYSTEM, n=4).update(n=3)
        Event.objects.filter(chain=SYSTEM, n=99).update(n=4)
    assert only_fault().n == 3


def test_a_row_moved_to_another_chain_is_named() -> None:
    with lifted():
        Event.objects.filter(chain=SYSTEM, n=5).update(chain=HOUSE, n=6)
    assert {fault.chain for fault in checking.check().faults} == {str(SYSTEM), str(HOUSE)}


def test_a_changed_head_is_named() -> None:
    Head.objects.filter(chain=SYSTEM).update(hash=bytes(32))
    assert only_fault().why == "the head of the chain was changed"


def test_a_missing_head_is_named() -> None:
    Head.objects.filter(chain=SYSTEM).delete()
    assert only_fault().why == "the head of the chain is missing"


def test_a_whole_missing_chain_is_named() -> None:
    with lifted():
        Event.objects.filter(chain=SYSTEM).delete()
    assert (only_fault().chain, only_fault().n) == (str(SYSTEM), 1)


DISARMED = {
    "sqlite": [
        "DROP TRIGGER record_event_no_delete",
        "CREATE TRIGGER record_event_no_delete BEFORE DELETE ON record_event WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'events are written once'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE TRIGGER record_event_no_truncate BEFORE TRUNCATE ON record_event "
        "FOR EACH STATEMENT EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()",
        "CREATE OR REPLACE TRIGGER record_event_no_change BEFORE UPDATE ON record_event "
        "FOR EACH STATEMENT EXECUTE FUNCTION record_event_written_once()",
        "CREATE OR REPLACE TRIGGER record_leaf_no_change BEFORE UPDATE OF chain OR DELETE "
        "ON record_leaf FOR EACH STATEMENT EXECUTE FUNCTION record_event_written_once()",
    ],
}


def test_a_trigger_that_no_longer_refuses_is_named() -> None:
    assert triggers.missing(connection) == []
    with connection.cursor() as cursor:
        for sql in DISARMED[connection.vendor]:
            cursor.execute(sql)
    wrong = triggers.missing(connection)
    assert len(wrong) == len(DISARMED[connection.vendor]) - (connection.vendor == "sqlite")
    triggers.install(connection)
    assert triggers.missing(connection) == []


IGNORES = {
    "sqlite": [
        "CREATE TRIGGER nothing_more BEFORE INSERT ON record_event BEGIN SELECT RAISE(IGNORE); END"
    ],
    "postgresql": [
        "CREATE RULE nothing_more AS ON INSERT TO record_event DO INSTEAD NOTHING",
        "CREATE TRIGGER nothing_else BEFORE INSERT ON record_event FOR EACH ROW "
        "EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()",
    ],
}


def test_a_trigger_that_loses_what_happens_is_named() -> None:
    with connection.cursor() as cursor:
        for sql in IGNORES[connection.vendor]:
            cursor.execute(sql)
    outcome = checking.check()
    assert not outcome.is_whole
    assert len(outcome.strange_triggers) == len(IGNORES[connection.vendor])
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check", stdout=out, stderr=io.StringIO())
    assert "nothing_more on record_event is not Alongside's" in out.getvalue()


def test_missing_triggers_are_named() -> None:
    lift(connection)
    outcome = checking.check()
    assert not outcome.is_whole
    assert len(outcome.missing_triggers) >= 2


def test_the_command_says_the_record_is_whole() -> None:
    out = io.StringIO()
    call_command("check", stdout=out, stderr=io.StringIO())
    assert "The record is whole: 10 events in 2 chains." in out.getvalue()


def test_the_command_names_the_first_bad_row() -> None:
    change(kind="tests.other")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check", "--json", stdout=out, stderr=io.StringIO())
    [fault] = json.loads(out.getvalue())["faults"]
    assert (fault["chain"], fault["n"]) == (str(SYSTEM), 3)
