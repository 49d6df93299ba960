"""
A yes is whole and has an end, nothing is put together from several, and nobody acts alone.

Where sharing could be bent into control: a yes to everything, for ever; two yeses that make a
third; another day without a second person; a list of what one worker did without a yes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from alongside.foundation.systems.models import Seat
from alongside.human.lives.models import Agreement, Override, Question, SafeDay

# Who did it: asked of one life, or by somebody of themself.
WHO = {"acted_by", "acts"}
LISTING = set(
    [
        "filter",
        "exclude",
        "get",
        "values",
        "values_list",
        "order_by",
        "annotate",
        "aggregate",
        "Q",
        "Count",
    ]
)


def sources() -> list[Path]:
    return [
        path
        for path in Path("alongside").rglob("*.py")
        if not {"tests", "migrations", "demo"} & set(path.parts) and path.name != "testing.py"
    ]


# --- a yes has bounds --------------------------------------------------------------------------


def unbounded(model: type[models.Model]) -> list[str]:
    """What of a yes could be left open: no end, nothing named, or a field for everything."""
    fields = {field.name: field for field in model._meta.get_fields() if hasattr(field, "null")}
    open_ended = [name for name in ("until", "categories") if fields[name].null]
    every = [name for name in fields if {"all", "everything", "forever", "always"} & _words(name)]
    return open_ended + every


def _words(name: str) -> set[str]:
    return set(name.split("_"))


@pytest.mark.parametrize("model", [Agreement, Question])
def test_no_field_lets_a_yes_be_unlimited(model: type[models.Model]) -> None:
    assert unbounded(model) == []


def test_an_unlimited_yes_would_be_noticed() -> None:
    class Planted(models.Model):
        until = models.DateTimeField(null=True)
        categories = models.JSONField()
        share_everything = models.BooleanField()

        class Meta:
            app_label = "lives"
            managed = False
            apps = __import__("django").apps.registry.Apps()

        def __str__(self) -> str:
            return ""

    assert unbounded(Planted) == ["until", "share_everything"]


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (Seat, {"a_yes_has_an_end", "without_a_yes_a_day_at_most"}),
        (Agreement, {"a_yes_is_for_a_year_at_most", "yes_about_something"}),
        (SafeDay, {"another_day_by_a_second_person"}),
        (Override, {"told_or_why_not_yet", "another_looks_at_it_with_them"}),
    ],
)
def test_the_database_holds_to_it(model: type[models.Model], names: set[str]) -> None:
    assert names <= {constraint.name for constraint in model._meta.constraints}


# --- no union ----------------------------------------------------------------------------------


def unions(source: str) -> list[int]:
    """Lines that put the categories of several seats, or several yeses, into one heap."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp)
        if len(node.generators) > 1
        if any(ast.unparse(each.iter).endswith(".categories") for each in node.generators)
    ]


def test_nothing_puts_together_what_was_said_apart() -> None:
    found = {str(path): lines for path in sources() if (lines := unions(path.read_text()))}
    # What somebody may write about, one thing at a time; reading never goes this way.
    assert set(found) <= {
        "alongside/foundation/logbook/addressing.py",
        "alongside/foundation/logbook/search.py",
    }


@pytest.mark.parametrize(
    "planted",
    [
        "open = {c for seat in reader.seats for c in seat.categories}",
        "about = [c for yes in standing for c in yes.categories]",
    ],
)
def test_a_union_would_be_noticed(planted: str) -> None:
    assert unions(planted)


# --- nobody is listed by what they did ----------------------------------------------------------


def lists_by_worker(source: str) -> list[int]:
    """Lines that ask what one worker did without a yes, other than of themself or in one life."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and _called(node) in LISTING
        if any(_asks(node))
    ]


def _called(call: ast.Call) -> str:
    function: Any = call.func
    return str(getattr(function, "attr", getattr(function, "id", "")))


def _asks(call: ast.Call) -> Iterator[bool]:
    of_one_life = any(word.arg == "life" for word in call.keywords)
    for word in call.keywords:
        if word.arg and word.arg.split("__")[0] in WHO:
            yield not (of_one_life or ast.unparse(word.value) == "me")
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value.lstrip("-").split("__")[0] in WHO


def test_no_code_lists_what_a_worker_did_without_a_yes() -> None:
    found = {str(path): lines for path in sources() if (lines := lists_by_worker(path.read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        "Override.objects.filter(acted_by=worker)",
        "Override.objects.values('acted_by').annotate(n=Count('pk'))",
        "Override.objects.order_by('-acted_by')",
        "Override.objects.filter(Q(acted_by__in=workers))",
        "SafeDay.objects.filter(acts__name=name)",
    ],
)
def test_a_list_by_worker_would_be_noticed(planted: str) -> None:
    assert lists_by_worker(planted)
