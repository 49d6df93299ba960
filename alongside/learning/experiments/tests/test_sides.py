"""Which points are before a change and which after it, and what they may be credited with."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.models import Experiment, Result, Rules
from alongside.learning.experiments.rules.second import on_a_side
from alongside.learning.experiments.rules.sides import ends, sides_of
from alongside.learning.experiments.rules.studies import moves, shows
from alongside.learning.experiments.testing import (
    BEFORE,
    SINCE,
    a_cycle,
    a_plan,
    a_study,
    an_experiment,
    counted_weekly,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.charts import Point, analyse
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Often
from alongside.learning.measures.rules.keeping import replayed

HIGH = (30.0, 29.0, 31.0, 30.5, 29.5) * 4


@pytest.fixture
def tried(ruth: Person) -> Experiment:
    tried = an_experiment(system=a_system(by=ruth), by=ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    return tried


# --- before, after, and neither ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("often", "begins", "over"),
    [
        (Often.DAY, date(2026, 10, 15), date(2026, 10, 16)),
        (Often.WEEK, date(2026, 10, 12), date(2026, 10, 19)),
        (Often.FORTNIGHT, date(2026, 10, 12), date(2026, 10, 26)),
        (Often.MONTH, date(2026, 10, 1), date(2026, 11, 1)),
        (Often.MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (Often.MONTH, date(2026, 12, 1), date(2027, 1, 1)),
        (Often.QUARTER, date(2026, 10, 1), date(2027, 1, 1)),
        (Often.YEAR, date(2024, 2, 29), date(2025, 2, 28)),
        (Often.TIMES, date(2026, 10, 15), date(2026, 10, 16)),
    ],
)
def test_a_period_is_over_as_often_as_it_is_counted(often: str, begins: date, over: date) -> None:
    assert ends(begins, often) == over


def test_limits_are_held_up_to_the_last_period_that_was_over() -> None:
    assert rules.last_over(date(2026, 10, 15), Often.MONTH) == date(2026, 9, 15)
    assert rules.last_over(date(2026, 10, 12), Often.WEEK) == date(2026, 10, 5)
    assert rules.last_over(date(2026, 10, 15), Often.TIMES) == date(2026, 10, 14)
    assert rules.last_over(date(2025, 3, 1), Often.YEAR) == date(2024, 3, 1)


def test_the_month_a_change_falls_in_is_neither_before_nor_after() -> None:
    points = [Point(date(2026, month, 1), float(month)) for month in range(1, 13)]
    judged = analyse(points).points
    there = sides_of(judged, date(2026, 10, 15), Often.MONTH)
    assert (there.before[-1], there.since) == (9.0, (11.0, 12.0))
    assert there.last == date(2026, 9, 1)
    again = on_a_side(points, date(2026, 10, 15), Often.MONTH)
    assert [point.x for point in again if point.y is None] == [date(2026, 10, 1)]
    assert on_a_side(points, date(2026, 10, 1), Often.MONTH) == points
    on_the_first = sides_of(judged, date(2026, 10, 1), Often.MONTH)
    assert (on_the_first.before[-1], on_the_first.since) == (9.0, (10.0, 11.0, 12.0))


def test_no_more_points_are_ordinary_than_the_plan_says() -> None:
    points = [Point(date(2026, 1, day), float(day), aside=day == 9) for day in range(1, 13)]
    judged, change = analyse(points).points, date(2026, 1, 11)
    assert sides_of(judged, change, Often.DAY, 3).before == (7.0, 8.0, None, 10.0)
    assert sides_of(judged, change, Often.DAY, 3).first == date(2026, 1, 7)
    assert sides_of(judged, change, Often.DAY, 0).before == ()
    many = sides_of(judged, change, Often.DAY, 40)
    assert (len(many.before), many.first) == (10, None)


@pytest.mark.django_db
def test_no_plan_is_locked_on_more_points_than_were_counted(ruth: Person) -> None:
    plan = a_plan(experiment=an_experiment(system=a_system(by=ruth), by=ruth), by=ruth, before=13)
    assert rules.counted_before(plan) == 13
    fixed: dict[str, Any] = {"by_rules": Rules.ANHOEJ, "decide_on": plan.decide_on, "by": ruth}
    actions.fix(plan=plan, baseline=14, **fixed)
    with pytest.raises(Refused, match="Only 13 points were counted before"):
        actions.lock(plan=plan, by=ruth)
    with pytest.raises(Refused, match="no more than 10,000"):
        actions.fix(plan=plan, baseline=10_001, **fixed)
    actions.fix(plan=plan, baseline=13, **fixed)
    actions.lock(plan=plan, by=ruth)


@pytest.mark.django_db
def test_a_study_goes_by_the_points_the_plan_names(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, before=(*HIGH, *BEFORE))
    main = rules.looked_at(Reader.of(ruth), plan)[0]
    assert (main.compared.n_before, main.compared.before) == (12, 10.0)
    assert main.chart.analysis is not None
    assert main.chart.analysis.stretches[-1].centre == 10.0
    seen = a_study(experiment=tried, by=ruth)
    assert (seen.result, seen.before) == (Result.AS_EXPECTED, 10.0)
    kept = seen.seen.select_related("chart__measure__entry__system").get(as_what="main")
    assert kept.chart.results["stretches"][-1]["base"] == 12
    assert replayed(Reader.of(ruth), kept.chart).same


# --- what the change may be credited with --------------------------------------------------------


@pytest.mark.django_db
def test_an_older_signal_is_not_the_change(ruth: Person, tried: Experiment) -> None:
    still = (*BEFORE, *BEFORE)
    plan = counted_weekly(experiment=tried, by=ruth, before=(*HIGH, *still), since=still[:10])
    assert plan.baseline == 12
    assert a_study(experiment=tried, by=ruth).result == Result.NO_SIGNAL


@pytest.mark.parametrize("by_rules", ["anhoej", "mdc"])
def test_only_points_since_the_change_show_it(by_rules: str) -> None:
    assert shows(by_rules, BEFORE, SINCE)
    assert not shows(by_rules, BEFORE, BEFORE)
    # Six points below, five of them before the change: a shift that had begun already.
    begun = (*BEFORE[:7], 9.5, 9.4, 9.5, 9.4, 9.5)
    assert not shows(by_rules, begun, (9.4, 9.4, 10.6))
    assert not shows(by_rules, (), SINCE)


@pytest.mark.parametrize(
    ("by_rules", "before", "moving"),
    [
        ("anhoej", [20.0 - n / 2 for n in range(14)], True),
        ("mdc", [20.0 - n / 2 for n in range(14)], True),
        ("anhoej", BEFORE, False),
        ("mdc", BEFORE, False),
        ("mdc", (*BEFORE, 14.0, *BEFORE), False),
    ],
)
def test_whether_it_was_moving_before(by_rules: str, before: Sequence[float], moving: bool) -> None:
    assert moves(by_rules, before) is moving


@pytest.mark.django_db
def test_what_was_moving_before_is_no_sign_of_the_change(ruth: Person, tried: Experiment) -> None:
    falling = [20.0 - n / 2 for n in range(12)]
    counted_weekly(experiment=tried, by=ruth, before=falling)
    assert a_study(experiment=tried, by=ruth).result == Result.MOVING


# --- what is said of a lock that came late -------------------------------------------------------


@pytest.mark.django_db
def test_a_late_lock_and_late_points_are_said(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    begins, main = plan.starts_on, plan.chosen.get(as_what="main").measure
    assert begins is not None
    assert plan.days_begun == (timezone.localdate() - begins).days > 1
    assert rules.written_since(plan, main) == 0
    earlier = [Counted(begins - timedelta(weeks=n), 12.0) for n in (1, 2, 20)]
    measures.correct(measure=main, point=earlier[0], by=ruth)
    measures.correct(measure=main, point=earlier[1], by=ruth)
    measures.enter(measure=main, points=earlier[2:], by=ruth)
    assert rules.written_since(plan, main) == 3
    seen = a_study(experiment=tried, by=ruth)
    client.force_login(ruth)
    pages = {"plan": plan, "compare": tried, "study": seen}
    for page, thing in pages.items():
        text = client.get(reverse(f"experiments:{page}", args=[thing.pk])).text
        assert f"{plan.days_begun} days after the change began." in text, page
        assert "3 points from before the change were written down or corrected" in text, page
        assert "before results" not in text, page


@pytest.mark.django_db
def test_a_lock_before_the_change_is_said_to_be_one(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    assert plan.days_begun == 0
    client.force_login(ruth)
    for page, thing in {"plan": plan, "experiment": tried}.items():
        text = client.get(reverse(f"experiments:{page}", args=[thing.pk])).text
        assert "before results." in text, page
        assert "after the lock" not in text, page
