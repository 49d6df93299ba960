"""Who looked, asking about a look, and what shows that the record of it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.human.lives.testing import a_concern, a_look

if TYPE_CHECKING:
    from tests.world import Table


def pages(table: Table) -> dict[str, str]:
    """Joan looked at something, and the one who walks alongside asks about it with the person."""
    life = table.system
    ruth, joan = table.story.by, table.seat.person
    assert isinstance(ruth, Person)
    assert isinstance(joan, Person)
    look = a_look(life, by=joan, entries=[table.story], why="listening:story")
    other = a_look(life, by=joan, why="home:system")
    asked = a_concern(life, by=ruth, look=look, asked=ruth).pk
    return {
        "lives:who_looked": reverse("lives:who_looked", args=[life.pk]) + "?beside=1",
        "lives:raise_concern": reverse("lives:raise_concern", args=[life.pk, other.event]),
        "lives:concern": reverse("lives:concern", args=[asked]),
        "lives:answer_concern": reverse("lives:answer_concern", args=[asked]),
        "lives:ask_another": reverse("lives:ask_another", args=[asked]),
    }


OWN_PAGES = ["lives:concerns", "record:checkpoints"]
NOT_PAGES = {
    "lives:say_how": "for who looked",
    "record:checkpoint": "a file",
    "record:extends": "a file",
    "record:key": "a line of text, for anybody",
}
