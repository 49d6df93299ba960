"""Thinking of somebody: who can, of whom, and that nobody knows before the yes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Reader, System
from alongside.human.introductions import actions
from alongside.human.introductions.models import Introduction, Stage
from alongside.human.introductions.testing import a_worker, an_introduction, seats_of
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_yes_to

from .steps import agreed, shown_to

pytestmark = pytest.mark.django_db


def test_thinking_of_somebody_tells_nobody_to_whom_the_person_said_no(
    life: System, ruth: Person, rosa: Person
) -> None:
    joan, eve = a_person("Joan"), a_worker("Eve")[0]
    a_yes_to(life, by=rosa, recipient=joan, categories=["home"])
    systems.exclude(system=life, person=eve, by=rosa)
    said: dict[str, Any] = {"words": "She could help with the rent.", "category": "home"}
    made = actions.propose(life=life, asked=eve, by=joan, **said)
    with pytest.raises(Refused, match="A no to Eve stands in the way"):
        actions.agree(introduction=made, by=rosa)
    assert not shown_to(eve)
    with pytest.raises(Refused, match="cannot be asked here"):
        actions.propose(life=life, asked=eve, by=ruth, **said)


def test_before_the_yes_the_one_asked_knows_nothing(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev, dwp = a_worker()
    made = an_introduction(life, asked=dev, organisation=dwp)
    assert made.stage == Stage.PROPOSED
    assert shown_to(ruth) == shown_to(rosa) == [made]
    assert shown_to(dev) == []
    assert not Introduction.objects.waiting_on(Reader.of(dev)).exists()
    assert seats_of(life, dev) == []
    # Nothing in any chain of theirs, or of the house, names it either
    assert not Event.objects.filter(thing=made.pk).exclude(chain=life.pk).exists()


def test_one_asked_who_sits_there_already_knows_nothing_either(life: System, ruth: Person) -> None:
    dev, dwp = a_worker()
    agreed(life, ruth, dev)
    an_introduction(life, asked=dev, organisation=dwp)
    assert len(seats_of(life, dev)) == 1
    assert shown_to(dev) == []


def test_whoever_is_around_the_table_can_start_and_the_one_alongside_carries_it(
    life: System, ruth: Person, rosa: Person
) -> None:
    samira = a_person("Samira")
    agreed(life, ruth, samira)
    made = an_introduction(life, by=samira, category=Category.MONEY)
    assert made.first == ruth
    assert shown_to(samira) == [made]
    with pytest.raises(PermissionDenied):
        actions.agree(introduction=made, by=samira)
    with pytest.raises(Refused, match="something your seat here is for"):
        an_introduction(life, by=samira, category=Category.HEALTH)


def test_nobody_from_elsewhere_can_start(life: System) -> None:
    with pytest.raises(PermissionDenied):
        an_introduction(life, by=a_person("Nye Nobody"))


def test_it_is_to_a_named_worker_who_is_somebody_else(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev, dwp = a_worker()
    for whom in (ruth, rosa):
        with pytest.raises(Refused, match="Choose somebody else"):
            an_introduction(life, asked=whom)
    with pytest.raises(Refused, match="does not belong to"):
        an_introduction(life, asked=ruth_s_friend(), organisation=dwp)
    with pytest.raises(Refused, match="what would help"):
        an_introduction(life, asked=dev, organisation=dwp, words="  ")


def ruth_s_friend() -> Person:
    return a_person("Joan Okafor")


def test_a_no_by_name_stands(life: System, ruth: Person, rosa: Person) -> None:
    dev, dwp = a_worker()
    systems.exclude(system=life, organisation=dwp, by=rosa)
    with pytest.raises(Refused, match="Choose somebody else"):
        an_introduction(life, asked=dev, organisation=dwp)


def test_with_nobody_alongside_it_waits_for_somebody(rosa: Person) -> None:
    life = lives.begin(by=rosa, name="Rosa", whose=rosa)
    dev, dwp = a_worker()
    with pytest.raises(Refused, match="First choose who walks alongside you"):
        actions.propose(
            life=life, asked=dev, organisation=dwp, words="Help", category="home", by=rosa
        )


def test_a_duty_of_law_is_done_inside_one(life: System, ruth: Person) -> None:
    with pytest.raises(Refused, match="which authority the person chose"):
        an_introduction(life, duty="homelessness_213b")
    with pytest.raises(Refused, match="from the list"):
        an_introduction(life, duty="any_other", duty_words="X")
    dev, council = a_worker(at="Gateshead Council")
    made = an_introduction(
        life,
        asked=dev,
        organisation=council,
        duty="homelessness_213b",
        duty_words="Gateshead. Ring Ruth first.",
    )
    assert made.agreed_at is None
    assert shown_to(dev) == []
