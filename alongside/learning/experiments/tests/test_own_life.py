"""In one's own life one is spoken to, not about."""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.human.lives.testing import a_life_with
from alongside.learning.experiments.testing import a_cost_story, an_experiment

from .pages import url

pytestmark = pytest.mark.django_db

TYPED = {"words": "Something.", "lines": "0", "category": "general"}


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa")


@pytest.fixture
def own(rosa: Person, ruth: Person) -> System:
    return a_life_with(ruth, whose=rosa)


@pytest.mark.parametrize(
    ("page", "about"), [("try_out", "trying it"), ("tell_costs", "writing this down")]
)
def test_what_one_says_is_asked_of_oneself(
    client: Client, rosa: Person, ruth: Person, own: System, page: str, about: str
) -> None:
    client.force_login(rosa)
    asked = client.get(url(page, own)).text
    assert f"What do you say about {about}?" in asked
    assert "the person" not in asked
    refused = client.post(url(page, own), TYPED)
    assert refused.status_code == 422
    assert f"Write what you say about {about}" in refused.text
    client.force_login(ruth)
    assert f"What does the person say about {about}?" in client.get(url(page, own)).text


def test_what_was_said_stands_under_whose_life_it_is(
    client: Client, rosa: Person, ruth: Person, own: System
) -> None:
    tried = an_experiment(system=own, by=ruth, their_say="I would like that.")
    told = a_cost_story(system=own, by=ruth, their_say="Write it down.")
    client.force_login(rosa)
    tried_at, told_at = tried.get_absolute_url(), told.get_absolute_url()
    for address, say in [(tried_at, "I would like that."), (told_at, "Write it down.")]:
        shown = client.get(address).text
        assert say in shown
        assert "from whose life it is" in shown
        assert "the person" not in shown
