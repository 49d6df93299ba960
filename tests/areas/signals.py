"""Why we came: a knock for somebody whose life is here, and what was asked to wait."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from django.urls import reverse

from alongside.foundation.systems.models import Role
from alongside.human.lives import actions as lives
from alongside.human.signals import actions
from alongside.human.signals.actions import NewSign
from alongside.human.signals.signs import Who
from alongside.human.signals.testing import a_knock, a_source

if TYPE_CHECKING:
    from tests.world import Table

_numbers = count(1)


def pages(table: Table) -> dict[str, str]:
    """What the person and who walks alongside them see; nobody else, whoever sits where."""
    life = table.system
    ruth = life.seats.get(role=Role.LEAD).person
    assert ruth is not None
    who = Who(name="Rosa Kittiwake", born=f"1984-03-{next(_numbers):02}")
    lives.know_by(life=life, by=ruth, name=who.name, born=date.fromisoformat(who.born))
    source = a_source(signs=[NewSign("Missed payment", "Not that anybody asked why.")])
    knock = a_knock(source=source, who=who)
    assert knock.life_id == life.pk
    waiting = actions.ask_pause(knock=knock, by=ruth)
    assert waiting.sealed is not None
    return {"signals:why": reverse("signals:why", args=[life.pk])} | {
        f"signals:{name}": reverse(f"signals:{name}", args=[knock.pk])
        for name in ("knock", "card", "ask_pause")
    }


_OF_A_TABLE = "of a table that keeps sources; its own tests and journey open it"
_SENT = "only ever sent to"
NOT_PAGES = {
    "signals:say": "where a source sends what it says",
    **{
        f"signals:{name}": _OF_A_TABLE
        for name in (
            "sources",
            "begin_source",
            "bring_in",
            "source",
            "add_sign",
            "doors",
            "pauses",
            "pause",
        )
    },
    **{
        f"signals:{name}": _SENT
        for name in [
            "make_token",
            "stop_token",
            "hold_source",
            "take_up_source",
            "end_source",
            "ask_pause_for_all",
            "take",
            "put_back",
            "tried",
            "talked",
            "rather_not",
            "false_alarm",
            "answer_all",
        ]
    },
}
