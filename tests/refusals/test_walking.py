"""
Nobody can look at a worker through the people they walk with, nor end what two began alone.

A relationship is asked about by the life it belongs to, or by the worker themself. What somebody
else sees is the same whether a colleague walks with nobody or with forty; what a risk weighs cannot
be said; and who said that there are too many is kept nowhere.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Seat, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Freedom, Relationship, TooMany
from alongside.human.lives.testing import a_life_with, a_reaching

ASKING = {"filter", "exclude", "get", "values", "values_list", "order_by", "annotate", "aggregate"}
ABOUT = re.compile(r"\b(Relationship|Reaching|Offer|Backing)\.objects")
ONESELF = {"reader.person", "request.user"}


def asks_of_a_worker(source: str) -> list[int]:
    """The lines that ask whom a worker walks with: not of one life, nor of whoever asks."""
    return [call.lineno for call in _calls(source) if _is_about_a_worker(call)]


def _calls(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            about = re.search(
                r"\b(Relationship|Reaching|Offer|Backing)\.objects", ast.unparse(node)
            )
            if node.func.attr in ASKING and about:
                yield node


def _is_about_a_worker(call: ast.Call) -> bool:
    named = {kw.arg.split("__")[0]: ast.unparse(kw.value) for kw in call.keywords if kw.arg}
    said = {str(a.value).lstrip("-") for a in call.args if isinstance(a, ast.Constant)}
    if any(name.split("__")[0] == "worker" for name in said):
        return True
    return "worker" in named and "life" not in named and named["worker"] not in ONESELF


def test_no_code_asks_whom_a_worker_walks_with() -> None:
    sources = [
        path
        for path in Path("alongside").rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
    ]
    found = {str(path): lines for path in sources if (lines := asks_of_a_worker(path.read_text()))}
    assert sources
    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        "Relationship.objects.filter(worker=somebody)",
        "Relationship.objects.current().filter(worker__in=team)",
        "Relationship.objects.values('worker').annotate(n=Count('id'))",
        "Relationship.objects.order_by('-worker')",
        "Relationship.objects.filter(worker=Person.objects.get(pk=pk))",
    ],
)
def test_it_would_be_noticed(planted: str) -> None:
    assert asks_of_a_worker(planted)


def test_nobody_is_asked_from_a_person_whom_they_walk_with() -> None:
    """Not by a path from somebody to their relationships either."""
    related = {field.name for field in Person._meta.get_fields()}
    assert not {name for name in related if "relation" in name or "reach" in name}


@pytest.mark.django_db
def test_what_others_see_is_the_same_however_many_a_worker_walks_with() -> None:
    ruth, bea = a_person("Ruth"), a_person("Bea")
    council = an_organisation("Council", by=bea)
    for person in (ruth, bea):
        a_membership(person, council)
    team = a_system(by=bea, name="Outreach", scale="team")
    a_seat(team, by=bea, person=ruth)
    before = _seen_by(bea, council.pk, team.pk)
    lives = [a_life_with(by=ruth, name=f"Kittiwake {n}") for n in range(7)]
    a_reaching(lives[0], by=ruth, words="kittiwake")
    after = _seen_by(bea, council.pk, team.pk)
    assert after == before
    assert not any("ittiwake" in page for page in after.values())


def _seen_by(person: Person, organisation: object, team: object) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    urls = [
        reverse("people:organisation", args=[organisation]),
        reverse("people:organisations"),
        reverse("home:system", args=[team]),
        reverse("systems:table", args=[team]),
        reverse("home:front"),
        reverse("lives:mine"),
        f"{reverse('lives:mine')}?worker=ruth",
    ]
    return {url: _still(client.get(url).content.decode()) for url in urls}


def _still(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.django_db
def test_a_worker_cannot_end_alone_what_two_began() -> None:
    """Whatever they press, the person who signs in still has somebody beside them."""
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life_with(by=ruth, whose=rosa)
    walked = rules.current(life)
    assert walked is not None
    alone = (
        lambda: actions.leave(life=life, by=ruth),
        lambda: actions.say_it_ends(relationship=walked, by=ruth, they_say_so=True),
        lambda: actions.could_not_reach(relationship=walked, by=ruth),
        lambda: actions.hand_over(life=life, to=a_person(), by=ruth),
        lambda: systems.end_seat(seat=_seat_of(ruth, life), by=ruth),
    )
    for end in alone:
        with pytest.raises((Refused, PermissionDenied)):
            end()
    assert Relationship.objects.current().get(life=life).worker == ruth


def _seat_of(person: Person, life: System) -> Seat:
    seat: Seat = Seat.objects.current().get(system=life, person=person)
    return seat


def test_what_a_risk_weighs_cannot_be_said() -> None:
    assert {field.name for field in Freedom._meta.fields} == {"entry"}


def test_who_said_too_many_is_kept_nowhere() -> None:
    assert {field.name for field in TooMany._meta.fields} == {"entry"}
