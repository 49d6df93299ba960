"""What is written beside points, and limits held still or set anew by four questions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Because, Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat
from alongside.learning.measures import actions, rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import Kind, Measure, Reset
from alongside.learning.measures.testing import (
    a_freeze,
    a_measure,
    a_note,
    a_reset,
    an_aside,
    some_points,
)

from .measures import told

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, Any] = {
    "differently": "Lower.",
    "reason": "We sit down together.",
    "desirable": "Yes.",
    "expected": "It is how we work.",
}


@pytest.fixture
def measure(system: System, ruth: Person) -> Measure:
    return a_measure(system, by=ruth)


# --- beside the points -----------------------------------------------------------------------


def test_a_note_stands_at_its_day(measure: Measure, ruth: Person) -> None:
    note = a_note(measure, by=ruth, words="92 elsewhere, from the survey.", on=date(2026, 6, 1))
    assert (note.on, note.entry.on) == (date(2026, 6, 1), date(2026, 6, 1))
    assert Because.objects.get(entry=note.pk).of_id == measure.pk
    assert a_note(measure, by=ruth).on == timezone.localdate()
    with pytest.raises(Refused):
        a_note(measure, by=ruth, words=" ")


def test_what_is_beside_reaches_whom_it_reaches(system: System, ruth: Person) -> None:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    few = a_note(a_measure(system, by=ruth, reach=Reach.US), by=ruth)
    assert not few.entry.audiences.exclude(reach=Reach.US).exists()


def test_a_point_is_set_aside_once_and_comes_back(measure: Measure, ruth: Person) -> None:
    [day] = some_points(measure, [4.0], by=ruth)
    aside = an_aside(measure, period=day, by=ruth)
    with pytest.raises(Refused, match="already"):
        an_aside(measure, period=day, by=ruth)
    logbook.withdraw(entry=aside.entry, by=ruth)
    assert an_aside(measure, period=day, by=ruth).pk != aside.pk
    assert list(measure.asides.standing().values_list("period", flat=True)) == [day]


def test_a_point_is_set_aside_with_a_reason_and_if_it_is_there(
    measure: Measure, ruth: Person
) -> None:
    [day] = some_points(measure, [4.0], by=ruth)
    with pytest.raises(Refused, match="why"):
        an_aside(measure, period=day, by=ruth, words="")
    with pytest.raises(Refused, match="no point"):
        an_aside(measure, period=date(2031, 1, 1), by=ruth)


def test_limits_are_held_still_for_something(measure: Measure, ruth: Person) -> None:
    freeze = a_freeze(measure, base_until=date(2025, 1, 1), by=ruth)
    assert (freeze.base_until, freeze.entry.on) == (date(2025, 1, 1), date(2025, 1, 1))
    with pytest.raises(Refused):
        a_freeze(measure, base_until=date(2025, 1, 1), by=ruth, words="")


def test_limits_set_anew_after_a_day_cannot_be_held_at_it(measure: Measure, ruth: Person) -> None:
    some_points(measure, [4.0, 5.0, 6.0], by=ruth)
    a_reset(measure, starts=date(2024, 3, 1), by=ruth)
    with pytest.raises(Refused, match="later one"):
        a_freeze(measure, base_until=date(2024, 2, 1), by=ruth)
    a_freeze(measure, base_until=date(2024, 3, 1), by=ruth)


def test_limits_are_held_still_once_a_stretch(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [float(n) for n in range(9)], by=ruth)
    a_freeze(measure, base_until=days[3], by=ruth)
    for day in (days[2], days[6], date(2031, 1, 1)):
        assert rules.is_held(measure, day)
        with pytest.raises(Refused, match="held still already"):
            a_freeze(measure, base_until=day, by=ruth)
    assert not rules.is_held(measure, days[3])
    a_freeze(measure, base_until=days[3], by=ruth, words="And this begins that day too.")
    a_reset(measure, starts=days[5] - timedelta(days=10), by=ruth)
    with pytest.raises(Refused, match="held still already"):
        a_freeze(measure, base_until=days[5] - timedelta(days=1), by=ruth)
    a_freeze(measure, base_until=days[6], by=ruth)
    assert rules.is_held(measure, days[8])


def test_what_was_agreed_or_done_is_not_taken_back(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [4.0, 5.0, 6.0], by=ruth)
    for thing in (
        measure,
        a_freeze(measure, base_until=days[0], by=ruth),
        a_reset(measure, starts=days[1], by=ruth),
        actions.keep_chart(measure=measure, by=ruth),
    ):
        with pytest.raises(PermissionDenied):
            logbook.withdraw(entry=thing.entry, by=ruth)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(1000, 1, 1), "too long ago|before the way"),
        (date(1899, 12, 31), "too long ago|before the way"),
        (date(9999, 12, 31), "more than a year ahead"),
    ],
)
def test_days_too_far_off_are_none_of_a_chart(
    measure: Measure, ruth: Person, day: date, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        a_note(measure, by=ruth, on=day)
    with pytest.raises(Refused, match=sentence):
        actions.define(measure=measure, definition="x", changed="y", holds_from=day, by=ruth)
    with pytest.raises(Refused, match=sentence):
        a_measure(measure.entry.system, by=ruth, on=day)


def test_a_year_ahead_is_near_enough(measure: Measure, ruth: Person) -> None:
    ahead = timezone.localdate() + timedelta(days=365)
    assert a_note(measure, by=ruth, on=ahead).on == ahead
    actions.define(measure=measure, definition="x", changed="y", holds_from=ahead, by=ruth)


def test_an_aid_is_tied_to_nothing_that_is_tried(system: System, ruth: Person) -> None:
    aid = a_measure(system, by=ruth, kind=Kind.AID)
    some_points(aid, [4.0, 5.0], by=ruth)
    tried = a_note(aid, by=ruth).entry
    with pytest.raises(Refused, match="tied to nothing"):
        actions.freeze(
            measure=aid, base_until=date(2024, 1, 1), words="x", because=[tried], by=ruth
        )
    with pytest.raises(Refused, match="tied to nothing"):
        actions.reset(
            measure=aid,
            starts=date(2024, 2, 1),
            yes=Reset.QUESTIONS,
            because=[tried],
            by=ruth,
            **ANSWERS,
        )
    a_freeze(aid, base_until=date(2024, 1, 1), by=ruth)


# --- four questions --------------------------------------------------------------------------


def test_limits_are_set_anew_when_all_four_are_a_yes(measure: Measure, ruth: Person) -> None:
    some_points(measure, [4.0, 5.0], by=ruth)
    reset = actions.reset(
        measure=measure, starts=date(2024, 2, 1), yes=Reset.QUESTIONS, by=ruth, **ANSWERS
    )
    assert words_of([reset.entry])[reset.pk] == ANSWERS
    assert (reset.starts, reset.entry.by) == (date(2024, 2, 1), ruth)
    assert told(MeasureEvent.RESET) == [(measure.entry.system_id, reset.pk)]
    with pytest.raises(Refused, match="already"):
        a_reset(measure, starts=date(2024, 2, 1), by=ruth)


@pytest.mark.parametrize("missing", Reset.QUESTIONS)
def test_limits_stay_where_one_is_not_a_yes(measure: Measure, ruth: Person, missing: str) -> None:
    some_points(measure, [4.0, 5.0], by=ruth)
    yes = [question for question in Reset.QUESTIONS if question != missing]
    with pytest.raises(Refused, match="nothing lost"):
        actions.reset(measure=measure, starts=date(2024, 2, 1), yes=yes, by=ruth, **ANSWERS)
    with pytest.raises(Refused, match="few words"):
        actions.reset(
            measure=measure,
            starts=date(2024, 2, 1),
            yes=Reset.QUESTIONS,
            by=ruth,
            **(ANSWERS | {missing: " "}),
        )
    assert not Reset.objects.exists()


def test_new_limits_need_points_on_both_sides(measure: Measure, ruth: Person) -> None:
    some_points(measure, [4.0, 5.0], by=ruth)
    for day in (date(2024, 1, 1), date(2023, 1, 1), date(2030, 1, 1)):
        with pytest.raises(Refused, match="points before"):
            a_reset(measure, starts=day, by=ruth)


def test_only_who_holds_it_sets_limits_anew(measure: Measure, system: System, ruth: Person) -> None:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    some_points(measure, [4.0, 5.0], by=ruth)
    with pytest.raises(PermissionDenied):
        a_reset(measure, starts=date(2024, 2, 1), by=kerry)
