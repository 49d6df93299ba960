from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.kit import clocks, paging
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.kit.text import clean, excerpt, for_spreadsheet

LONDON = ZoneInfo("Europe/London")
REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_ids_sort_by_when_they_were_made() -> None:
    ids = [uuid7() for _number in range(10_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {(made.version, made.variant) for made in ids} == {(7, "specified in RFC 4122")}


def test_an_id_is_younger_than_what_it_must_follow_whatever_the_clocks_say() -> None:
    ahead = uuid7()
    ahead = type(ahead)(int=ahead.int + (3_600_000 << 80))  # another machine, an hour ahead
    assert uuid7(after=[ahead]) > ahead


@given(st.text())
def test_clean_words_hold_nothing_that_controls_or_reorders(words: str) -> None:
    cleaned = clean(words)
    assert not set(cleaned) & set(REORDERING)
    assert all(c in "\n\t" or ord(c) >= 32 for c in cleaned)
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned


def test_clean_keeps_what_people_write() -> None:
    words = "Cafe\u0301 “ok” – naïve 🙂\r\nשלום\u200f"
    assert clean(words) == "Café “ok” – naïve 🙂\nשלום\u200f"


@given(st.text(), st.integers(min_value=2, max_value=300))
def test_an_excerpt_is_one_line_and_no_longer_than_asked(words: str, length: int) -> None:
    line = excerpt(words, length)
    assert len(line) <= length
    assert "\n" not in line


def test_an_excerpt_is_cut_between_words() -> None:
    assert excerpt("They only asked me when I would pay.", 20) == "They only asked me…"
    assert excerpt("Short.", 20) == "Short."


@given(st.text())
def test_no_cell_of_a_spreadsheet_is_a_formula(cell: str) -> None:
    assert not for_spreadsheet(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "since today"),
        (1, "since yesterday"),
        (2, "2 days"),
        (20, "20 days"),
        (21, "3 weeks"),
        (69, "9 weeks"),
        (70, "2 months"),
        (365, "12 months"),
    ],
)
def test_clocks_say_how_long_in_words(days: int, said: str) -> None:
    assert clocks.days_in_words(days) == said


def test_a_day_is_a_day_of_this_place() -> None:
    """Half past midnight in July in London is still the day before in UTC."""
    since = datetime(2026, 7, 1, 0, 30, tzinfo=LONDON)
    assert clocks.had_for(since, since + timedelta(hours=23)) == "since today"
    assert clocks.had_for(since, since + timedelta(hours=24)) == "since yesterday"
    assert clocks.on_day(since) == "1 July 2026"


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_clocks_never_run_down(one: int, other: int) -> None:
    """What is held longer is never said in fewer of the same units."""
    shorter, longer = (clocks.days_in_words(days).split() for days in sorted((one, other)))
    if shorter[-1] == longer[-1] and shorter[0].isdigit():
        assert int(shorter[0]) <= int(longer[0])


@pytest.mark.parametrize("text", [None, "", "x", "'; drop table", "\x00", "1" * 5000])
def test_nonsense_pages_are_the_newest(text: str | None) -> None:
    assert paging.before(text) is None


def test_a_page_begins_where_it_says() -> None:
    asked = uuid7()
    assert paging.before(str(asked)) == asked
