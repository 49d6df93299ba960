import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.foundation.kit import asked
from alongside.foundation.kit.asked import Question, answers, ask

pytestmark = pytest.mark.django_db
SUM = "SELECT CAST(%(one)s AS integer) + CAST(%(two)s AS integer) * CAST(%(one)s AS integer)"

# Only PostgreSQL keeps what it planned; elsewhere there must be nothing to forget.
ONCE = int(connection.vendor == "postgresql")


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


@pytest.mark.parametrize("lent", [False, True])
def test_several_are_answered_at_once(lent: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", lent)
    minus = "SELECT CAST(%s AS integer) - CAST(%s AS integer)"
    by_name = Question(SUM, {"two": 2, "one": 3}, lambda rows: rows[0][0])
    by_place = Question(minus, [9, 4], lambda rows: rows[0][0])
    nothing = Question("SELECT 1 WHERE 1 = CAST(%s AS integer)", [2], len)
    answers(by_name, by_place, nothing)
    with CaptureQueriesContext(connection) as counted:
        assert answers(by_name, by_place, nothing) == (9, 5, 0)
        assert answers(nothing, by_place) == (0, 5)
    assert len(counted) == (2 if connection.vendor == "postgresql" else 5)


def test_it_is_planned_once_in_a_connection_even_if_that_came_to_nothing() -> None:
    try:
        with transaction.atomic():
            ask("SELECT CAST(%s AS bigint) + 41", [1])
            raise KeyError
    except KeyError:
        assert ask("SELECT CAST(%s AS bigint) + 41", [1]) == [(42,)]
    assert _how_often("+ 41") == ONCE


def test_a_new_connection_plans_anew() -> None:
    for _time in range(2):
        assert ask("SELECT CAST(%s AS bigint) + 40", [2]) == [(42,)]
        assert _how_often("+ 40") == ONCE
        asked._planned.clear()
        if ONCE:
            connection.connection.execute("DEALLOCATE ALL")


def test_what_is_asked_in_many_ways_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST", 1 + sum(map(len, asked._planned.values())))
    for n in range(3):
        assert ask(f"SELECT CAST(%s AS bigint) + {n} + 1000", [1]) == [(1001 + n,)]
    assert _how_often("+ 1000") == ONCE


def test_where_connections_are_lent_nothing_is_planned_ahead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    assert ask("SELECT CAST(%s AS bigint) + 39", [3]) == [(42,)]
    assert _how_often("+ 39") == 0


def _how_often(part: str) -> int:
    """How many questions with these words in them the connection has planned."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return sum(part in statement for (statement,) in cursor.fetchall())
