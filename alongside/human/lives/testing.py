"""Lives made the way people make them."""

from collections.abc import Sequence
from typing import Any

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import System, name_all

from . import actions
from .models import Agreement, Concern, Look, looks_at
from .rules import could_look_into


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


def a_look(
    life: System, *, by: Person, entries: Sequence[Entry] = (), why: str = "home:system"
) -> Look:
    """Somebody opened a page about this life."""
    with looking(by=by.pk, why=why) as look:
        look.saw(life.pk, [entry.pk for entry in entries])
    return looks_at(life.pk, size=1)[0][0]


def a_concern(
    life: System,
    *,
    by: Person,
    look: Look,
    asked: Person | None = None,
    words: str = "Why did he open that?",
) -> Concern:
    """The person, or who walks alongside them, asked about one look."""
    if asked is None:
        asked = could_look_into(Person.objects.get(pk=look.by), life)[0]
    return actions.raise_concern(life=life, look=look, asked=asked, words=words, by=by)
