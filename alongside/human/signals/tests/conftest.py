"""A table that hears from a source: who holds it, and who sits there."""

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.signals.models import Source
from alongside.human.signals.testing import a_source


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def tom(ruth: Person, table: System) -> Person:
    tom = a_person("Tom Reay", by=ruth)
    a_seat(table, by=ruth, person=tom)
    return tom


@pytest.fixture
def source(ruth: Person, table: System) -> Source:
    return a_source(table=table, by=ruth)
