"""Every form here that takes an address answers alike of somebody unknown and of nobody."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.human.lives.testing import a_basis, a_freedom, a_life_with

pytestmark = pytest.mark.django_db
ROSA, NOBODY = "rosa@example.org", "nobody@example.org"
DAY = timezone.localdate() + timedelta(days=60)
BOX = {"day_0": DAY.day, "day_1": DAY.month, "day_2": DAY.year}
FORMS: dict[str, dict[str, Any]] = {
    "ask_to_share": {"about": ["home"], "purpose": "to help", "how_long": "sorted"},
    "name_voice": {"because": "child", "why": "She asks for him.", "knows": "on", **BOX},
    "change_worker": {"meanwhile": "stays"},
    "ask_to_back": {"knows": "on"},
    "by_law": {"about": ["home"], **BOX},
    "pull_in": {},
}


@pytest.fixture
def life(ruth: Person) -> System:
    """Ruth walks alongside somebody; and elsewhere here is Rosa, whose life is hard too."""
    joan = a_person("Joan")
    a_life_with(joan, whose=a_person("Rosa Miller", email=ROSA))
    return a_life_with(ruth, name="Bo")


@pytest.fixture
def law(life: System) -> str:
    joan = Person.objects.get(name="Joan")
    council = an_organisation("A council", by=joan)
    a_membership(joan, council)
    basis = a_basis(
        council, by=joan, purpose="home", ground="obligation", allows_acting_without_yes=False
    )
    return str(basis.pk)


@pytest.mark.parametrize("name", FORMS)
def test_it_cannot_tell(life: System, ruth: Person, law: str, client: Client, name: str) -> None:
    client.force_login(ruth)
    of = a_freedom(life, by=ruth).pk if name == "ask_to_back" else life.pk
    room = "introductions" if name == "pull_in" else "lives"
    url, answers = reverse(f"{room}:{name}", args=[of]), []
    for email in (ROSA, NOBODY):
        given = FORMS[name] | {"email": email, "basis": law}
        page = client.post(url, {**given, "say": "ask"})
        assert page.status_code == 422
        answers.append(_words(page.content.decode(), email))
        assert "Nobody you can name here has that address" in answers[-1]
        assert "Rosa" not in answers[-1]
    assert answers[0] == answers[1]


def _words(shown: str, email: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", shown.replace(email, "ADDRESS")).split())
