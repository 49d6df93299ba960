"""Somebody signed in, their table, what is tried there, and the plan of it."""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.experiments.models import Experiment, Plan
from alongside.learning.experiments.testing import a_plan, an_experiment


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def kerry(ruth: Person, system: System) -> Person:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    return kerry


@pytest.fixture
def client(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def tried(ruth: Person, system: System) -> Experiment:
    return an_experiment(system=system, by=ruth, words="Sit down together.")


@pytest.fixture
def plan(ruth: Person, tried: Experiment) -> Plan:
    return a_plan(experiment=tried, by=ruth, before=12)
