"""Somebody signed in, their table, and a measure with some months of points."""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.models import Measure
from alongside.learning.measures.testing import a_measure, some_points

from .measures import MANY


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def client(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def measure(system: System, ruth: Person) -> Measure:
    made = a_measure(system, by=ruth, unit="days", why="Is it sooner?", source="The diary")
    some_points(made, MANY, by=ruth)
    return made
