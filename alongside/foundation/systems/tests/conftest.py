"""Somebody signed in."""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def browser(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client
