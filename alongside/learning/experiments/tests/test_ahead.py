"""A plan that is locked ahead of its start: what is ordinary, and what is said till then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, tzinfo
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.models import Experiment, Plan, Result
from alongside.learning.experiments.testing import a_cycle, a_plan, a_study, an_experiment
from alongside.learning.measures import actions as measures
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Kind, Measure, Often
from alongside.learning.measures.rules.charting import chart_of
from alongside.learning.measures.testing import a_measure

pytestmark = pytest.mark.django_db
WEEKS = timedelta(weeks=1)
BEFORE = [9.0, 11.0, 10.0, 9.5, 10.5, 9.0, 11.0, 10.0, 9.5, 10.5, 9.0, 11.0]
SINCE = [4.0, 5.0, 4.5, 5.0, 4.0, 4.5, 5.0, 4.0, 4.5, 5.0]


@contextmanager
def ago(weeks: int) -> Iterator[None]:
    """Inside, it is so many weeks earlier, at the same hour on the clock of this place."""
    moment = timezone.localtime() - weeks * WEEKS

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return moment.astimezone(tz)  # type: ignore[return-value]

    with patch("django.utils.timezone.datetime", Stopped):
        yield


def week(ago: int) -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) - ago * WEEKS


def enter(measure: Measure, values: list[float], first: date, by: Person) -> None:
    points = [Counted(first + n * WEEKS, value) for n, value in enumerate(values)]
    measures.enter(measure=measure, points=points, by=by)


@pytest.fixture
def ruth() -> Person:
    with ago(30):
        return a_person("Ruth")


@pytest.fixture
def main(ruth: Person) -> Measure:
    with ago(30):
        system = a_system(by=ruth)
        kind, often = Kind.OUTCOME, Often.WEEK
        return a_measure(system, by=ruth, kind=kind, unit="weeks", often=often, on=week(30))


@pytest.fixture
def tried(ruth: Person, main: Measure) -> Experiment:
    with ago(30):
        return an_experiment(system=main.entry.system, by=ruth)


def locked_ahead(tried: Experiment, main: Measure, by: Person, starts_on: date) -> Plan:
    return a_plan(experiment=tried, by=by, main=main, starts_on=starts_on, locked=True)


def test_a_plan_is_locked_before_any_point_since_its_start(
    client: Client, ruth: Person, tried: Experiment, main: Measure
) -> None:
    enter(main, BEFORE, week(12), ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    plan = locked_ahead(tried, main, ruth, week(-4))
    assert plan.is_locked
    assert plan.baseline == 12
    page = client.get(reverse("experiments:compare", args=[tried.pk])).text
    assert "so nothing can have come of it yet" in page
    assert "You named" not in page
    assert client.get(main.get_absolute_url()).status_code == 200
    assert rules.looked_at(Reader.of(ruth), plan)[0].compared.n_after == 0
    assert a_study(experiment=tried, by=ruth).result == Result.TOO_FEW


def test_a_plan_is_locked_ahead_though_nothing_at_all_is_counted_yet(
    client: Client, ruth: Person, tried: Experiment, main: Measure
) -> None:
    plan = locked_ahead(tried, main, ruth, week(-4))
    assert (plan.is_locked, plan.baseline) == (True, 0)
    a_cycle(experiment=tried, by=ruth, made="yes")
    assert client.get(reverse("experiments:compare", args=[tried.pk])).status_code == 200
    assert client.get(plan.get_absolute_url()).status_code == 200


def test_a_study_reads_the_last_points_before_the_change_though_more_came_since_the_lock(
    client: Client, ruth: Person, tried: Experiment, main: Measure
) -> None:
    """Locked twenty weeks ago, begun ten weeks ago: ten points came between."""
    a_cycle(experiment=tried, by=ruth, made="yes")
    with ago(20):
        enter(main, [30.0] * 12, week(12), ruth)
        plan = locked_ahead(tried, main, ruth, week(-10))
    with ago(10):
        enter(main, BEFORE[2:], week(10), ruth)
    enter(main, SINCE, week(10), ruth)
    looked = rules.looked_at(Reader.of(ruth), plan)[0]
    assert looked.sides.before == (30.0, 30.0, *BEFORE[2:])
    assert looked.compared.n_before == plan.baseline == 12
    # They came when their weeks were over: nobody could have known them, and none is said late.
    assert rules.written_since(plan, main) == 0
    assert "after the lock" not in client.get(plan.get_absolute_url()).text
    chart = chart_of(Reader.of(ruth), main)
    assert chart.analysis is not None
    held = looked.chart.analysis
    assert held is not None
    assert held.stretches[-1].centre == chart.analysis.stretches[-1].centre == 10.25


def test_what_was_known_at_a_lock_ahead_and_is_put_right_later_is_said(
    ruth: Person, tried: Experiment, main: Measure
) -> None:
    with ago(20):
        enter(main, BEFORE, week(12), ruth)
        plan = locked_ahead(tried, main, ruth, week(-10))
    measures.correct(measure=main, point=Counted(week(25), 20.0), by=ruth)
    measures.enter(measure=main, points=[Counted(week(15), 9.0)], by=ruth)
    assert rules.written_since(plan, main) == 1


def test_what_is_tried_from_nothing_counted_stands_on_the_chart_too(
    ruth: Person, tried: Experiment, main: Measure
) -> None:
    locked_ahead(tried, main, ruth, week(0))
    enter(main, [9.0, 10.0], week(1), ruth)
    marks = chart_of(Reader.of(ruth), main).marks
    assert [mark.url for mark in marks] == [tried.get_absolute_url()]
    actions.begin_cycle(experiment=tried, plan="One table first.", by=ruth)
    marks = chart_of(Reader.of(ruth), main).marks
    assert [mark.kind for mark in marks] == ["tried", "small"]
