"""Two tables, and who sits at each."""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def joan() -> Person:
    return a_person("Joan")


@pytest.fixture
def place(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax")


@pytest.fixture
def council(joan: Person) -> System:
    return a_system(by=joan, name="Gateshead")


@pytest.fixture
def browser(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client
