"""Who walks alongside, whose life it is, and the life."""

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.human.lives.testing import a_life_with


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa")


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(ruth, whose=rosa)
