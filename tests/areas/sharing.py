"""Who may know what, and what was done without a yes to keep someone safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Role
from alongside.human.lives import actions
from alongside.human.lives.testing import a_question_to, a_voice, a_yes_to, an_override

if TYPE_CHECKING:
    from tests.world import Table


def pages(table: Table) -> dict[str, str]:
    from tests.world import SECRET

    life = table.system
    ruth = life.seats.get(role=Role.LEAD).person
    assert ruth is not None
    said: dict[str, Any] = {
        "question": f"Can I tell Dev about {SECRET}?",
        "purpose": f"to find the {SECRET}",
    }
    asked = a_question_to(life, by=ruth, **said)
    yes = a_yes_to(life, by=ruth, recipient=a_person("Dev"), **said)
    over = a_yes_to(life, by=ruth, recipient=a_person("Sam"), **said)
    actions.take_back(agreement=over, by=ruth)
    acted = an_override(life, second=a_person("Sue"), why=SECRET)
    actions.tell_them(override=acted, how="person", words=SECRET, by=acted.acted_by)
    of_life = {
        f"lives:{name}": reverse(f"lives:{name}", args=[life.pk])
        for name in ("who_may_know", "ask_to_share", "by_law", "name_voice")
    }
    of_one = {
        f"lives:{name}": reverse(f"lives:{name}", args=[yes.pk])
        for name in ("receipt", "take_back", "renew")
    }
    voice = a_voice(life, by=ruth, person=a_person("Bea"), why=SECRET)
    actions.say_with(question=asked, says="no", theirs="no", words=SECRET, by=voice.person)
    asked = a_question_to(life, by=ruth, **said)
    return {
        **of_life,
        **of_one,
        "lives:speaks_with": reverse("lives:speaks_with", args=[voice.pk]),
        "lives:question": reverse("lives:question", args=[asked.pk]),
        "lives:without_yes": reverse("lives:without_yes", args=[acted.pk]),
    }


OWN_PAGES = ["lives:keep_safe"]
NOT_PAGES = {
    "lives:say_no_to": "only ever sent to",
    "lives:see": "only ever sent to",
    "lives:end_basis": "only ever sent to",
    "lives:tell_them": "only ever sent to",
    "lives:name_to_act": "only ever sent to",
    "lives:name_no_longer": "only ever sent to",
    "lives:agree_not_yet": "only ever sent to",
    "lives:say_if_told": "only ever sent to",
    "lives:not_told_yet": "only ever sent to",
    "lives:look_back": "only ever sent to",
    "lives:another_day": "only ever sent to",
    "lives:another_second": "only ever sent to",
    "lives:stop_acting": "only ever sent to",
    "lives:end_voice": "only ever sent to",
    "lives:take_back_said": "only ever sent to",
    "lives:speak": "for whoever is named to speak with them",
}
