"""A measure: begun, said anew, kept, stopped; and what the database refuses of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import (
    Definition,
    Hoped,
    KeptChart,
    Kind,
    Measure,
    Often,
    Shape,
    as_known,
)
from alongside.learning.measures.testing import (
    a_freeze,
    a_measure,
    a_note,
    a_reset,
    an_aside,
    some_points,
)

from .measures import SHARE, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(system: System, ruth: Person) -> Measure:
    return a_measure(system, by=ruth)


# --- beginning -------------------------------------------------------------------------------


def test_a_measure_is_begun_with_what_it_is_for(system: System, ruth: Person) -> None:
    measure = a_measure(system, by=ruth, why="Is it sooner?", source="The diary", unit="days")
    words = words_of([measure.entry])[measure.pk]
    assert words["words"] == measure.entry.title == "Days until a claim is right"
    assert (words["why"], words["source"], words["unit-1"]) == (
        "Is it sooner?",
        "The diary",
        "days",
    )
    assert words["definition-1"].startswith("Days from the first word")
    assert words["burden"].endswith("a minute.")
    assert (measure.hoped, measure.shape, measure.often) == (
        Hoped.UNKNOWN,
        Shape.VALUE,
        Often.MONTH,
    )
    assert (measure.scale, measure.per, measure.stopped_on) == (Scale.PLACE, None, None)
    only = Definition.objects.get(measure=measure)
    assert (only.number, only.by, only.holds_from) == (1, ruth, timezone.localdate())
    assert told(MeasureEvent.BEGUN) == [(system.pk, measure.pk)]


def test_it_is_told_to_those_it_is_for(system: System, ruth: Person) -> None:
    housing = a_system(by=a_person("Kerry"), name="Housing")
    measure = a_measure(system, by=ruth, others=[housing])
    assert told(MeasureEvent.BEGUN) == [(system.pk, measure.pk), (housing.pk, measure.pk)]
    note = a_note(measure, by=ruth)
    assert told(MeasureEvent.NOTED) == [(system.pk, note.pk), (housing.pk, note.pk)]


def test_a_rate_is_for_every_so_many(system: System, ruth: Person) -> None:
    out_of = {"numerator": "falls", "denominator": "nights"}
    rate = a_measure(system, by=ruth, shape=Shape.RATE, per=100, **out_of)
    assert rate.per == 100
    assert a_measure(system, by=ruth, shape=Shape.RATE, **out_of).per == 1_000
    assert a_measure(system, by=ruth, **SHARE, per=100).per is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"definition": ""},
        {"burden": "\n"},
        {"kind": "target"},
        {"hoped": "best"},
        {"shape": "score"},
        {"often": "always"},
        {"shape": Shape.SHARE},
        {"shape": Shape.RATE, "numerator": "falls"},
    ],
)
def test_it_says_what_is_asked(system: System, ruth: Person, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        a_measure(system, by=ruth, **wrong)
    assert not Measure.objects.exists()


def test_nobody_counts_in_a_life(ruth: Person) -> None:
    with pytest.raises(PermissionDenied, match="told there, not counted"):
        a_measure(a_life(by=ruth), by=ruth)


def test_who_does_not_sit_here_begins_nothing(system: System) -> None:
    with pytest.raises(PermissionDenied):
        a_measure(system, by=a_person("Eve"))


@pytest.mark.parametrize("scale", [Scale.TEAM, Scale.ORGANISATION])
def test_an_aid_is_never_of_a_team(ruth: Person, scale: Scale) -> None:
    with pytest.raises(PermissionDenied, match="nowhere closer"):
        a_measure(a_system(by=ruth, scale=scale), by=ruth, kind=Kind.AID)


# --- what the database refuses ---------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"scale": Scale.LIFE},
        {"kind": Kind.AID, "scale": Scale.TEAM},
        {"kind": Kind.AID, "scale": Scale.ORGANISATION},
        {"shape": Shape.RATE, "per": None},
        {"shape": Shape.RATE, "per": 0},
        {"shape": Shape.VALUE, "per": 1_000},
    ],
)
def test_the_database_refuses(measure: Measure, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(**wrong)


def test_an_aid_stands_where_it_may(measure: Measure) -> None:
    for scale in (Scale.PLACE, Scale.COUNTRY):
        Measure.objects.filter(pk=measure.pk).update(kind=Kind.AID, scale=scale)


def test_versions_have_numbers_of_their_own(measure: Measure) -> None:
    for number in (0, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Definition.objects.create(measure=measure, number=number, holds_from=date(2026, 1, 1))


# --- counting another way --------------------------------------------------------------------


def test_a_definition_is_said_anew_beside_the_one_before(measure: Measure, ruth: Person) -> None:
    day = timezone.localdate() + timedelta(days=3)
    made = actions.define(
        measure=measure,
        definition="Until paid.",
        changed="Right is not paid.",
        unit="days",
        holds_from=day,
        by=ruth,
    )
    words = words_of([measure.entry])[measure.pk]
    assert (made.number, made.holds_from, made.by) == (2, day, ruth)
    assert (words["definition-2"], words["changed-2"]) == ("Until paid.", "Right is not paid.")
    assert words["definition-1"].startswith("Days from the first word")
    assert told(MeasureEvent.DEFINED) == [(measure.entry.system_id, measure.pk)]


@pytest.mark.parametrize("wrong", [{"definition": " "}, {"changed": ""}])
def test_a_definition_says_how_and_why(
    measure: Measure, ruth: Person, wrong: dict[str, str]
) -> None:
    said: dict[str, Any] = {"definition": "Until paid.", "changed": "We learnt."} | wrong
    with pytest.raises(Refused):
        actions.define(measure=measure, by=ruth, **said)


def test_a_definition_never_holds_from_before_the_last(measure: Measure, ruth: Person) -> None:
    with pytest.raises(Refused, match="later day"):
        actions.define(
            measure=measure, definition="x", changed="y", holds_from=date(2020, 1, 1), by=ruth
        )


def test_a_share_says_anew_what_it_is_out_of(system: System, ruth: Person) -> None:
    share = a_measure(system, by=ruth, **SHARE)
    with pytest.raises(Refused, match="out of what"):
        actions.define(measure=share, definition="x", changed="y", by=ruth)


# --- keeping, stopping, taking back ----------------------------------------------------------


def test_a_chart_is_kept_with_its_numbers(measure: Measure, ruth: Person) -> None:
    some_points(measure, [4.0, None, 6.0], by=ruth)
    kept = actions.keep_chart(measure=measure, by=ruth, words="When we decided.")
    assert [point["y"] for point in kept.results["points"]] == [4.0, None, 6.0]
    assert kept.convention.startswith("anhoej")
    words = words_of([kept.entry])[kept.pk]
    assert words["words"] == "When we decided."
    assert words["sentence"]
    assert told(MeasureEvent.KEPT) == [(measure.entry.system_id, kept.pk)]


def test_nothing_is_kept_of_nothing(measure: Measure, ruth: Person) -> None:
    with pytest.raises(Refused, match="no points"):
        actions.keep_chart(measure=measure, by=ruth)
    assert not KeptChart.objects.exists()


def test_people_are_said_to_be_counted_and_it_is_never_unsaid(
    measure: Measure, ruth: Person
) -> None:
    some_points(measure, [2.0, 20.0], by=ruth)
    actions.count_people(measure=measure, by=ruth)
    measure = Measure.objects.select_related("entry__system").get(pk=measure.pk)
    assert measure.counts_people
    assert [row.value for row in as_known(measure)] == [None, 20.0]
    with pytest.raises(Refused, match="said already"):
        actions.count_people(measure=measure, by=ruth)
    assert Measure.objects.get(pk=measure.pk).counts_people
    assert told(MeasureEvent.COUNTS_PEOPLE) == [(measure.entry.system_id, measure.pk)]


def test_it_is_stopped_once(measure: Measure, ruth: Person) -> None:
    actions.stop(measure=measure, by=ruth)
    measure.refresh_from_db()
    assert measure.stopped_on == timezone.localdate()
    with pytest.raises(Refused):
        actions.stop(measure=measure, by=ruth)
    assert told(MeasureEvent.STOPPED) == [(measure.entry.system_id, measure.pk)]


def test_nothing_is_added_to_what_was_taken_back(measure: Measure, ruth: Person) -> None:
    some_points(measure, [4.0, 5.0], by=ruth)
    Entry.objects.filter(pk=measure.pk).update(withdrawn_at=timezone.now(), title="")
    measure = Measure.objects.select_related("entry").get(pk=measure.pk)
    for verb in (
        lambda: a_note(measure, by=ruth),
        lambda: an_aside(measure, period=date(2024, 1, 1), by=ruth),
        lambda: a_freeze(measure, base_until=date(2024, 1, 1), by=ruth),
        lambda: a_reset(measure, starts=date(2024, 2, 1), by=ruth),
        lambda: actions.keep_chart(measure=measure, by=ruth),
        lambda: actions.stop(measure=measure, by=ruth),
        lambda: actions.define(measure=measure, definition="x", changed="y", by=ruth),
    ):
        with pytest.raises((Refused, PermissionDenied)):
            verb()
