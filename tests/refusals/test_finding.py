"""
Nobody can list who is known here, look for somebody by one thing, or be told who somebody is; how
alike two records are is never kept; and nothing an office asks for is about a worker.
"""

import ast
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.urls import get_resolver

from alongside.human.lives import drafting
from alongside.human.lives.identifiers import Identifiers, combinations
from alongside.human.lives.models import Covering, Identity, Known, Looking, Merged

PACKAGE = Path(drafting.__file__).parents[2]
ONE_EACH: dict[str, Any] = {
    "name": "Rosa Maria Hall",
    "born": date(1984, 3, 9),
    "postcode": "NE8 1AA",
    "phone": "07700 900123",
    "email": "rosa@example.org",
}
NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField)


def lists_the_known(source: str) -> list[int]:
    """The lines that ask who is known without naming a combination, or the life it is about."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "Known.objects"
        and node.func.attr not in ("create", "bulk_create")
        and not {keyword.arg for keyword in node.keywords} & {"hash__in", "life", "life__in"}
    ]


def numbers_in(these: Iterable[Any]) -> list[str]:
    return [f.name for f in these if isinstance(f, NUMBERS) and not f.primary_key]


def test_nobody_can_list_who_is_known() -> None:
    sources = [
        path
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
    ]
    found = {str(path): lines for path in sources if (lines := lists_the_known(path.read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    "planted", ["Known.objects.all()", "list(Known.objects.filter(of='name and born'))"]
)
def test_listing_them_would_be_noticed(planted: str) -> None:
    assert lists_the_known(planted)


@pytest.mark.parametrize("one", sorted(ONE_EACH))
def test_nobody_is_looked_for_by_one_thing(one: str) -> None:
    assert {field.name for field in fields(Identifiers)} == set(ONE_EACH)
    alone = Identifiers(**{one: ONE_EACH[one]})
    assert not alone.are_enough
    assert combinations(alone) == set()


def test_nor_by_where_a_household_lives_and_is_called_on() -> None:
    household = Identifiers(postcode="NE8 1AA", phone="07700 900123", email="hall@example.org")
    assert not household.are_enough
    assert combinations(household) == set()


def test_how_alike_two_records_are_is_not_kept() -> None:
    for noun in (Known, Identity, Looking, Merged, Covering):
        assert numbers_in(noun._meta.fields) == []


def test_a_kept_number_would_be_noticed() -> None:
    assert numbers_in([models.FloatField(name="alike")]) == ["alike"]


def test_nothing_an_office_asks_for_comes_from_a_worker() -> None:
    assert {source.split(".")[0] for source in drafting.SOURCES} == {"known", "life"}
    with pytest.raises(drafting.Unusable, match=r"worker\.name"):
        drafting._asked({"code": "who", "label": "Who", "from": "worker.name"})


def test_what_an_office_asks_for_is_about_one_life() -> None:
    """There is no address for the returns of a worker, a team or a place."""
    rooms = (each for each in get_resolver().url_patterns if hasattr(each, "url_patterns"))
    patterns = [page for room in rooms for page in room.url_patterns]
    asked = [
        str(each.pattern) for each in patterns if "return" in (getattr(each, "name", "") or "")
    ]
    assert asked
    assert all(address.startswith("systems/<uuid:pk>/") for address in asked)
