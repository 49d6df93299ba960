"""One of everything; and a worker, and somebody with a life of their own."""

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from tests.world import World, a_world


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Hall")
