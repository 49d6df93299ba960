"""Numbers, periods and rows as people write them: never read otherwise than they were meant."""

import doctest
import math
from contextlib import suppress
from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.kit.csvfiles import Rejected, Unusable
from alongside.learning.measures import figures, points_files
from alongside.learning.measures.counted import Counted, Counting, Wrong, compare
from alongside.learning.measures.figures import (
    BOTH,
    COMMA,
    POINT,
    Unread,
    day_in,
    decimals_in,
    in_words,
    is_missing,
    number_in,
    written,
)
from alongside.learning.measures.points_files import Row, pasted, read

TODAY = date(2026, 11, 22)
NUMBER, SHARE = Counting("value", "month"), Counting("share", "month")


def test_what_it_says_of_itself_is_so() -> None:
    assert doctest.testmod(figures).failed == 0


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("-3", -3),
        ("\u22123", -3),
        ("+4", 4),
        ("12.5", 12.5),
        ("12,5", 12.5),
        (".5", 0.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("1234,567", 1234.567),
        ("1 234", 1234),
        ("1\u202f234,5", 1234.5),
        ("1'234", 1234),
        ("£1,200.50", 1200.5),
        ("45%", 45),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, number: float) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "-1.000"])
def test_what_could_be_two_numbers_is_neither(text: str) -> None:
    with pytest.raises(Wrong, match="two ways"):
        number_in(text)


def test_who_says_how_numbers_are_written_settles_it() -> None:
    assert (number_in("1,234", POINT), number_in("1,234", COMMA)) == (1234, 1.234)


@pytest.mark.parametrize(
    "text",
    ["many", "1e400", "1e3", "nan", "inf", "0x1f", "1_000", "1,23,456", "1..2", "--1", "12.", "1 2",
     "٣", "１２", "½", "12;5", "=1+1", "1/2", "9" * 70, "1\u0660"],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    with pytest.raises(Wrong):
        number_in(text)


@pytest.mark.parametrize("cell", [True, date(2026, 1, 1), None, Unread("A formula.")])
def test_what_a_spreadsheet_does_not_hold_as_a_number_is_none(cell: figures.Cell) -> None:
    with pytest.raises(Wrong):
        number_in(cell)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,234", "12.5"], POINT),
        (["1.234", "12,5"], COMMA),
        (["1,234", "5,678"], ""),
        (["12,5", "12.5"], BOTH),
        (["1,234", 12.5, None, "many"], ""),
    ],
)
def test_the_others_settle_it_where_they_agree(cells: list[figures.Cell], mark: str) -> None:
    assert decimals_in(cells) == mark


@given(st.floats(-1e9, 1e9, allow_nan=False), st.sampled_from([POINT, COMMA]))
def test_a_number_written_with_thousands_is_itself_or_refused(number: float, mark: str) -> None:
    """Never another number: the one mistake that nobody would notice."""
    text = f"{number:,.2f}"
    if mark == COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    assert math.isclose(number_in(text), round(number, 2), rel_tol=1e-12, abs_tol=1e-9)


@given(st.text(max_size=30))
def test_whatever_is_typed_it_is_a_number_or_a_sentence(text: str) -> None:
    with suppress(Wrong):
        assert math.isfinite(number_in(text))


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a", "N/A", "..", "*", "<5", "missing", None])
def test_ways_of_saying_that_nobody_counted(cell: figures.Cell) -> None:
    assert is_missing(cell)
    assert not is_missing("0")
    assert not is_missing(0)


# --- periods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "often", "day"),
    [
        ("2026-03-14", "day", date(2026, 3, 14)),
        ("14/03/2026", "day", date(2026, 3, 14)),
        ("14 March 2026", "week", date(2026, 3, 14)),
        ("2026-03", "month", date(2026, 3, 1)),
        ("March 2026", "month", date(2026, 3, 1)),
        ("Mar 2026", "month", date(2026, 3, 1)),
        ("03/2026", "month", date(2026, 3, 1)),
        ("Q2 2026", "quarter", date(2026, 4, 1)),
        ("2026-Q2", "quarter", date(2026, 4, 1)),
        ("2026", "year", date(2026, 1, 1)),
        ("2026 W12", "week", date(2026, 3, 16)),
        ("2026-03-14T09:30", "day", date(2026, 3, 14)),
    ],
)
def test_a_time_is_read_as_it_was_meant(text: str, often: str, day: date) -> None:
    assert day_in(text, often) == day


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Mar-26", "month"),
        ("03/26", "month"),
        ("13/2026", "month"),
        ("03/14/2026", "day"),
        ("2026", "month"),
        ("Q1 2026", "month"),
        ("March 2026", "day"),
        ("2026 W54", "week"),
        ("31/02/2026", "day"),
        ("٢٠٢٦-٠٣", "month"),
        ("", "day"),
        ("9" * 500, "day"),
    ],
)
def test_what_is_not_clearly_a_time_is_none(text: str, often: str) -> None:
    with pytest.raises(Wrong):
        day_in(text, often)


@pytest.mark.parametrize("often", ["day", "week", "month", "quarter", "year", "times"])
@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_what_a_page_offers_to_type_is_read_again(often: str, day: date) -> None:
    period = Counting("value", often).period(day)
    assert day_in(written(period, often), often) == period
    assert in_words(period, often)


@pytest.mark.parametrize("often", ["day", "week", "fortnight", "month", "quarter", "year"])
@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_one_period_follows_another(often: str, day: date) -> None:
    counting = Counting("value", often, anchor=date(2020, 1, 6))
    period = counting.period(day)
    assert period <= day < counting.next(period)
    assert counting.period(period) == period
    last = date.fromordinal(counting.next(period).toordinal() - 1)
    assert counting.period(last) == period


# --- rows ----------------------------------------------------------------------------------------


def said(text: str, counting: Counting = NUMBER) -> list[tuple[int, object]]:
    rows = read(pasted(text, counting), counting, TODAY)
    return [(r.line, r.point.value if isinstance(r, Row) else "wrong") for r in rows]


@pytest.mark.parametrize(
    "text",
    [
        "Month\tValue\n2026-01\t12\n2026-02\t9.5",
        "2026-01\t12\n2026-02\t9.5",
        "Month;Value\n2026-01;12\n2026-02;9,5",
        "Month,Value\n2026-01,12\n2026-02,9.5",
        "Value\tMonth\n12\t2026-01\n9.5\t2026-02",
        "2026-01 12\n2026-02 9.5",
        "January 2026 12\r\nFebruary 2026 9.5\r\n",
        "When was it\tHow long\n2026-01\t12\n2026-02\t9.5",
        "Month\tNote\tValue\n2026-01\tsnow\t12\n2026-02\tthaw\t9.5",
    ],
)
def test_however_it_is_pasted(text: str) -> None:
    assert [value for _line, value in said(text)] == [12.0, 9.5]


def test_so_many_out_of_so_many_in_three_columns() -> None:
    assert said("2026-01,12,48", SHARE) == [(1, 25.0)]
    assert said("Month\tTotal\tNumerator\n2026-01\t48\t12", SHARE) == [(2, 25.0)]
    assert said("2026-01,12", SHARE) == [(1, "wrong")]
    assert said("2026-01,,", SHARE) == [(1, None)]
    assert said("2026-01\t12\t", SHARE) == [(1, "wrong")]


def test_a_comma_inside_a_number_between_commas_is_noticed() -> None:
    rows = read(pasted("2026-01,12,5", NUMBER), NUMBER, TODAY)
    assert isinstance(rows[0], Rejected)
    assert "tabs or semicolons" in rows[0].reason


def test_where_both_ways_of_writing_stand_side_by_side_neither_is_trusted() -> None:
    """A thousand that was cut wrongly is no number with four decimals."""
    rows = "2026-01\t18.5\n2026-02\t1,2345\n2026-03\t7"
    assert said(rows) == [(1, "wrong"), (2, "wrong"), (3, 7.0)]
    sheet = pasted(rows, NUMBER)
    told = [isinstance(row, Row) for row in read(sheet, NUMBER, TODAY, POINT)]
    assert told == [True, False, True]


def test_the_same_twice_is_once_and_two_things_are_one_too_many() -> None:
    assert said("2026-01\t12\n2026-01\t12\n2026-01\t13") == [(1, 12.0), (3, "wrong")]


def test_lines_are_those_of_what_was_pasted() -> None:
    assert said("Month\tValue\n\n2026-01\t12\n\nsoon\t3") == [(3, 12.0), (5, "wrong")]


@pytest.mark.parametrize("text", ["", "\n \n", "x" * (points_files.MOST_PASTED + 1), "1\n" * 5_001])
def test_nothing_and_far_too_much(text: str) -> None:
    with pytest.raises(Unusable):
        pasted(text, NUMBER)


@given(st.text(alphabet=st.sampled_from('0123456789,.;\t\n" -/aQ=+@%£'), max_size=120))
def test_whatever_is_pasted_ends_in_rows_and_sentences(text: str) -> None:
    for counting in (NUMBER, SHARE):
        try:
            rows = read(pasted(text, counting), counting, TODAY)
        except Unusable:
            continue
        for row in rows:
            if isinstance(row, Row):
                assert row.point.missing or math.isfinite(row.point.value or 0)
            else:
                assert row.reason


def test_cells_as_a_spreadsheet_keeps_them() -> None:
    sheet = points_files.Sheet({"period": 0, "value": 1}, [(2, [datetime(2026, 1, 31), 1.234])])
    [row] = read(sheet, NUMBER, TODAY)
    assert isinstance(row, Row)
    assert row.point == Counted(date(2026, 1, 1), 1.234)


def test_new_changed_and_the_same() -> None:
    days = [date(2026, n, 1) for n in (1, 2, 3)]
    known = {days[0]: Counted(days[0], 1.0), days[1]: Counted(days[1], 2.0)}
    points = {day: Counted(day, 2.0) for day in days}
    came = compare(points, known)
    assert [point.period for point in came.new] == [days[2]]
    assert came.changed == ((known[days[0]], points[days[0]]),)
    assert [point.period for point in came.same] == [days[1]]


def test_months_are_called_as_the_reader_calls_them_and_read_again() -> None:
    march = date(2026, 3, 1)
    with translation.override("de"):
        for often in ("day", "month", "quarter", "year"):
            assert day_in(written(march, often), often) == Counting("value", often).period(march)
        assert written(march, "month") == "März 2026"
        assert in_words(date(2026, 1, 1), "quarter").endswith("März 2026")
        assert day_in("3. Dezember 2025".replace(".", ""), "day") == date(2025, 12, 3)
        assert day_in("Dec 2025", "month") == date(2025, 12, 1), "and as English does"
