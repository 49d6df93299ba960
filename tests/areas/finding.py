"""Finding somebody, what they are known by, two lives of one person, and all that is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from alongside.foundation.systems.models import Role
from alongside.human.lives import actions

if TYPE_CHECKING:
    from tests.world import Table


def pages(table: Table) -> dict[str, str]:
    from tests.world import SECRET

    life = table.system
    ruth = life.seats.get(role=Role.LEAD).person
    assert ruth is not None
    known = actions.know_by(
        life=life, by=ruth, name=f"Rosa {SECRET}", born=date(1984, 3, 9), postcode="NE8 1AA"
    )
    of_life = ["known_by", "to_meet", "same_person", "all_of_it", "cover", "returns"]
    named = {f"lives:{name}": reverse(f"lives:{name}", args=[life.pk]) for name in of_life}
    return {
        **named,
        "lives:identity": reverse("lives:identity", args=[known.pk]),
        "lives:draft_return": reverse("lives:draft_return", args=[life.pk, "hclic"]),
    }


OWN_PAGES = ["lives:find", "lives:to_check"]
NOT_PAGES = {
    "lives:looked_for": "for who looked",
    "lives:answer_to_meet": "only ever sent to",
    "lives:take_apart": "only ever sent to",
    "lives:ask_if_same": "only ever sent to",
    "lives:everything_file": "a file",
    "lives:everything_data": "a file",
    "lives:choose_again": "only ever sent to",
    "lives:check_covering": "for whoever was asked to look too",
}
