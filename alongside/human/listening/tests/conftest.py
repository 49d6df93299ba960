"""Who listens here, and who is somebody else."""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tait")


@pytest.fixture
def browser(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def stranger() -> Client:
    client = Client()
    client.force_login(a_person("Somebody else"))
    return client
