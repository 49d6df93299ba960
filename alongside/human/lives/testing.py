"""Lives made the way people make them."""

from collections.abc import Sequence
from typing import Any

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System, name_all

from . import actions
from .models import Agreement


def a_life_with(
    by: Person | None = None, *, name: str = "Rosa", whose: Person | None = None, **kwargs: Any
) -> System:
    """A life somebody walks alongside."""
    by = by or a_person("Ruth")
    return name_all([actions.begin(by=by, name=name, whose=whose, **kwargs)])[0]


def a_yes_to(
    life: System,
    *,
    by: Person,
    recipient: Person | Organisation | None = None,
    question: str = "Can I tell Dev about your rent, until it is sorted?",
    purpose: str = "to put the rent right",
    categories: Sequence[str] = ("home",),
    **kwargs: Any,
) -> Agreement:
    """The person, or who walks alongside them, said yes to one question."""
    return actions.agree(
        life=life,
        by=by,
        recipient=recipient or a_person("Dev"),
        question=question,
        purpose=purpose,
        categories=categories,
        **{"until": None, **kwargs},
    )
