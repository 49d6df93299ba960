"""
A yes is whole and has an end, nothing is put together from several, and nobody acts alone.

Where sharing could be bent into control: a yes to everything, for ever; two yeses that make a
third; another day without a second person; a law that nobody else wrote down; a list of what one
worker did without a yes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from alongside.foundation.systems.models import Seat
from alongside.human.lives.models import Agreement, Basis, ByLaw, Override, Question, SafeDay

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


# --- no law that nobody else wrote down ---------------------------------------------------------


def seats_by_law(source: str) -> list[ast.FunctionDef]:
    """The functions in which somebody is given a seat because a law asks."""
    return [
        each
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.FunctionDef)
        if any(
            word.arg == "ground" and ast.unparse(word.value).casefold() in ("ground.law", "'law'")
            for call in ast.walk(each)
            if isinstance(call, ast.Call)
            for word in call.keywords
        )
    ]


def rests_on_anothers_law(function: ast.FunctionDef) -> bool:
    """A basis has to be given, and who wrote it down themself is refused."""
    asked = {each.arg: each.annotation for each in function.args.kwonlyargs}
    given = dict(zip(asked, function.args.kw_defaults, strict=True))
    needed = "basis" in asked and given["basis"] is None and "None" not in _said(asked["basis"])
    return needed and any(
        _said(each.test) == "basis.recorded_by_id == by.pk"
        and any(isinstance(line, ast.Raise) for line in each.body)
        for each in ast.walk(function)
        if isinstance(each, ast.If)
    )


def _said(node: ast.AST | None) -> str:
    return ast.unparse(node) if node else ""


def test_nobody_is_let_in_by_a_law_that_nobody_else_wrote_down() -> None:
    found = {str(path): made for path in sources() if (made := seats_by_law(path.read_text()))}
    assert set(found) == {"alongside/human/lives/actions/by_law.py"}
    assert all(rests_on_anothers_law(each) for made in found.values() for each in made)


def test_each_seat_by_law_keeps_the_law_it_rests_on() -> None:
    assert not ByLaw._meta.get_field("basis").null
    assert not Basis._meta.get_field("recorded_by").null
    assert "by_law_about_something_for_a_year_at_most" in {c.name for c in Seat._meta.constraints}


@pytest.mark.parametrize(
    "planted",
    [
        # No law at all; a law if there is one; and a law of one's own.
        "def let_in(*, life, by):\n    seat_for(life=life, ground=Ground.LAW, by=by)",
        "def let_in(*, life, by, basis=None):\n"
        "    if basis.recorded_by_id == by.pk:\n        raise Refused()\n"
        "    seat_for(life=life, ground=Ground.LAW, by=by)",
        "def let_in(*, life, by, basis: Basis | None):\n"
        "    if basis.recorded_by_id == by.pk:\n        raise Refused()\n"
        "    seat_for(life=life, ground='law', by=by)",
        "def let_in(*, life, by, basis):\n    seat_for(life=life, ground=Ground.LAW, by=by)",
        "def let_in(*, life, by, basis):\n"
        "    if basis.recorded_by_id == by.pk:\n        warn()\n"
        "    seat_for(life=life, ground=Ground.LAW, by=by)",
    ],
)
def test_a_law_of_ones_own_would_be_noticed(planted: str) -> None:
    made = seats_by_law(planted)
    assert made
    assert not all(map(rests_on_anothers_law, made))


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
