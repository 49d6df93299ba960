"""What was counted: entered, corrected, missing, and as it was known."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record import triggers
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.actions import Came
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import (
    Measure,
    Often,
    Reading,
    Shape,
    as_entered,
    as_known,
    as_known_each,
)
from alongside.learning.measures.testing import a_measure, some_points

pytestmark = pytest.mark.django_db
JAN, FEB, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax")


@pytest.fixture
def measure(table: System, ruth: Person) -> Measure:
    return a_measure(table, by=ruth)


@pytest.fixture
def people(table: System, ruth: Person) -> Measure:
    """So many people out of so many."""
    return a_measure(
        table,
        by=ruth,
        shape=Shape.SHARE,
        counts_people=True,
        numerator="Whose claim was right the first time",
        denominator="Who claimed",
    )


def out_of(period: date, many: float, of: float) -> Counted:
    return Counted(period, numerator=many, denominator=of)


# --- entering -------------------------------------------------------------------------------------


def test_what_was_counted_is_entered_in_one_event(measure: Measure, ruth: Person) -> None:
    came = actions.enter(
        measure=measure, points=[Counted(date(2026, 1, 17), 12), Counted(FEB, 9.5)], by=ruth
    )
    assert came == Came(new=2, changed=0, same=0)
    # A month is known by its first day.
    assert [(row.period, row.value) for row in as_known(measure)] == [(JAN, 12.0), (FEB, 9.5)]
    assert Event.objects.filter(kind=MeasureEvent.COUNTED, thing=measure.pk).count() == 1


def test_the_same_again_changes_nothing(measure: Measure, ruth: Person) -> None:
    points = [Counted(JAN, 12), Counted(FEB, missing=True)]
    actions.enter(measure=measure, points=points, by=ruth)
    events = Event.objects.count()
    assert actions.enter(measure=measure, points=points, by=ruth) == Came(0, 0, 2)
    assert (Reading.objects.count(), Event.objects.count()) == (2, events)


def test_all_of_it_or_nothing(measure: Measure, ruth: Person) -> None:
    later = timezone.localdate() + timedelta(days=70)
    with pytest.raises(Refused, match="still to come"):
        actions.enter(measure=measure, points=[Counted(JAN, 1), Counted(later, 2)], by=ruth)
    assert not Reading.objects.exists()


def test_a_correction_is_a_new_reading_and_the_old_one_stays_known(
    measure: Measure, ruth: Person
) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 12)], by=ruth)
    then = timezone.now()
    assert actions.correct(measure=measure, point=Counted(JAN, 14), by=ruth) == Came(0, 1, 0)
    assert [row.value for row in as_known(measure)] == [14.0]
    assert [row.value for row in as_known(measure, then)] == [12.0]
    assert as_known(measure, then - timedelta(days=1)) == []


def test_there_is_nothing_to_correct_where_nothing_was_entered(
    measure: Measure, ruth: Person
) -> None:
    with pytest.raises(Refused, match="nothing to correct"):
        actions.correct(measure=measure, point=Counted(JAN, 14), by=ruth)


def test_nobody_counted_is_a_gap_and_no_zero(measure: Measure, ruth: Person) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 12)], by=ruth)
    actions.say_missing(measure=measure, period=JAN, by=ruth)
    [row] = as_known(measure)
    assert (row.value, row.missing, row.fewer) == (None, True, False)


def test_what_was_known_on_a_day_stays_so(measure: Measure, ruth: Person) -> None:
    """Nobody knew it before it was known, nor later than now."""
    long_ago = timezone.now() - timedelta(days=90)
    actions.enter(measure=measure, points=[Counted(JAN, 12)], by=ruth, known_at=long_ago)
    for moment in (long_ago, long_ago - timedelta(days=1), timezone.now() + timedelta(days=1)):
        with pytest.raises(Refused):
            actions.enter(measure=measure, points=[Counted(FEB, 1)], by=ruth, known_at=moment)
    later = long_ago + timedelta(days=30)
    actions.enter(measure=measure, points=[Counted(JAN, 13)], by=ruth, known_at=later)
    assert [row.value for row in as_known(measure, long_ago)] == [12.0]


def test_nothing_is_known_before_a_chart_that_was_kept(measure: Measure, ruth: Person) -> None:
    since = timezone.now() - timedelta(days=9)
    some_points(measure, [3, 4, 5, 4, 3, 4, 5, 6, 4, 5, 3, 4], by=ruth, known_at=since)
    kept = actions.keep_chart(measure=measure, by=ruth)
    with pytest.raises(Refused):
        actions.enter(
            measure=measure,
            points=[Counted(JAN, 2)],
            by=ruth,
            known_at=kept.known_at - timedelta(hours=1),
        )


def test_it_is_counted_as_the_definition_of_its_time_says(measure: Measure, ruth: Person) -> None:
    day = timezone.localdate()
    actions.define(
        measure=measure, definition="In working days.", changed="Bank holidays.", by=ruth
    )
    before = Counted(day - timedelta(days=40), 12)
    this_year = Counted(day, 11)
    actions.enter(measure=measure, points=[before, this_year], by=ruth)
    numbers = [row.number for row in as_known(measure)]
    assert numbers[0] == 1
    assert numbers[-1] in (1, 2)  # a month that had begun before it is counted as it began


@pytest.mark.parametrize(
    ("often", "day", "period"),
    [
        (Often.DAY, date(2026, 5, 14), date(2026, 5, 14)),
        (Often.WEEK, date(2026, 5, 14), date(2026, 5, 11)),
        (Often.MONTH, date(2026, 5, 14), date(2026, 5, 1)),
        (Often.QUARTER, date(2026, 5, 14), date(2026, 4, 1)),
        (Often.YEAR, date(2026, 5, 14), date(2026, 1, 1)),
        (Often.TIMES, date(2026, 5, 14), date(2026, 5, 14)),
    ],
)
def test_a_period_is_known_by_its_first_day(
    table: System, ruth: Person, often: str, day: date, period: date
) -> None:
    measure = a_measure(table, by=ruth, often=often)
    actions.enter(measure=measure, points=[Counted(day, 3)], by=ruth)
    assert [row.period for row in as_known(measure)] == [period]


def test_fortnights_are_counted_from_the_first(table: System, ruth: Person) -> None:
    measure = a_measure(table, by=ruth, often=Often.FORTNIGHT)
    actions.enter(measure=measure, points=[Counted(date(2026, 5, 14), 3)], by=ruth)
    actions.enter(measure=measure, points=[Counted(date(2026, 5, 24), 4)], by=ruth)
    assert [(row.period, row.value) for row in as_known(measure)] == [(date(2026, 5, 11), 4.0)]


# --- what cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("many", "of"),
    [(41, 40), (-1, 40), (3, -40), (0, 0), (2.5, 40), (float("nan"), 40), (3, float("inf"))],
)
def test_so_many_out_of_so_many_has_to_be_possible(
    people: Measure, ruth: Person, many: float, of: float
) -> None:
    with pytest.raises(Refused):
        actions.enter(measure=people, points=[out_of(JAN, many, of)], by=ruth)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e400, 1e13])
def test_a_number_is_one_that_can_be_counted_to(
    measure: Measure, ruth: Person, value: float
) -> None:
    with pytest.raises(Refused):
        actions.enter(measure=measure, points=[Counted(JAN, value)], by=ruth)


def test_a_count_is_whole_and_not_below_nothing(table: System, ruth: Person) -> None:
    measure = a_measure(table, by=ruth, shape=Shape.COUNT)
    for value in (-1, 2.5):
        with pytest.raises(Refused):
            actions.enter(measure=measure, points=[Counted(JAN, value)], by=ruth)


def test_who_has_no_seat_at_its_table_enters_nothing(measure: Measure, ruth: Person) -> None:
    stranger, tom = a_person("Stranger"), a_person("Tom")
    with pytest.raises(PermissionDenied):
        actions.enter(measure=measure, points=[Counted(JAN, 1)], by=stranger)
    a_seat(measure.entry.system, by=ruth, person=tom)
    actions.enter(measure=measure, points=[Counted(JAN, 1)], by=tom)
    with pytest.raises(PermissionDenied):
        actions.enter(measure=measure, points=[Counted(JAN, 1)])


def test_no_more_than_can_be_read_on_one_chart(
    measure: Measure, ruth: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.points, "MOST_POINTS", 3)
    some_points(measure, [1.0, 2.0], by=ruth, since=JAN)
    points = [Counted(day, 3) for day in (MARCH, date(2026, 4, 1))]
    for verb in (actions.enter, actions.look_at):
        with pytest.raises(Refused, match="more than 3 points"):
            verb(measure=measure, points=points, by=ruth)
    some_points(measure, [1.0, 2.0, 3.0], by=ruth, since=JAN)
    some_points(measure, [5.0, 5.0, 5.0], by=ruth, since=JAN)
    assert [row.value for row in as_entered(measure)] == [5.0] * 3


def test_what_nobody_counts_any_more_takes_no_points(measure: Measure, ruth: Person) -> None:
    actions.stop(measure=measure, by=ruth)
    with pytest.raises(Refused):
        actions.enter(measure=measure, points=[Counted(JAN, 1)], by=ruth)


# --- the database --------------------------------------------------------------------------------


def test_the_database_changes_and_removes_no_reading(measure: Measure, ruth: Person) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 12)], by=ruth)
    for change in (
        lambda: Reading.objects.update(value=1),
        lambda: Reading.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Reading.objects.get().value == 12


def test_its_triggers_are_among_those_that_are_looked_for() -> None:
    from django.db import connection

    assert any(name.startswith("measures_reading_") for name in triggers.names(connection.vendor))
    assert triggers.missing(connection) == []


@pytest.mark.parametrize(
    "row",
    [
        {"value": 1.0, "missing": True},
        {"value": None, "missing": False},
        {"value": float("inf")},
        {"value": 1.0, "numerator": -1.0, "denominator": 2.0},
        {"value": 1.0, "numerator": 1.0, "denominator": 0.0},
        {"value": 1.0, "numerator": 1.0},
        {"value": 1.0, "number": 0},
        {"value": 1.0, "by": None},
    ],
)
def test_the_database_takes_no_nonsense(
    measure: Measure, ruth: Person, row: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(**{"measure": measure, "period": JAN, "by": ruth, **row})


# --- small numbers -------------------------------------------------------------------------------


def test_few_people_are_a_gap_before_anything_is_made_of_them(
    people: Measure, ruth: Person
) -> None:
    points = [out_of(JAN, 3, 40), out_of(FEB, 20, 40), out_of(MARCH, 38, 40)]
    actions.enter(measure=people, points=points, by=ruth)
    known = as_known(people)
    assert [row.fewer for row in known] == [True, False, True]
    for row in (known[0], known[2]):
        # Nothing is left from which the number could be put together again.
        assert (row.value, row.numerator, row.denominator) == (None, None, None)
    assert [row.numerator for row in as_entered(people)] == [3, 20, 38]


def test_a_place_may_hide_more(people: Measure, ruth: Person, table: System) -> None:
    actions.enter(measure=people, points=[out_of(JAN, 7, 40)], by=ruth)
    assert not as_known(people)[0].fewer
    systems.settle(system=table, by=ruth)
    systems.hide_below(smallest=10, by=ruth)
    assert as_known(people)[0].fewer


def test_where_no_people_are_counted_nothing_is_hidden(measure: Measure, ruth: Person) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 3)], by=ruth)
    assert as_known(measure)[0].value == 3


def test_many_measures_are_read_at_once(
    table: System, ruth: Person, django_assert_num_queries: object
) -> None:
    some = [a_measure(table, by=ruth, name=f"Measure {n}", counts_people=True) for n in range(4)]
    for measure in some:
        some_points(measure, [8, 9, 10], by=ruth)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert {len(rows) for rows in as_known_each(some).values()} == {3}


def test_any_day_of_a_month_is_the_same_point(client: Client, table: System, ruth: Person) -> None:
    monthly = a_measure(table, by=ruth, often="month")
    client.force_login(ruth)
    enter = reverse("measures:enter", args=[monthly.pk])
    for typed, number in (("14 March 2026", "3"), ("2026-03-31", "4"), ("March 2026", "5")):
        assert client.post(enter, {"period-0": typed, "value-0": number}).status_code == 302
    actions.enter(measure=monthly, points=[Counted(date(2026, 3, 2), 6)], by=ruth)
    actions.correct(measure=monthly, point=Counted(date(2026, 3, 30), 7), by=ruth)
    assert [(row.period, row.value) for row in as_known(monthly)] == [(date(2026, 3, 1), 7.0)]
    actions.say_missing(measure=monthly, period=date(2026, 3, 9), by=ruth)
    [march] = as_known(monthly)
    assert march.missing
    rows = client.post(
        reverse("measures:paste", args=[monthly.pk]), {"rows": "2026-04-02\t1\n30/04/2026\t2\n"}
    )
    assert "Line 1 says something else for the same time." in rows.text
