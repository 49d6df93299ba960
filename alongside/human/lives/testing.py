"""Lives made the way people make them."""

from typing import Any

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System, name_all

from . import actions


def a_life_with(
    by: Person | None = None, *, name: str = "Rosa", whose: Person | None = None, **kwargs: Any
) -> System:
    """A life somebody walks alongside."""
    by = by or a_person("Ruth")
    return name_all([actions.begin(by=by, name=name, whose=whose, **kwargs)])[0]
