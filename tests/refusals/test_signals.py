"""
A sign is no score, and nothing follows from it by itself.

It carries no amount and no likelihood, makes no life, writes no letter, and nothing but "leave this
one be for now" goes back to whoever sent it. That there is one knock a person, that it always goes
away, and who sees it, is asked of the room's own verbs in ``alongside/human/signals/tests``. Nor
does a table see which of its people has which door, or for how long.
"""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.signals import signs
from alongside.human.signals.models import Knock, Source
from alongside.human.signals.testing import a_source, a_taken_knock
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


def doors_as_seen_by(person: Person, table: System) -> str:
    """The page of a table's doors, without what is new on every answer."""
    client = Client()
    client.force_login(person)
    shown = client.get(reverse("signals:doors", args=[table.pk])).content.decode()
    return re.sub(r"csrfmiddlewaretoken[^>]*>|nonce[^ >]*", "", shown)


def had(by: Person, source: Source, *, days: int) -> None:
    knock = a_taken_knock(by=by, source=source)
    Knock.objects.filter(pk=knock.pk).update(taken_at=timezone.now() - timedelta(days=days))


@pytest.mark.django_db
def test_a_table_cannot_count_or_time_the_doors_of_one_of_its_people() -> None:
    """A manager sees the same, whoever has them, how many each, and since when."""
    marian = a_person("Marian Holt")
    table = a_system(by=marian)
    tom, kerry = a_person("Tom Reay", by=marian), a_person("Kerry A.", by=marian)
    for person in (tom, kerry):
        a_seat(table, by=marian, person=person)
    source = a_source(table=table, by=marian)
    had(tom, source, days=18)
    once = doors_as_seen_by(marian, table)
    assert "With somebody" in once
    assert "Tom Reay" not in once
    for person, days in ((kerry, 2), (tom, 5), (tom, 0)):
        had(person, source, days=days)
        assert doors_as_seen_by(marian, table) == once
    assert "You have had this 5 days" in doors_as_seen_by(tom, table)
