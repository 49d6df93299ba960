"""Choosing what something is tried because of: a few in sight, others by their words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook.models import Because
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.experiments.models import Experiment
from alongside.learning.experiments.views.reasons import FEW
from alongside.learning.sensemaking.testing import an_insight

pytestmark = pytest.mark.django_db
TYPED = {"words": "Knock before we write.", "legal": "Yes: two of us.", "safe": "Yes.",
         "hope": "Fewer letters.", "reach": "table"}  # fmt: skip
DAY = {"until_0": "3", "until_1": "3", "until_2": "2030"}


@pytest.fixture
def ruth(client: Client) -> Person:
    ruth = a_person("Ruth")
    client.force_login(ruth)
    return ruth


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


def page_of(system: System) -> str:
    return reverse("experiments:try_out", args=[system.pk])


def offered(page: Any) -> list[str]:
    return [str(value) for value, _label in page.context["form"].fields["because"].choices]


def many(system: System, ruth: Person) -> str:
    """An insight that is not among the newest any more."""
    old = an_insight(system=system, by=ruth, words="The bailiffs came at breakfast.")
    for number in range(FEW + 2):
        an_insight(system=system, by=ruth, words=f"They never look together, {number}.")
    return str(old.pk)


def test_the_few_newest_are_in_sight_and_a_hunch(
    client: Client, ruth: Person, system: System
) -> None:
    assert "Look for words" not in client.get(page_of(system)).text
    old = many(system, ruth)
    page = client.get(page_of(system))
    assert (len(offered(page)), offered(page)[-1], old in offered(page)) == (FEW + 1, "", False)
    assert "<select" not in page.text.split('id="reasons"')[1].split("</form>")[0]
    assert "Look for words" in page.text
    came_from = offered(client.get(page_of(system), {"because": old}))
    assert (came_from[0], len(came_from)) == (old, FEW + 2)


@pytest.mark.parametrize("pressed", [{"look": "1"}, {}])
def test_others_are_found_by_their_words_and_nothing_typed_is_lost(
    client: Client, ruth: Person, system: System, pressed: dict[str, str]
) -> None:
    old = many(system, ruth)
    page = client.post(page_of(system), TYPED | DAY | {"find": "bailiffs breakfast"} | pressed)
    assert (page.status_code, Experiment.objects.count()) == (200, 0)
    assert offered(page) == [old, ""]
    for words in (*(text for name, text in TYPED.items() if name != "reach"), 'value="2030"'):
        assert words in page.text
    assert "One of these has all of those words" in page.text
    assert "govuk-error-summary" not in page.text
    chosen = {"because": old, "find": "bailiffs breakfast", "looked": "bailiffs breakfast"}
    assert client.post(page_of(system), TYPED | chosen).status_code == 302
    assert str(Because.objects.get(entry=Experiment.objects.get().pk).of_id) == old


def test_what_is_chosen_stays_while_somebody_looks(
    client: Client, ruth: Person, system: System
) -> None:
    old = many(system, ruth)
    newest = offered(client.get(page_of(system)))[0]
    page = client.post(page_of(system), TYPED | {"because": newest, "find": "bailiffs", "look": ""})
    assert offered(page) == [newest, old, ""]
    assert page.context["form"]["because"].value() == newest
    nothing = client.post(page_of(system), TYPED | {"because": newest, "find": "Zebra"})
    assert "Nothing here that you may read has all of those words" in nothing.text
    assert newest in offered(nothing)
    again = client.post(page_of(system), TYPED | {"because": newest, "elsewhere": "1"})
    assert again.context["form"]["because"].value() == newest


def test_what_is_not_theirs_is_not_found(client: Client, ruth: Person, system: System) -> None:
    amy = a_person("Amy")
    many(system, ruth)
    a_story(system=a_system(by=amy, name="Other"), by=amy, words="The zebra is ours.")
    page = client.post(page_of(system), TYPED | {"find": "zebra", "look": "1"})
    assert "Nothing here that you may read" in page.text


def test_in_a_life_pages_are_turned_and_nothing_is_searched(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    old = many(life, ruth)
    page = client.get(page_of(life))
    assert "Look for words" not in page.text
    assert old not in offered(page)
    turned = page
    while old not in offered(turned):
        assert turned.context["reasons"].older
        older = {"older": str(turned.context["reasons"].older), "their_say": "I want to."}
        turned = client.post(page_of(life), TYPED | older)
    assert (turned.status_code, Experiment.objects.count()) == (200, 0)
    for words in ("Knock before we write.", "I want to.", "The newest"):
        assert words in turned.text
    began = client.post(
        page_of(life), TYPED | {"because": old, "their_say": "Yes.", "category": "general"}
    )
    assert began.status_code == 302
