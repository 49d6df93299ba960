"""
A sign is no score, and nothing follows from it by itself.

It carries no amount and no likelihood, makes no life, writes no letter, and nothing but "leave this
one be for now" goes back to whoever sent it. That there is one knock a person, that it always goes
away, and who sees it, is asked of the room's own verbs in ``alongside/human/signals/tests``.
"""

import ast
from pathlib import Path

import pytest
from django.db import models

from alongside.human.signals import signs
from alongside.human.signals.models import Knock
from tests import house
from tests.refusals.house import Said, everything

ROOM = house.PACKAGE / "human" / "signals"
# Counts that say nothing of a person: tries of ours, places in a list, doors of a month.
COUNTS = {"tries", "n", "opened", "false_alarms"}
# What would make a life, write to somebody, or tell another place something.
BY_ITSELF = {"found", "begin", "send_mail", "send_mass_mail", "EmailMessage", "urlopen", "know_by"}
ELSEWHERE = {"smtplib", "urllib", "http", "requests", "httpx", "socket", "django.core.mail"}


def says_too_much(said: Said) -> bool:
    """Whether a name in this room tells of an amount, a score or a risk."""
    return any(signs.NEVER.fullmatch(word) for word in signs.words_in(said.name))


def of_this_room() -> list[Said]:
    names = {model.__name__ for model in models_here()}
    return [
        said
        for said in everything()
        if said.where.split(".")[0] in names or "human.signals" in said.where
    ]


def models_here() -> list[type[models.Model]]:
    return [Knock] + [m for m in Knock._meta.apps.get_models() if m._meta.app_label == "signals"]


def does_by_itself(source: str) -> list[str]:
    tree = ast.parse(source)
    called = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (name := house.called(node)) in BY_ITSELF
    ]
    brought = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else _named(node))
        if name in ELSEWHERE or name.split(".")[0] in ELSEWHERE
    ]
    return called + brought


def _named(node: ast.Import) -> list[str]:
    return [alias.name for alias in node.names]


def own_code() -> list[Path]:
    paths = sorted(ROOM.rglob("*.py"))
    return [p for p in paths if "tests" not in p.parts and p.name not in ("testing.py", "signs.py")]


def test_no_sign_can_say_how_much_or_how_likely() -> None:
    # Messages that are a sign's own name for itself are said by people, and checked when sent.
    assert [s for s in of_this_room() if says_too_much(s) and "choice" not in s.where] == []


@pytest.mark.parametrize(
    "planted", ["Knock.risk_score", "arrears_balance", "amountOwed", "priority", "likelihood"]
)
def test_it_would_be_noticed(planted: str) -> None:
    assert says_too_much(Said("Knock", planted))


def test_no_column_holds_a_number_about_a_person() -> None:
    numbers = [
        f"{model.__name__}.{field.name}"
        for model in models_here()
        for field in model._meta.get_fields()
        if isinstance(field, models.IntegerField | models.FloatField | models.DecimalField)
        if not isinstance(field, models.AutoField) and field.name not in COUNTS
    ]
    assert numbers == []


def test_it_always_goes_away() -> None:
    until = Knock._meta.get_field("until")
    assert isinstance(until, models.DateTimeField)
    assert not until.null
    assert signs.MOST_DAYS <= 90


def test_nothing_follows_from_a_sign_by_itself() -> None:
    found = {house.where(path): does_by_itself(path.read_text()) for path in own_code()}
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "systems.found(scale='life', name=who.name, by=by)",
        "lives.begin(name=who.name, by=by)",
        "from django.core.mail import send_mail\nsend_mail('You owe', '', None, [who])",
        "import httpx\nhttpx.post(source.webhook, json={'outcome': knock.ended})",
        "from urllib.request import urlopen",
    ],
)
def test_whatever_followed_would_be_noticed(planted: str) -> None:
    assert does_by_itself(planted)
