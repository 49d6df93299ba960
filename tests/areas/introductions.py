"""Who to meet: introductions in a life, and what people say they can be pulled in for."""

from typing import Any

from django.urls import reverse

from alongside.foundation.systems.models import Category
from alongside.human.introductions import actions
from alongside.human.introductions.models import Stage
from alongside.human.introductions.testing import a_worker, an_introduction, an_offer


def pages(table: Any) -> dict[str, str]:
    """Each step where it is open to who walks alongside; what is for who was asked has its test."""
    life = table.system
    secret = "kittiwake"
    asked, where = a_worker("Dev Mistry")
    an_offer(asked, where)
    at = {
        stage: an_introduction(
            life, asked=asked, organisation=where, upto=stage, words=secret, category=category
        ).pk
        for stage, category in [
            (Stage.PROPOSED, Category.HOME),
            (Stage.AGREED, Category.MONEY),
            (Stage.ACCEPTED, Category.HEALTH),
            (Stage.MET, Category.WORK),
            (Stage.SETTLED, Category.SAFETY),
        ]
    }
    passed = an_introduction(life, upto=Stage.AGREED, words=secret, category=Category.FAMILY)
    actions.pass_on(introduction=passed, words=secret, by=passed.asked)
    named: dict[str, list[Any]] = {
        "introductions": [life.pk],
        "pull_in": [life.pk],
        "propose": [life.pk, asked.pk],
        "introduction": [at[Stage.SETTLED]],
        "printed": [passed.pk],
        "agree": [at[Stage.PROPOSED]],
        "bring_back": [at[Stage.AGREED]],
        "meet": [at[Stage.ACCEPTED]],
        "settle": [at[Stage.MET]],
        "let_go": [at[Stage.SETTLED]],
        "stop": [at[Stage.PROPOSED]],
    }
    return {
        f"introductions:{name}": reverse(f"introductions:{name}", args=args)
        for name, args in named.items()
    }


OWN_PAGES = ["introductions:who_can_help", "introductions:can_help", "introductions:waiting"]
NOT_PAGES = {
    "introductions:accept": "for who was asked",
    "introductions:pass_on": "for who was asked",
    "introductions:find": "for who passed it on",
    "introductions:offer": "for who belongs there",
    "introductions:take_down": "only ever sent to",
}
