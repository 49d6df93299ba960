"""What was expected and locked is not reworded by saying anew how its measure is counted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook.models import Words
from alongside.foundation.people.models import Person
from alongside.learning.experiments import rules
from alongside.learning.experiments.models import AsWhat, Experiment, Plan
from alongside.learning.experiments.testing import (
    a_cycle,
    a_plan,
    a_study,
    an_experiment,
    counted_weekly,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Measure

pytestmark = pytest.mark.django_db
SAID, ANOTHER_WAY = "goes down by 3 to 6 weeks", "It is counted another way since"


def main_of(plan: Plan) -> Measure:
    main: Measure = plan.chosen.get(as_what=AsWhat.MAIN).measure
    return main


def in_days(plan: Plan, by: Person) -> None:
    measures.define(
        measure=main_of(plan),
        definition="Counted each day.",
        changed="Weeks were coarse.",
        unit="days",
        by=by,
    )


def pages(client: Client, plan: Plan) -> list[str]:
    urls = [plan.get_absolute_url(), plan.experiment.entry.get_absolute_url()]
    urls += [reverse("experiments:compare", args=[plan.experiment_id])]
    urls += [reverse("experiments:expect", args=[plan.pk])]
    return [client.get(url).content.decode() for url in urls]


def test_until_it_is_locked_it_is_said_in_the_unit_of_now(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    in_days(plan, ruth)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "goes down by 3 to 6 days" in page
    assert ANOTHER_WAY not in page


def test_once_locked_it_stays_in_the_unit_it_was_said_in(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    assert plan.definition == 1
    assert not any(ANOTHER_WAY in page for page in pages(client, plan))
    in_days(plan, ruth)
    shown = pages(client, plan)
    assert all(SAID in page for page in shown)
    assert all(ANOTHER_WAY in page for page in shown[:3])
    assert "In weeks." in shown[3]
    assert "The record says the same." in shown[0]


def test_a_second_way_of_counting_can_be_locked(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    in_days(plan, ruth)
    plan.refresh_from_db()
    locked = a_plan(experiment=an_experiment(system=tried.entry.system, by=ruth), by=ruth,
                    main=main_of(plan), locked=True)  # fmt: skip
    assert locked.definition == 2
    assert rules.counted_anew(locked, rules.ways_counted(main_of(locked))) is None


def test_a_study_says_it_as_it_was_said(client: Client, ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    before = a_study(experiment=tried, by=ruth)
    in_days(plan, ruth)
    after = a_study(experiment=tried, by=ruth)
    first, second = (client.get(one.get_absolute_url()).content.decode() for one in (before, after))
    assert all(f"We had expected that it {SAID}." in page for page in (first, second))
    assert (ANOTHER_WAY in first, ANOTHER_WAY in second) == (False, True)


def test_the_database_keeps_how_it_was_counted(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    for other in (2, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(definition=other)
    assert rules.is_as_locked(plan)


@pytest.mark.parametrize("part", ["unit-1", "definition-1"])
def test_the_record_notices_another_unit_or_definition(
    ruth: Person, tried: Experiment, part: str
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    in_days(plan, ruth)
    assert rules.is_as_locked(plan)
    said = Words.objects.get(entry=main_of(plan).pk, part=part)
    Words.objects.filter(pk=said.pk).update(fingerprint=b"0" * 32)
    assert not rules.is_as_locked(plan)


def test_a_plan_says_that_its_main_measure_is_not_counted_any_more(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    url = plan.get_absolute_url()
    assert "Nobody counts it any more" not in client.get(url).content.decode()
    stopped = timezone.localdate() - timedelta(days=1)
    Measure.objects.filter(pk=main_of(plan).pk).update(stopped_on=stopped)
    assert "Nobody counts it any more since" in client.get(url).content.decode()
