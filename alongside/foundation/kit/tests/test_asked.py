from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.foundation.kit import asked
from alongside.foundation.kit.asked import ask

pytestmark = pytest.mark.django_db
SUM = "SELECT CAST(%(one)s AS integer) + CAST(%(two)s AS integer) * CAST(%(one)s AS integer)"

needs_plans = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Only PostgreSQL keeps what it planned."
)


def test_the_answer_is_the_same_however_often_it_is_asked() -> None:
    for one, two in ((1, 2), (3, 4), (1, 2), (5, 6), (7, 8), (9, 1), (2, 2)):
        assert ask(SUM, {"two": two, "one": one}) == [(one + two * one,)]
        assert ask("SELECT CAST(%s AS integer) - CAST(%s AS integer)", [one, two]) == [(one - two,)]


def test_a_question_counts_as_one() -> None:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        ask(SUM, {"one": 1, "two": 2})
    assert len(counted) == 1


@needs_plans
def test_it_is_planned_once_in_a_connection_even_if_that_came_to_nothing() -> None:
    try:
        with transaction.atomic():
            ask("SELECT CAST(%s AS bigint) + 41", [1])
            raise KeyError
    except KeyError:
        assert ask("SELECT CAST(%s AS bigint) + 41", [1]) == [(42,)]
    assert len([name for name in _planned() if "+ 41" in name]) == 1


@needs_plans
def test_a_new_connection_plans_anew() -> None:
    assert ask("SELECT CAST(%s AS bigint) + 40", [2]) == [(42,)]
    before = asked._planned[connection.connection]
    assert before
    other: Any = connection.copy()
    other.ensure_connection()
    assert other.connection not in asked._planned
    other.close()


@needs_plans
def test_what_is_asked_in_many_ways_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST", len(asked._planned.get(connection.connection, ())) + 1)
    for n in range(3):
        assert ask(f"SELECT CAST(%s AS bigint) + {n} + 1000", [1]) == [(1001 + n,)]
    assert len([name for name in _planned() if "+ 1000" in name]) == 1


@needs_plans
def test_where_connections_are_lent_nothing_is_planned_ahead() -> None:
    settings = connection.settings_dict
    before = settings.get("DISABLE_SERVER_SIDE_CURSORS", False)
    settings["DISABLE_SERVER_SIDE_CURSORS"] = True
    try:
        assert ask("SELECT CAST(%s AS bigint) + 39", [3]) == [(42,)]
    finally:
        settings["DISABLE_SERVER_SIDE_CURSORS"] = before
    assert not [name for name in _planned() if "+ 39" in name]


def _planned() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]
