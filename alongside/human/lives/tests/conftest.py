"""Who walks alongside, whose life it is, and a life of somebody who does not sign in."""

from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.human.lives.testing import a_life_with


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    """Rosa's, who signs in."""
    return a_life_with(by=ruth, whose=rosa)


@pytest.fixture
def danny(ruth: Person) -> System:
    """Of somebody who does not sign in."""
    return a_life_with(by=ruth, name="Danny")


@pytest.fixture
def own_ledger(tmp_path: Path, settings: Settings) -> None:
    settings.ERASURES = tmp_path / "kept elsewhere" / "erasures.ledger"
