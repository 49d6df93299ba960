"""Two records of one person, against 10,000 made-up ones whose truth is known, not by us."""

import csv
import io
import lzma
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.human.lives import linking
from alongside.human.lives.linking import DIFFERENT, POSSIBLY, SAME, Record, decide

FEBRL = Path(__file__).parent / "febrl4"
COLUMNS = "given_name surname date_of_birth street_number address_1 address_2 suburb postcode state"


def people(name: str) -> dict[str, Record]:
    text = lzma.decompress((FEBRL / f"dataset4{name}.csv.xz").read_bytes()).decode()
    rows = csv.DictReader(io.StringIO(text))
    return {
        row["rec_id"].split("-")[1]: Record(*(row[each] for each in COLUMNS.split()))
        for row in rows
    }


def test_febrl4_without_a_national_number() -> None:
    a, b = people("a"), people("b")
    one, other = list(a), list(b)
    assert len(one) == len(other) == 5_000
    pairs = linking.together(list(a.values()), list(b.values()))
    said = {
        (one[at], other[there])
        for at, there in pairs
        if decide(a[one[at]], b[other[there]]) == SAME
    }
    right = sum(mine == theirs for mine, theirs in said)
    assert right / len(said) >= 0.9996
    assert right / 5_000 >= 0.952


def test_febrl4_each_found_once() -> None:
    a, b = people("a"), people("b")
    one, other = list(a), list(b)
    found = linking.link(list(a.values()), list(b.values()))
    right = sum(one[at] == other[there] for at, there, _how in found)
    assert right / len(found) >= 0.9996
    assert right / 5_000 >= 0.99


ROSA = Record("rosa", "hall", "19840309", postcode="ne8 1aa")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Record("rosa", "hall", "19840309"), SAME),
        (Record("rosie", "hall", "19840309"), SAME),
        (Record("hall", "rosa", "19840309"), SAME),
        (Record("rosa", "hall", "19840903"), SAME),
        (Record("rosa", "haul", "19840309", postcode="sr1 1aa"), SAME),
        (Record("rosa", "hall"), POSSIBLY),
        (Record("rosa", "bell", "19840309"), POSSIBLY),
        (Record("rosa", "hall", "20050701"), POSSIBLY),
        (Record("meg", "hall", postcode="ne8 1aa"), POSSIBLY),
        (Record("meg", "bell", "19840309"), DIFFERENT),
        (Record("meg", "bell", "19710101", postcode="ne8 1aa"), DIFFERENT),
        (Record(), DIFFERENT),
    ],
)
def test_what_is_said_of_two_records(other: Record, said: str) -> None:
    assert decide(ROSA, other) == said


def test_a_record_from_a_name_as_it_is_said() -> None:
    assert Record.of("Zoë Hall", date(1984, 3, 9), "NE8 1AA") == Record(
        "zoe", "hall", "19840309", postcode="ne8 1aa"
    )
    assert Record.of("Rosa") == Record("rosa")


def test_the_likeliest_of_ones_own_comes_first() -> None:
    others = [Record("meg", "bell"), Record("rosie", "hall"), Record("rosa", "hall", "19840309")]
    assert linking.alike(ROSA, others) == [2, 1]


some = st.builds(
    Record,
    given=st.sampled_from(["", "rosa", "rosie", "meg"]),
    family=st.sampled_from(["", "hall", "haul", "rosa"]),
    born=st.sampled_from(["", "19840309", "19840903", "19710101"]),
    postcode=st.sampled_from(["", "ne8 1aa", "sr1 1aa"]),
)


@given(some, some)
def test_it_is_the_same_whichever_comes_first(one: Record, other: Record) -> None:
    assert decide(one, other) == decide(other, one)


@given(some)
def test_nothing_known_is_never_the_same(one: Record) -> None:
    assert decide(one, Record()) == DIFFERENT
