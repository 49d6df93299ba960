"""Who walks alongside, whose life it is, and a life of somebody who does not sign in."""

from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.human.lives.testing import a_basis, a_life_with, somebody_who_may_act


@pytest.fixture
def ruth(db: None) -> Person:
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


@pytest.fixture
def cass(ruth: Person) -> System:
    """A child's life: nobody signs in whose life it is."""
    return a_life_with(ruth, name="Cass")


@pytest.fixture
def joan() -> Person:
    """Somebody who works elsewhere, and has no seat in the life."""
    joan = a_person("Joan")
    a_membership(joan, an_organisation("Citizens Advice"), as_what="adviser")
    return joan


@pytest.fixture
def council() -> Organisation:
    council = an_organisation("The council")
    a_basis(council)
    return council


@pytest.fixture
def sol(council: Organisation) -> Person:
    return somebody_who_may_act("Sol", council)


@pytest.fixture
def sue(council: Organisation) -> Person:
    return somebody_who_may_act("Sue", council)
