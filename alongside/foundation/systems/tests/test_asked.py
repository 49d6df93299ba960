"""Whom a table has asked, and what somebody who is asked is told."""

from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions
from alongside.foundation.systems.testing import a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


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
