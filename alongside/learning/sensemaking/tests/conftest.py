"""Somebody signed in, and their table."""

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
def client(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)
