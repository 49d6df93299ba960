from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.kinds import Station, kinds_at
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat
from alongside.learning.measures import actions
from alongside.learning.measures.charts.marks import NOTE, TRIED
from alongside.learning.measures.models import Hoped, KeptChart, Measure, Shape
from alongside.learning.measures.rules.charting import LIMITS, PRIMED, Chart, chart_of, charts_of
from alongside.learning.measures.rules.keeping import replayed
from alongside.learning.measures.testing import (
    a_freeze,
    a_measure,
    a_note,
    a_reset,
    an_aside,
    months,
    some_points,
)

from .measures import MANY, SHARE

pytestmark = pytest.mark.django_db
RATE = {"shape": Shape.RATE, "numerator": "falls", "denominator": "nights"}


@pytest.fixture
def measure(system: System, ruth: Person) -> Measure:
    return a_measure(system, by=ruth, unit="days", hoped=Hoped.DOWN)


def drawn(person: Person, measure: Measure, **kwargs: Any) -> Chart:
    return chart_of(Reader.of(person), measure, **kwargs)


def labels(chart: Chart) -> list[str]:
    assert chart.analysis is not None
    return [point.label for point in chart.analysis.points]


@verb
def tried(
    system: System, because: list[Entry], by: Person, words: str = "Sit down first.", **kwargs: Any
) -> Entry:
    """Something tried, as this room knows it: an entry at that station, and no more."""
    kind = next(kind for kind in kinds_at(Station.TRY) if kind.endswith("experiment"))
    entry = write(
        system=system, kind=kind, by=by, draft=Draft({"words": words}, because=because, **kwargs)
    )
    happened("tests.tried", by=by.pk, on=system.pk, to=entry.pk)
    return entry


# --- what is read ----------------------------------------------------------------------------


def test_a_chart_of_nothing_says_so(measure: Measure, ruth: Person) -> None:
    chart = drawn(ruth, measure)
    assert (chart.analysis, chart.has_points) == (None, False)
    assert chart.sentence == chart.unfit == "There are no points to draw yet."


def test_a_run_chart_unless_limits_are_asked_for(measure: Measure, ruth: Person) -> None:
    some_points(measure, MANY, by=ruth)
    run, limits = drawn(ruth, measure), drawn(ruth, measure, rules=LIMITS)
    assert run.analysis is not None
    assert limits.analysis is not None
    assert (run.rules, run.analysis.settings.rules) == ("anhoej", "anhoej")
    assert limits.analysis.settings.rules == "mdc"
    assert run.analysis.points[0].upper is None
    assert limits.analysis.points[0].upper is not None
    assert run.analysis.settings.direction == "down"
    assert (run.called, run.unit) == ("Days until a claim is right", "days")
    assert drawn(ruth, measure, rules=PRIMED).rules == "anhoej", "there is no denominator"


def test_a_share_is_shown_out_of_a_hundred(system: System, ruth: Person) -> None:
    share = a_measure(system, by=ruth, **SHARE)
    some_points(share, [10, 20, 30] * 5, out_of=[40, 40, 60] * 5, by=ruth)
    for rules in (None, LIMITS, PRIMED):
        chart = drawn(ruth, share, rules=rules)
        assert chart.analysis is not None
        assert [point.y for point in chart.analysis.points[:3]] == [25.0, 50.0, 50.0]
        assert chart.unit == "%"
        centre = chart.analysis.points[0].centre
        assert centre is not None
        assert 25 < centre <= 50
    primed = drawn(ruth, share, rules=PRIMED).analysis
    assert primed is not None
    first, third = primed.points[0], primed.points[2]
    assert None not in (first.upper, third.upper)
    assert first.upper > third.upper, "wider where it is out of fewer"  # type: ignore[operator]


def test_a_rate_is_for_every_so_many(system: System, ruth: Person) -> None:
    rate = a_measure(system, by=ruth, per=1_000, unit="falls", **RATE)
    some_points(rate, [4, 3] * 7, out_of=[2_000, 1_000] * 7, by=ruth)
    for rules in (None, LIMITS, PRIMED):
        chart = drawn(ruth, rate, rules=rules)
        assert chart.analysis is not None
        assert [point.y for point in chart.analysis.points[:2]] == [2.0, 3.0]
        assert chart.unit == "falls for every 1,000"


def test_small_numbers_of_people_are_a_gap(system: System, ruth: Person) -> None:
    counted = a_measure(system, by=ruth, shape=Shape.COUNT, counts_people=True)
    days = some_points(counted, [40, 2, 30], by=ruth)
    chart = drawn(ruth, counted)
    assert [point.y for point in chart.points] == [40, None, 30]
    assert chart.fewer == {days[1]}


def test_a_point_set_aside_is_in_no_centre(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [10.0, 12.0, 90.0, 11.0], by=ruth)
    an_aside(measure, period=days[2], by=ruth)
    analysis = drawn(ruth, measure).analysis
    assert analysis is not None
    assert [point.aside for point in analysis.points] == [False, False, True, False]
    assert analysis.stretches[0].centre == 11.0


def test_limits_are_held_still_and_set_anew(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [*MANY, *[value - 10 for value in MANY]], by=ruth)
    a_freeze(measure, base_until=days[13], by=ruth)
    held = drawn(ruth, measure, rules=LIMITS).analysis
    assert held is not None
    assert [(s.first, s.last, s.base) for s in held.stretches] == [(0, 27, 14)]
    reset = a_reset(measure, starts=days[14], by=ruth)
    anew = drawn(ruth, measure, rules=LIMITS).analysis
    assert anew is not None
    assert [(s.first, s.last, s.base) for s in anew.stretches] == [(0, 13, 14), (14, 27, 14)]
    before = drawn(ruth, measure, rules=LIMITS, without=[reset.pk]).analysis
    assert before == held


def test_limits_may_be_made_of_so_many_points_before_a_day(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [50.0] * 6 + [*MANY, *MANY], by=ruth)
    before = drawn(ruth, measure, as_known_on=timezone.localdate()).analysis
    actions.freeze(measure=measure, base_until=days[19], base=14, words="We sit down.", by=ruth)
    chart = drawn(ruth, measure)
    assert chart.settings.since == (days[6],)
    assert chart.analysis is not None
    assert before is not None
    assert [(s.first, s.last, s.base) for s in before.stretches] == [(0, 33, 34)]
    assert [(s.first, s.last, s.base) for s in chart.analysis.stretches] == [(0, 5, 0), (6, 33, 14)]
    assert "It is held against the 14 points before the change." in chart.sentence
    earlier = chart.analysis.points[0]
    assert (earlier.y, earlier.centre, earlier.fired) == (50.0, None, ())
    assert chart.rows[0].says == "before what the limits are made of: not judged"
    assert "made of these points, and held still" in chart.svg
    assert "set anew" not in chart.sentence + chart.svg
    kept = actions.keep_chart(measure=measure, by=ruth)
    some_points(measure, [51.0], by=ruth)
    assert replayed(Reader.of(ruth), kept).same


def test_limits_of_more_points_than_there_are_are_made_of_all(
    measure: Measure, ruth: Person
) -> None:
    days = some_points(measure, [*MANY, *MANY], by=ruth)
    with pytest.raises(Refused, match="at least one point"):
        actions.freeze(measure=measure, base_until=days[13], base=0, words="From here.", by=ruth)
    actions.freeze(measure=measure, base_until=days[13], base=40, words="From here.", by=ruth)
    assert drawn(ruth, measure).settings.since == ()


# --- what stands beside it -------------------------------------------------------------------


def test_what_was_tried_stands_on_its_axis(measure: Measure, ruth: Person) -> None:
    some_points(measure, MANY, by=ruth)
    system = measure.entry.system
    first = tried(system, [measure.entry], ruth, on=date(2024, 5, 1))
    chart = drawn(ruth, measure)
    assert [(mark.when, mark.text, mark.kind) for mark in chart.marks] == [
        (date(2024, 5, 1), "Sit down first.", TRIED)
    ]
    assert chart.marks[0].url == first.get_absolute_url()


def test_what_was_tried_may_be_joined_to_it_by_something_else(
    measure: Measure, ruth: Person
) -> None:
    """Such as a plan, that rests on both."""
    system = measure.entry.system
    alone = tried(system, [], ruth, "Knock.", on=date(2024, 2, 1))
    tried(system, [], ruth, "Another thing.", on=date(2024, 2, 1))
    tried(system, [alone, measure.entry], ruth, "The plan.", on=date(2024, 3, 1))
    assert [mark.text for mark in drawn(ruth, measure).marks] == ["Knock.", "The plan."]


def test_what_was_tried_and_is_not_yours_is_not_there(measure: Measure, ruth: Person) -> None:
    kerry = a_person("Kerry")
    system = measure.entry.system
    a_seat(system, by=ruth, person=kerry)
    gone = tried(system, [measure.entry], ruth, "Gone.")
    tried(system, [measure.entry], ruth, "Ours.", reach="us")
    logbook.withdraw(entry=gone, by=ruth)
    assert [mark.text for mark in drawn(ruth, measure).marks] == ["Ours."]
    assert drawn(kerry, measure).marks == ()


def test_notes_stand_in_their_order_and_so_does_a_new_definition(
    measure: Measure, ruth: Person
) -> None:
    a_note(measure, by=ruth, words="Later.", on=date(2026, 3, 1))
    before = a_note(measure, by=ruth, words="Before.", on=date(2026, 1, 1))
    actions.define(
        measure=measure,
        definition="Until paid.",
        changed="We learnt.",
        unit="weeks",
        holds_from=timezone.localdate() + timedelta(days=300),
        by=ruth,
    )
    chart = drawn(ruth, measure)
    assert chart.notes[0].url == f"{measure.get_absolute_url()}#{before.pk}"
    assert [(mark.text, mark.kind) for mark in chart.notes] == [
        ("Before.", NOTE),
        ("Later.", NOTE),
        ("Counted another way from here", NOTE),
    ]
    assert chart.unit == "weeks"


# --- as it was known -------------------------------------------------------------------------


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def written(row: Any, days: int, taken_back: int = 0) -> None:
    """As if it had been written so many days ago, and taken back so many days ago."""
    gone = days_ago(taken_back) if taken_back else None
    title = "" if gone else row.entry.title
    Entry.objects.filter(pk=row.pk).update(at=days_ago(days), withdrawn_at=gone, title=title)


def test_a_chart_as_it_was_known_leaves_out_what_came_later(measure: Measure, ruth: Person) -> None:
    written(measure, 40)
    days = some_points(measure, [10.0, 12.0, 14.0], by=ruth, known_at=days_ago(30))
    some_points(measure, [10.0, 12.0, 20.0, 21.0], by=ruth, known_at=days_ago(10))
    written(a_note(measure, by=ruth), 10)
    written(an_aside(measure, period=days[0], by=ruth), 10)
    written(a_reset(measure, starts=days[1], by=ruth), 10)
    then = drawn(ruth, measure, as_known_on=timezone.localdate() - timedelta(days=20))
    now = drawn(ruth, measure)
    assert [point.y for point in then.points] == [10.0, 12.0, 14.0]
    assert [point.y for point in now.points] == [10.0, 12.0, 20.0, 21.0]
    assert then.analysis is not None
    assert now.analysis is not None
    assert (len(then.analysis.stretches), len(now.analysis.stretches)) == (1, 2)
    assert [point.aside for point in then.points] == [False] * 3
    assert (len(then.notes), len(now.notes)) == (0, 1)


def test_what_was_taken_back_since_is_still_known_of_then(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [10.0, 12.0, 14.0], by=ruth, known_at=days_ago(30))
    written(an_aside(measure, period=days[0], by=ruth), 25, taken_back=5)
    written(a_note(measure, by=ruth), 25, taken_back=5)
    then = drawn(ruth, measure, as_known_on=timezone.localdate() - timedelta(days=20))
    assert [point.aside for point in then.points] == [True, False, False]
    assert then.notes == (), "its words were deleted"
    assert not any(point.aside for point in drawn(ruth, measure).points)


# --- kept ------------------------------------------------------------------------------------


def test_a_kept_chart_is_drawn_again_exactly(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [*MANY, None, *MANY], by=ruth)
    aside = an_aside(measure, period=days[2], by=ruth)
    a_freeze(measure, base_until=days[13], by=ruth)
    for rules in ("", LIMITS):
        kept = actions.keep_chart(measure=measure, by=ruth, read=rules)
        assert replayed(Reader.of(ruth), kept).same
    logbook.withdraw(entry=aside.entry, by=ruth)
    some_points(measure, [99.0, 98.0], by=ruth)
    a_reset(measure, starts=days[20], by=ruth)
    for kept in KeptChart.objects.select_related("measure__entry__system"):
        again = replayed(Reader.of(ruth), kept)
        assert again.same
        assert again.chart.points[0].y == MANY[0]
        assert again.chart.points[2].aside
    assert drawn(ruth, measure).points[0].y == 99.0


@pytest.mark.parametrize("shape", [SHARE, RATE])
def test_a_kept_chart_of_shares_is_too(system: System, ruth: Person, shape: dict[str, Any]) -> None:
    measure = a_measure(system, by=ruth, **shape)
    some_points(measure, [3, 7, 9, 11] * 5, out_of=[41, 43, 47, 53] * 5, by=ruth)
    for rules in ("", LIMITS, PRIMED):
        kept = actions.keep_chart(measure=measure, by=ruth, read=rules)
        kept = KeptChart.objects.select_related("measure__entry__system").get(pk=kept.pk)
        again = replayed(Reader.of(ruth), kept)
        assert again.same
        assert again.chart.rules == (rules or "anhoej")


def test_what_does_not_come_out_the_same_says_so(measure: Measure, ruth: Person) -> None:
    some_points(measure, MANY, by=ruth)
    kept = actions.keep_chart(measure=measure, by=ruth)
    kept.results["points"][3]["y"] += 1e-9
    assert not replayed(Reader.of(ruth), kept).same
    kept.refresh_from_db()
    kept.convention = "anhoej-r-0.9"
    assert not replayed(Reader.of(ruth), kept).same


# --- many ------------------------------------------------------------------------------------


def test_many_charts_ask_no_more_of_the_database_than_few(
    system: System, ruth: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked = []
    for many in (3, 27):
        for _n in range(many):
            measure = a_measure(system, by=ruth, counts_people=True)
            some_points(measure, MANY, by=ruth)
            a_note(measure, by=ruth)
            an_aside(measure, period=months(1)[0], by=ruth)
            tried(system, [measure.entry], ruth)
        rows = list(Measure.objects.select_related("entry__system"))
        reader = Reader.of(ruth)
        with django_assert_max_num_queries(15) as queries:
            charts = charts_of(reader, rows)
        assert all(chart.analysis and chart.notes and chart.marks for chart in charts)
        asked.append(len(queries))
    assert asked[0] == asked[1]


# --- the ways in which it says the same ------------------------------------------------------


def test_a_chart_is_drawn_written_and_said(measure: Measure, ruth: Person) -> None:
    days = some_points(measure, [*MANY, 60.0], by=ruth)
    a_note(measure, by=ruth, words="We moved.", on=days[3])
    tried(measure.entry.system, [measure.entry], ruth, on=days[1])
    chart = drawn(ruth, measure, rules=LIMITS)
    assert [mark.kind for mark in chart.beside] == [TRIED, NOTE]
    for svg in (chart.svg, chart.narrow, chart.small):
        assert svg.startswith("<svg ")
        assert "Days until a claim is right" in svg
    assert len(chart.rows) == len(days)
    assert [name for name, _heading in chart.columns][:2] == ["when", "value"]
    assert "above the upper limit" in chart.sentence
    assert "We moved." in chart.svg


def test_what_is_too_small_is_said_in_words(system: System, ruth: Person) -> None:
    counted = a_measure(system, by=ruth, shape=Shape.COUNT, counts_people=True)
    some_points(counted, [40, 2, 30], by=ruth)
    assert drawn(ruth, counted).rows[1].value == "fewer than 5"
    share = a_measure(system, by=ruth, counts_people=True, **SHARE)
    some_points(share, [20, 38, 20], out_of=[40, 40, 40], by=ruth)
    assert drawn(ruth, share).rows[1].value == "too few people to say"


def test_limits_beyond_what_there_can_be_are_drawn_up_to_it(system: System, ruth: Person) -> None:
    share = a_measure(system, by=ruth, **SHARE)
    some_points(share, [38, 20, 40, 25] * 4, out_of=[40] * 16, by=ruth)
    chart = drawn(ruth, share, rules=LIMITS)
    assert chart.clip == (0.0, 100.0)
    assert [each.says for each in chart.warnings if each.code == "beyond-scale"] == [
        "A limit lies beyond 0% or 100%, where no point can be."
    ]


def test_a_rate_says_what_it_is_out_of_as_it_was_counted(system: System, ruth: Person) -> None:
    rate = a_measure(system, by=ruth, per=1_000, **RATE)
    some_points(rate, [4, 3], out_of=[2_000, 900], by=ruth)
    assert [row.out_of for row in drawn(ruth, rate).rows] == ["2,000", "900"]
