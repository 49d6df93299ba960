"""Small steps within what is tried: on the axis, in the table and in words alike."""

import re
from datetime import date, timedelta

import pytest

from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.kinds import Station, kinds_at, small_steps
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures.charts.marks import (
    IN_SMALL,
    MOST_SMALL,
    NOTE,
    TRIED,
    Mark,
    in_words,
    readable,
)
from alongside.learning.measures.models import Measure
from alongside.learning.measures.rules.charting import Chart, chart_of
from alongside.learning.measures.testing import a_measure, some_points

from .measures import MANY

FIRST = date(2024, 5, 1)


@pytest.fixture
def measure(ruth: Person) -> Measure:
    measure = a_measure(a_system(by=ruth), by=ruth, unit="days")
    some_points(measure, MANY, by=ruth)
    return measure


@verb
def written(
    kind: str,
    measure: Measure,
    because: list[Entry],
    words: str,
    on: date,
    *,
    by: Person,
    reach: str = Reach.TABLE,
) -> Entry:
    system = measure.entry.system
    happened("tests.tried", by=by.pk, on=system.pk)
    draft = Draft(words={"words": words}, because=because, on=on, reach=reach)
    return write(system=system, kind=kind, by=by, draft=draft)


def a_try(measure: Measure, by: Person) -> Entry:
    kind = next(k for k in kinds_at(Station.TRY) if k not in small_steps())
    return written(kind, measure, [measure.entry], "Sit down first.", FIRST, by=by)


def in_small(measure: Measure, of: Entry, many: int, by: Person, reach: str = Reach.TABLE) -> None:
    for n in range(1, many + 1):
        day = FIRST + timedelta(days=7 * n)
        written(small_steps()[0], measure, [of], f"Table {n}.", day, by=by, reach=reach)


def drawn(person: Person, measure: Measure) -> Chart:
    return chart_of(Reader.of(person), measure)


@pytest.mark.django_db
def test_small_steps_stand_beside_what_they_belong_to(measure: Measure, ruth: Person) -> None:
    in_small(measure, a_try(measure, ruth), 2, ruth)
    chart = drawn(ruth, measure)
    assert [(mark.text, mark.kind) for mark in chart.marks] == [
        ("Sit down first.", TRIED),
        ("Table 1.", IN_SMALL),
        ("Table 2.", IN_SMALL),
    ]
    said = "Something is tried from 1 May 2024. There are 2 small tries, the newest on 15 May 2024."
    assert chart.tried_in_words == said
    assert said in chart.svg
    told = " ".join(mark.text for row in chart.rows for mark in row.beside)
    assert told == "Sit down first. Table 1. Table 2."


@pytest.mark.django_db
def test_small_steps_of_what_is_not_on_this_chart_are_not_either(
    measure: Measure, ruth: Person
) -> None:
    kerry = a_person("Kerry")
    a_seat(measure.entry.system, by=ruth, person=kerry)
    tried = a_try(measure, ruth)
    other = a_measure(measure.entry.system, by=ruth)
    in_small(measure, tried, 1, ruth, Reach.US)
    assert drawn(ruth, other).marks == ()
    assert len(drawn(ruth, measure).marks) == 2
    assert [mark.kind for mark in drawn(kerry, measure).marks] == [TRIED]


@pytest.mark.django_db
def test_of_thirty_the_newest_are_marked_and_the_rest_are_said(
    measure: Measure, ruth: Person
) -> None:
    in_small(measure, a_try(measure, ruth), 30, ruth)
    chart = drawn(ruth, measure)
    small = [mark for mark in chart.marks if mark.kind == IN_SMALL]
    assert len(small) == MOST_SMALL + 1
    assert small[0].text == "24 small tries from 8 May 2024 to 16 October 2024"
    assert [mark.text for mark in small[1:]] == [f"Table {n}." for n in range(25, 31)]
    assert "There are 30 small tries, the newest on 27 November 2024." in chart.tried_in_words
    told = [mark.text for row in chart.rows for mark in row.beside]
    for text in (small[0].text, "Table 30."):
        assert text in told
        assert text in chart.svg


@pytest.mark.django_db
def test_the_try_leads_and_small_steps_have_a_smaller_flag(measure: Measure, ruth: Person) -> None:
    in_small(measure, a_try(measure, ruth), 30, ruth)
    svg = drawn(ruth, measure).svg
    flags = re.findall(r'<g class="spc__flag"[^>]*>.*?<rect [^>]*height="([\d.]+)"', svg)
    assert flags[0] == "20"
    assert "15" in flags


def test_a_few_are_all_marked_and_one_alone_is_never_folded() -> None:
    days = [FIRST + timedelta(days=n) for n in range(MOST_SMALL + 1)]
    small = [Mark(day, f"{day}", kind=IN_SMALL) for day in days]
    assert readable(reversed(small)) == tuple(small)
    assert readable([]) == ()


def test_what_is_no_small_step_stays_whatever_day_it_is_of() -> None:
    small = [Mark(FIRST, "Once.", kind=IN_SMALL) for _again in range(MOST_SMALL + 3)]
    tried, note = Mark(FIRST, "Knock", kind=TRIED), Mark(FIRST, "Once.", kind=NOTE)
    marks = readable([*small, tried, note])
    assert [mark for mark in marks if mark.kind != IN_SMALL] == [tried, note]
    assert len(marks) == MOST_SMALL + 3


def test_several_of_one_day_are_said_with_that_day() -> None:
    days = [FIRST] * 3 + [FIRST + timedelta(days=n) for n in range(1, MOST_SMALL + 1)]
    marks = readable([Mark(day, "Once.", kind=IN_SMALL) for day in days])
    assert (marks[0].text, marks[0].many) == ("3 small tries on 1 May 2024", 3)


def test_words_say_only_what_was_tried() -> None:
    assert in_words([]) == ""
    assert in_words([Mark(FIRST, "A note", kind=NOTE)]) == ""
    one, other = Mark(FIRST, "Knock", kind=TRIED), Mark(date(2024, 7, 2), "Ring", kind=TRIED)
    assert in_words([one, other]) == "2 things are tried, the newest from 2 July 2024."
    small = Mark(FIRST, "Ring one", kind=IN_SMALL)
    assert in_words([small]) == "There is 1 small try, on 1 May 2024."
