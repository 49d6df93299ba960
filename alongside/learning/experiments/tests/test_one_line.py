"""The page of a measure and the study of a plan hold one and the same limits still."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.models import Experiment, Plan, Rules
from alongside.learning.experiments.testing import BEFORE, a_cycle, an_experiment, counted_weekly
from alongside.learning.measures import actions as measures
from alongside.learning.measures.charts import Stretch
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Freeze, Measure
from alongside.learning.measures.rules.charting import Chart, chart_of
from alongside.learning.measures.rules.keeping import replayed

pytestmark = pytest.mark.django_db
HIGH = (30.0, 29.0, 31.0, 30.5, 29.5) * 4


@pytest.fixture
def tried(ruth: Person) -> Experiment:
    tried = an_experiment(system=a_system(by=ruth), by=ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    return tried


@pytest.fixture
def plan(ruth: Person, tried: Experiment) -> Plan:
    return counted_weekly(experiment=tried, by=ruth, before=(*HIGH, *BEFORE))


def main_of(plan: Plan) -> Measure:
    chosen = plan.chosen.now().select_related("measure__entry__system").get(as_what="main")
    measure: Measure = chosen.measure
    return measure


def lines(chart: Chart) -> list[Stretch]:
    assert chart.analysis is not None
    return list(chart.analysis.stretches)


def on_its_page(plan: Plan, by: Person) -> list[Stretch]:
    return lines(chart_of(Reader.of(by), main_of(plan), rules=plan.rules))


def in_the_study(plan: Plan, by: Person) -> list[Stretch]:
    return lines(rules.looked_at(Reader.of(by), plan)[0].chart)


def fix(plan: Plan, by: Person, **otherwise: Any) -> None:
    said = {"by_rules": plan.rules, "baseline": plan.baseline, "decide_on": plan.decide_on}
    actions.fix(plan=plan, by=by, why="We looked at it again.", **said | otherwise)
    plan.refresh_from_db()


@pytest.mark.parametrize("by_rules", [Rules.ANHOEJ, Rules.MDC])
def test_the_page_shows_the_limits_of_the_study(ruth: Person, plan: Plan, by_rules: str) -> None:
    if by_rules != plan.rules:
        fix(plan, ruth, by_rules=by_rules)
    ours = on_its_page(plan, ruth)
    assert ours == in_the_study(plan, ruth)
    assert [(each.first, each.base) for each in ours] == [(0, 0), (20, 12)]
    assert ours[-1].centre == pytest.approx(10.0, abs=0.5)
    kept = measures.keep_chart(measure=main_of(plan), by=ruth, read=by_rules)
    assert replayed(Reader.of(ruth), kept).same


def test_both_follow_a_plan_that_says_later_how_many(ruth: Person, plan: Plan) -> None:
    for many in (16, 11, 32):
        fix(plan, ruth, baseline=many)
        ours = on_its_page(plan, ruth)
        assert ours == in_the_study(plan, ruth)
        assert ours[-1].base == many
    assert Freeze.objects.filter(measure=main_of(plan)).count() == 4


def test_both_follow_what_is_set_aside_or_comes_late(ruth: Person, plan: Plan) -> None:
    main = main_of(plan)
    first = main.readings.order_by("period")[22].period
    measures.set_aside(measure=main, period=first, words="A flood.", by=ruth)
    ours = on_its_page(plan, ruth)
    assert ours == in_the_study(plan, ruth)
    assert [(each.first, each.base) for each in ours] == [(0, 0), (19, 12)]
    measures.enter(measure=main, points=[Counted(first, missing=True)], by=ruth)
    assert on_its_page(plan, ruth) == in_the_study(plan, ruth)


def test_nobody_else_moves_limits_a_plan_holds(ruth: Person, plan: Plan) -> None:
    main = main_of(plan)
    held = Freeze.objects.get(measure=main)
    assert held.base == plan.baseline
    until = held.base_until
    asked: list[tuple[int | None, Sequence[Any]]] = [(None, ()), (15, ()), (15, [main.entry])]
    for base, because in asked:
        with pytest.raises(Exception, match="held still already"):
            measures.freeze(
                measure=main,
                base_until=until,
                base=base,
                because=because,
                words="From here.",
                by=ruth,
            )


def test_the_page_says_of_how_many_points_and_not_that_they_were_set_anew(
    client: Client, ruth: Person, plan: Plan
) -> None:
    client.force_login(ruth)
    page = client.get(reverse("measures:measure", args=[main_of(plan).pk])).content.decode()
    assert "12 at the most" in page
    assert "set anew from" not in page
    assert "limits set anew" not in page
