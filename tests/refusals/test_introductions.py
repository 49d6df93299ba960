"""
Nobody is handed over cold, nobody is counted for helping, and nobody can ask who said "not them".

The database takes no cold row (introductions/tests/test_rows.py) and no state is cold
(introductions/tests/test_no_cold_state.py); these tests see to it that no other way is begun.
"""

import ast
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from alongside.foundation.people.models import Person
from alongside.human.introductions import actions
from alongside.human.introductions.models import Ended, Introduction, Offer, OfferAbout, Stage
from alongside.human.listening.models import Aside, UpFor

NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
PROSE = (models.TextField, models.JSONField)


def may_be_nobody(field: Any) -> bool:
    """Whether a column that names somebody may be empty."""
    return field.null or field.remote_field is None or field.remote_field.model is not Person


def numbers_in(fields: Iterable[Any]) -> list[str]:
    return [f.name for f in fields if isinstance(f, NUMBERS) and not f.primary_key]


def names_another(verb: Callable[..., Any]) -> list[str]:
    """What a verb takes that is somebody else than whoever does it."""
    taken = inspect.signature(inspect.unwrap(verb)).parameters.values()
    return [
        each.name for each in taken if each.annotation in (Person, "Person") and each.name != "by"
    ]


def asks_of_others(source: str) -> list[int]:
    """The lines that ask asides without saying whose they are."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "Aside.objects"
        and node.func.attr not in ("create", "among")
        and "person" not in {keyword.arg for keyword in node.keywords}
    ]


def test_whoever_is_asked_is_somebody() -> None:
    assert not may_be_nobody(Introduction._meta.get_field("asked"))
    assert not may_be_nobody(Introduction._meta.get_field("first"))


def test_a_place_or_nobody_would_be_noticed() -> None:
    assert may_be_nobody(Introduction._meta.get_field("organisation"))
    assert may_be_nobody(models.ForeignKey(Person, models.CASCADE, null=True, related_name="+"))


def test_no_stage_of_it_is_a_no() -> None:
    """What ends one early leaves somebody who finds on, or is the person's own wish."""
    assert set(Ended) == {Ended.PASSED_ON, Ended.BROUGHT_BACK, Ended.STOPPED}
    assert {stage.value for stage in Stage} >= set(Ended.values)
    columns = [f for f in Introduction._meta.get_fields() if isinstance(f, PROSE)]
    assert columns == [], "There is nowhere to write why somebody was not taken on."


def test_what_people_offer_is_not_counted() -> None:
    fields = [*Offer._meta.fields, *OfferAbout._meta.fields, *UpFor._meta.fields]
    assert numbers_in([*fields, *Introduction._meta.fields]) == []


@pytest.mark.parametrize(
    "planted",
    [models.PositiveSmallIntegerField(name="places_left"), models.FloatField(name="match")],
)
def test_a_number_would_be_noticed(planted: Any) -> None:
    assert numbers_in([planted])


def test_nobody_says_for_another_what_they_can_help_with() -> None:
    assert names_another(actions.offer) == names_another(actions.take_down) == []


def test_saying_it_for_another_would_be_noticed() -> None:
    def offer_for(*, worker: Person, by: Person) -> None: ...

    assert names_another(offer_for) == ["worker"]


def test_those_who_can_help_stand_by_name() -> None:
    assert Offer.objects.all().in_order().query.order_by == (
        "person__name",
        "organisation__name",
        "pk",
    )


def test_nobody_can_ask_who_said_not_with_them() -> None:
    sources = [
        path
        for path in Path("alongside").rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
    ]
    assert sources
    assert {str(p): lines for p in sources if (lines := asks_of_others(p.read_text()))} == {}
    assert {field.name for field in Aside._meta.fields} == {"id", "person", "other", "says"}


@pytest.mark.parametrize(
    "planted", ["Aside.objects.filter(other=me)", "Aside.objects.values('other').annotate(n=1)"]
)
def test_asking_it_would_be_noticed(planted: str) -> None:
    assert asks_of_others(planted)
