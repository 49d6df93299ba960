"""What somebody is asked by others who typed their address."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people import actions
from alongside.foundation.people.models import Asking, Person
from alongside.foundation.people.testing import a_person

pytestmark = pytest.mark.django_db
HERE = "rosa@example.org"


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa Miller", email=HERE)


def as_(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.mark.parametrize("said", [{}, {"says": ""}, {"says": "YES"}, {"says": "maybe"}])
def test_only_a_no_is_a_no(ruth: Person, rosa: Person, said: dict[str, str]) -> None:
    actions.welcome_once(name="R", email=HERE, by=ruth)
    asking = Asking.objects.get()
    page = as_(rosa).post(reverse("people:say", args=[asking.pk]), said, follow=True)
    assert "Say yes or no." in page.content.decode()
    assert Asking.objects.waiting_for(rosa).get() == asking


def test_once_they_said_yes_they_have_their_own_name_only(ruth: Person, rosa: Person) -> None:
    actions.welcome_once(name="Rosie M", email=HERE, by=ruth)
    asking = Asking.objects.get()
    welcome = reverse("people:welcome")
    assert as_(ruth).get(welcome).content.decode().count("Rosie M") == 2
    actions.say(asking=asking, yes=True, by=rosa)
    shown = as_(ruth).get(welcome).content.decode()
    assert "Rosie M" not in shown
    assert shown.count("Rosa Miller") == 2
