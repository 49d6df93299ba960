"""Who may put off telling somebody what was done without their yes, and who says it was so."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Override
from alongside.human.lives.testing import a_life_with, an_override, somebody_who_may_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(ruth, whose=rosa)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, override: Override) -> str:
    return reverse(f"lives:{name}", args=[override.pk])


def put_off(override: Override, by: Person) -> None:
    actions.not_told_yet(
        override=override,
        not_yet="danger",
        because="Not now.",
        look_again=timezone.localdate(),
        by=by,
    )


def test_who_walks_alongside_tells_them_and_cannot_keep_it_from_them(
    life: System, ruth: Person
) -> None:
    override = an_override(life, by=somebody_who_may_act("Sol"))
    Override.objects.update(at=timezone.now() - timedelta(days=2))
    override.refresh_from_db()
    assert rules.can_say_told(ruth, override)
    assert not rules.can_put_off(ruth, override)
    page = signed_in(ruth).get(at("without_yes", override)).content.decode()
    assert "They know now" in page
    assert "Look at it again then" not in page
    with pytest.raises(PermissionDenied):
        put_off(override, by=ruth)
    override.refresh_from_db()
    assert override.not_yet_agreed_by is None
    assert not override.is_kept_back


def test_who_acted_and_the_second_put_it_off(life: System) -> None:
    sol, sue = somebody_who_may_act("Sol"), somebody_who_may_act("Sue")
    override = an_override(life, by=sol, second=sue)
    assert (
        "Look at it again then" in signed_in(sol).get(at("without_yes", override)).content.decode()
    )
    put_off(override, by=sol)
    override.refresh_from_db()
    assert override.not_yet_agreed_by is None
    put_off(override, by=sue)
    override.refresh_from_db()
    assert override.not_yet_agreed_by == sue


@pytest.mark.parametrize("sent", [{}, {"told": ""}, {"told": "perhaps"}])
def test_saying_nothing_is_not_saying_that_it_was_not_so(
    life: System, rosa: Person, sent: dict[str, str]
) -> None:
    sol = somebody_who_may_act("Sol")
    override = an_override(life, by=sol)
    actions.tell_them(override=override, how="person", words="We came.", by=sol)
    answer = signed_in(rosa).post(at("say_if_told", override), sent, follow=True)
    assert "Choose whether they were told." in answer.content.decode()
    override.refresh_from_db()
    assert override.heard_at is None
    signed_in(rosa).post(at("say_if_told", override), {"told": "no"})
    override.refresh_from_db()
    assert override.was_told is False
