"""Whoever signs in says yes themself: what is said for them waits for their own press."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person
from alongside.foundation.systems.models import Reader, System
from alongside.human.introductions.models import Stage
from alongside.human.introductions.testing import an_introduction
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Agreement, Question
from alongside.human.lives.testing import a_concern, a_life_with, a_look, a_question_to, a_yes_to
from tests.browsing import of

pytestmark = pytest.mark.django_db
ASKED = "You are asked: can another know?"


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    """Its person signs in, and read something of it today."""
    life = a_life_with(ruth, whose=rosa)
    a_look(life, by=rosa)
    return life


@pytest.fixture
def dev() -> Person:
    return a_membership(a_person("Dev Patel")).person


def front(person: Person) -> str:
    return " ".join(strip_tags(of(person).get("/").content.decode()).split())


def test_a_yes_said_to_their_worker_waits_for_their_own(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    said = {"email": dev.email, "about": ["home"], "purpose": "to put the rent right"}
    url = reverse("lives:ask_to_share", args=[life.pk])
    page = of(ruth).post(url, {**said, "how_long": "sorted"}).content.decode()
    assert "Ask them to answer here" in page
    assert "They said yes" not in page
    of(ruth).post(url, {**said, "how_long": "sorted", "answer": "yes"})
    assert not Agreement.objects.exists()
    assert not Reader.of(dev).sits_at(life.pk)
    assert ASKED in front(rosa)
    asked = Question.objects.get()
    of(rosa).post(reverse("lives:question", args=[asked.pk]), {"answer": "yes"})
    assert Reader.of(dev).sits_at(life.pk)


def test_nobody_says_yes_for_them_to_a_question_or_again(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    asked = a_question_to(life, by=ruth, recipient=dev)
    with pytest.raises(Refused, match="theirs to press"):
        actions.say_yes(question=asked, by=ruth)
    answer = reverse("lives:question", args=[asked.pk])
    assert "They said yes" not in of(ruth).get(answer).content.decode()
    assert of(ruth).post(answer, {"answer": "yes"}).status_code == 422
    agreement = actions.say_yes(question=Question.objects.get(), by=rosa)
    with pytest.raises(Refused, match="theirs to press"):
        actions.renew(agreement=agreement, by=ruth, until=timezone.now() + timedelta(days=30))
    assert Reader.of(dev).sits_at(life.pk)


def test_a_concern_is_theirs_to_raise(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    a_yes_to(life, by=rosa, recipient=dev)
    a_look(life, by=dev)
    assert rules.can_raise_concern(rosa, life)
    assert not rules.can_raise_concern(ruth, life)
    with pytest.raises(PermissionDenied):
        a_concern(life, by=ruth, look=a_look(life, by=dev))


def test_for_who_has_not_looked_for_a_month_it_is_written_down(
    ruth: Person, rosa: Person, dev: Person
) -> None:
    """As for those who do not sign in: it is said to their worker, readable and reversible."""
    life = a_life_with(ruth, whose=rosa)
    assert rules.can_say_yes(ruth, life)
    assert a_yes_to(life, by=ruth, recipient=dev).said_by == ruth
    a_look(life, by=rosa)
    assert not rules.can_say_yes(ruth, life)
    assert rules.can_say_yes(rosa, life)
    assert not rules.can_say_yes(dev, life)


def test_somebody_to_meet_waits_for_their_own_yes_on_their_front_page(
    life: System, ruth: Person, rosa: Person
) -> None:
    page = an_introduction(life).get_absolute_url()
    assert "theirs to press" in of(ruth).get(page).content.decode()
    assert "theirs to press" not in of(rosa).get(page).content.decode()
    assert "would you like to meet somebody?" in front(rosa)
    assert "would you like to meet somebody?" not in front(ruth)
    with pytest.raises(Refused, match="theirs to press"):
        an_introduction(life, upto=Stage.AGREED)
