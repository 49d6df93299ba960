"""What people said beside a result: on the chart, and where it was told."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import Experiment, How
from alongside.learning.experiments.testing import (
    a_cycle,
    a_learning,
    an_experiment,
    counted_weekly,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth(client: Client) -> Person:
    ruth = a_person("Ruth")
    client.force_login(ruth)
    return ruth


@pytest.fixture
def tried(ruth: Person) -> Experiment:
    return an_experiment(system=a_system(by=ruth), by=ruth)


def test_where_all_of_it_is_on_the_chart_there_is_no_empty_list(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    a_learning(experiment=tried, by=ruth)
    page = client.get(reverse("experiments:compare", args=[tried.pk])).text
    assert "With what was tried, beneath the first chart" in page
    assert 'class="said-then"' not in page


def test_what_is_decided_says_no_more_how_soon_it_would_show(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    page = client.get(plan.get_absolute_url()).text
    assert "would show after about" in page
    actions.conclude(experiment=tried, how=How.LET_GO, words="We let it go.", by=ruth)
    assert "would show after about" not in client.get(plan.get_absolute_url()).text
