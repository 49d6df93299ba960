"""Whom a table has asked, and what somebody who is asked is told."""

from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import Invitation
from alongside.foundation.systems.testing import a_life, a_system

pytestmark = pytest.mark.django_db
HERE, LAST_DAY = "rosa@example.org", timezone.make_aware(datetime(2031, 7, 3))


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa Miller", email=HERE)


def page(who: Person, name: str, *args: object) -> str:
    browser = Client()
    browser.force_login(who)
    return browser.get(reverse(f"systems:{name}", args=args)).content.decode()


def test_the_newest_are_shown_where_there_are_many(
    ruth: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Named by its path: the page of the same name stands before it in the package.
    monkeypatch.setattr(import_module("alongside.foundation.systems.views.table"), "ASKED", 2)
    place = a_system(by=ruth)
    for n in range(3):
        shown = page(ruth, "table", place.pk)
        assert "These are the newest" not in shown
        actions.invite(system=place, name="N", email=f"n{n}@example.org", by=ruth)
    shown = page(ruth, "table", place.pk)
    assert "These are the newest" in shown
    assert shown.index("n2@example.org") < shown.index("n1@example.org")
    assert "n0@example.org" not in shown


def test_somebody_is_told_what_they_say_yes_to(ruth: Person, rosa: Person) -> None:
    seat: dict[str, Any] = {"as_what": "a tenant", "for_what": "to put it right", "until": LAST_DAY}
    table = a_system(by=ruth)
    actions.invite(system=table, name="R", email=HERE, role="steward", by=ruth, **seat)
    shown = page(rosa, "invitations")
    for said in ("As a steward", "As what: a tenant", "What for: to put it right"):
        assert said in shown
    assert "Until 3 July 2031" in shown


def test_who_is_asked_around_the_table_is_no_steward(ruth: Person, rosa: Person) -> None:
    actions.invite(system=a_system(by=ruth), name="R", email=HERE, by=ruth)
    shown = page(rosa, "invitations")
    for said in ("steward", "As what", "What for", "Until"):
        assert said not in shown


def test_of_a_life_nothing_that_is_sealed_is_told(ruth: Person, rosa: Person) -> None:
    seat: dict[str, Any] = {"as_what": "Kit’s father", "until": LAST_DAY}
    actions.invite(system=a_life(by=ruth), name="R", email=HERE, role="person", by=ruth, **seat)
    shown = page(rosa, "invitations")
    assert "father" not in shown
    assert "Until 3 July 2031" in shown


@pytest.mark.parametrize("said", [{}, {"says": ""}, {"says": "YES"}, {"says": "maybe"}])
def test_only_a_no_is_a_no(ruth: Person, rosa: Person, said: dict[str, str]) -> None:
    actions.invite(system=a_system(by=ruth), name="R", email=HERE, by=ruth)
    browser, one = Client(), Invitation.objects.get()
    browser.force_login(rosa)
    url = reverse("systems:answer_invitation", args=[one.pk])
    assert "Say yes or no." in browser.post(url, said, follow=True).content.decode()
    assert Invitation.objects.waiting_for(rosa).get() == one
