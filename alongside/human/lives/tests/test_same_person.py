"""One person began with two of us, who do not know of each other: one asks, each has their yes."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.models import Answer, Looking, Merged, one_person
from alongside.human.lives.testing import a_life_with

from .pages import signed_in

pytestmark = pytest.mark.django_db
KNOWN = Identifiers("Rosa Hall", date(1984, 3, 9), "NE8 1AA")
ROSA: dict[str, Any] = {"name": "Rosa Hall", "born": date(1984, 3, 9), "postcode": "NE8 1AA"}


def a_worker(name: str, where: str) -> Person:
    return a_membership(a_person(name), an_organisation(where)).person


def a_life_of(worker: Person, **known: Any) -> System:
    life = a_life_with(worker)
    actions.know_by(life=life, by=worker, **(known or ROSA))
    return life


@pytest.fixture
def ruth() -> Person:
    return a_worker("Ruth", "The Hub")


@pytest.fixture
def joan() -> Person:
    return a_worker("Joan", "Citizens Advice")


@pytest.fixture
def hers(ruth: Person) -> System:
    return a_life_of(ruth)


def ask(life: System, by: Person) -> Looking:
    at = by.memberships.get().organisation
    return actions.ask_if_same(life=life, organisation=at, known=KNOWN, by=by)


def test_with_a_yes_on_each_side_the_two_are_one(hers: System, ruth: Person, joan: Person) -> None:
    other = a_life_of(joan)
    asked = ask(other, joan)
    assert (asked.life, asked.same_as) == (hers, other)
    assert not Merged.objects.exists()
    actions.answer_if_same(looking=asked, answer=Answer.YES, by=ruth)
    merged = Merged.objects.get()
    assert (merged.life, merged.into, merged.each_asked) == (other, hers, True)
    # Neither reads more than before.
    assert one_person(Reader.of(joan), other.pk) == [other.pk]
    assert one_person(Reader.of(ruth), hers.pk) == [hers.pk]


@pytest.mark.parametrize("side", ["ruth", "joan"])
def test_either_side_takes_them_apart_and_nobody_else(
    hers: System, ruth: Person, joan: Person, side: str
) -> None:
    other = a_life_of(joan)
    actions.answer_if_same(looking=ask(other, joan), answer=Answer.YES, by=ruth)
    merged = Merged.objects.get()
    with pytest.raises(PermissionDenied):
        actions.unmerge(merged=merged, by=a_person("Nye"))
    who, life = (ruth, hers) if side == "ruth" else (joan, other)
    page = signed_in(who).get(reverse("lives:same_person", args=[life.pk])).content.decode()
    assert "One with what somebody else here keeps" in page
    signed_in(who).post(reverse("lives:take_apart", args=[merged.pk]))
    assert not Merged.objects.current().exists()


@pytest.mark.parametrize("answer", [Answer.NOT_NOW, Answer.SOMEBODY_ELSE])
@pytest.mark.usefixtures("hers")
def test_without_a_yes_nothing_comes_of_it(ruth: Person, joan: Person, answer: str) -> None:
    other = a_life_of(joan)
    actions.answer_if_same(looking=ask(other, joan), answer=answer, by=ruth)
    assert not Merged.objects.exists()


def test_a_yes_brings_nothing_together_once_the_other_side_walks_no_more(
    hers: System, ruth: Person
) -> None:
    rosa = a_person("Rosa")
    joan = a_worker("Joan", "Citizens Advice")
    other = a_life_with(joan, whose=rosa)
    asked = ask(other, joan)
    actions.leave(life=other, by=rosa)
    actions.answer_if_same(looking=asked, answer=Answer.YES, by=ruth)
    assert asked.life == hers
    assert not Merged.objects.exists()


def test_who_asks_is_told_the_same_whether_somebody_knows_them(ruth: Person, joan: Person) -> None:
    pages = []
    for known in (ROSA, {"name": "Nobody Else", "born": date(1971, 1, 1), "postcode": "NE8 1AB"}):
        if known is ROSA:
            a_life_of(ruth)
        life = a_life_of(joan, **known)
        client = signed_in(joan)
        address = reverse("lives:ask_if_same", args=[life.pk])
        unasked = client.post(address, follow=True).content.decode()
        assert "Ask them first" in unasked
        shown = client.post(address, {"asked": "on"}, follow=True).content.decode()
        assert "Asked. If somebody knows them" in shown
        again = client.post(address, {"asked": "on"}, follow=True).content.decode()
        assert "You have asked this already" in again
        pages.append(again.split("If somebody else may walk", 1)[1].split("</main>")[0])
    assert pages[0] == pages[1]
    assert list(Looking.objects.order_by("pk").values_list("life", flat=True).distinct())


def test_the_other_side_is_asked_on_its_page_and_answers_there(
    hers: System, ruth: Person, joan: Person
) -> None:
    asked = ask(a_life_of(joan), joan)
    client = signed_in(ruth)
    page = client.get(reverse("lives:to_meet", args=[hers.pk])).content.decode()
    assert "begun a second time" in page
    said = {f"{str(asked.pk)[-6:]}-answer": Answer.YES}
    client.post(reverse("lives:answer_to_meet", args=[asked.pk]), said)
    assert Merged.objects.current().exists()
    again = client.post(reverse("lives:answer_to_meet", args=[asked.pk]), said, follow=True)
    assert "answered already" in again.content.decode()


def test_only_who_speaks_for_a_life_asks_for_it(hers: System, joan: Person) -> None:
    with pytest.raises(PermissionDenied):
        ask(hers, joan)
    assert signed_in(joan).post(reverse("lives:ask_if_same", args=[hers.pk])).status_code == 404
    a_life_of(joan)
    with pytest.raises(Refused, match="two things"):
        actions.ask_if_same(
            life=a_life_with(joan),
            organisation=joan.memberships.get().organisation,
            known=Identifiers("Rosa"),
            by=joan,
        )


def page(person: Person, life: System) -> str:
    return signed_in(person).get(reverse("lives:same_person", args=[life.pk])).content.decode()


def test_who_is_in_no_organisation_is_told_that(hers: System, ruth: Person) -> None:
    rosa, nye = a_person("Rosa"), a_person("Nye")
    for who, life in ((rosa, a_life_with(ruth, whose=rosa)), (nye, a_life_with(nye))):
        actions.know_by(life=life, by=who, **ROSA)
        shown = page(who, life)
        assert "in the name of where" in shown
        assert "Write down two things" not in shown
        sent = signed_in(who).post(reverse("lives:ask_if_same", args=[life.pk]), {"asked": "on"})
        assert sent.status_code == 404


def test_who_belongs_to_two_says_in_whose_name(hers: System, joan: Person) -> None:
    life = a_life_of(joan)
    trust = an_organisation("A trust")
    a_membership(joan, trust)
    assert "Where do you meet them?" in page(joan, life)
    address = reverse("lives:ask_if_same", args=[life.pk])
    unsaid = signed_in(joan).post(address, {"asked": "on"}, follow=True).content.decode()
    assert "Choose where you meet them" in unsaid
    assert not Looking.objects.filter(by=joan).exists()
    signed_in(joan).post(address, {"asked": "on", "organisation": str(trust.pk)})
    assert Looking.objects.get(by=joan).organisation == trust


def test_whose_life_it_is_is_spoken_to_not_about(ruth: Person) -> None:
    rosa = a_membership(a_person("Rosa"), an_organisation("Stonehouse neighbours")).person
    life = a_life_with(ruth, whose=rosa)
    shown = page(rosa, life)
    assert "Am I here twice?" in shown
    assert "Write down two things you are known by" in shown
    assert not {"they", "them", "their"} & set(words_of_main(shown))
    actions.know_by(life=life, by=rosa, **ROSA)
    shown = page(rosa, life)
    assert "Ask whether it is the same person" in shown
    assert "They know, and want this asked" not in shown
    sent = signed_in(rosa).post(reverse("lives:ask_if_same", args=[life.pk]), follow=True)
    assert "Asked. If somebody knows you" in sent.content.decode()
    assert Looking.objects.get().by == rosa


def test_whose_life_it_is_says_in_whose_name_they_ask(ruth: Person) -> None:
    rosa = a_worker("Rosa", "Stonehouse neighbours")
    a_membership(rosa, an_organisation("A trust"))
    life = a_life_with(ruth, whose=rosa)
    actions.know_by(life=life, by=rosa, **ROSA)
    assert "In whose name do you ask?" in page(rosa, life)
    sent = signed_in(rosa).post(reverse("lives:ask_if_same", args=[life.pk]), follow=True)
    assert "Choose where you belong" in sent.content.decode()


def test_who_has_two_of_their_own_brings_them_together(ruth: Person, joan: Person) -> None:
    rosa = a_person("Rosa")
    life, other = a_life_with(ruth, whose=rosa), a_life_with(joan, whose=rosa)
    assert "Which other one is yours too?" in page(rosa, life)
    address = reverse("lives:same_person", args=[life.pk])
    signed_in(rosa).post(address, {"other": str(other.pk)})
    merged = Merged.objects.get()
    assert (merged.life, merged.into) == (other, life)


@pytest.mark.parametrize("onto_own", [True, False])
def test_nobody_makes_somebody_they_walk_with_one_with_themself(onto_own: bool) -> None:
    ruth, joan, nadia = a_person("Ruth"), a_person("Joan"), a_person("Nadia")
    own, nadias = a_life_with(joan, whose=ruth), a_life_with(ruth, whose=nadia)
    life, other = (own, nadias) if onto_own else (nadias, own)
    assert "Which other one" not in page(ruth, life)
    address = reverse("lives:same_person", args=[life.pk])
    signed_in(ruth).post(address, {"other": str(other.pk), "asked": "on"})
    with pytest.raises(PermissionDenied):
        actions.merge(life=other, into=life, by=ruth)
    assert not Merged.objects.exists()


def words_of_main(shown: str) -> list[str]:
    main = shown.split("<main", 1)[1].split("</main>")[0]
    return re.findall(r"[a-z]+", re.sub(r"<[^>]+>", " ", main).lower())
