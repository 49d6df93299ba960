"""Who walked alongside no more: left, ended together, not reached, taken up again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.models import (
    Basis,
    Ended,
    Ending,
    Means,
    Offer,
    Relationship,
    SaidHow,
    WayBack,
)
from alongside.human.lives.testing import (
    a_conversation,
    a_law_that_asks,
    a_reaching,
    a_wish,
    a_yes_to,
    an_offer,
)

from .walking import DAYS, TODAY, sits, walked

pytestmark = pytest.mark.django_db

# --- leaving -------------------------------------------------------------------------------------


def test_the_person_leaves_alone_and_it_stays_theirs(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev)
    assert actions.leave(life=life, by=rosa) == ""
    assert [sits(who, life) for who in (rosa, ruth, dev)] == [True, False, False]
    assert Relationship.objects.get().ended == Ended.LEFT


def test_who_has_left_is_not_asked_to_leave_again(life: System, rosa: Person) -> None:
    client = Client()
    client.force_login(rosa)
    page = reverse("lives:alongside", args=[life.pk])
    assert "I want to leave" in client.get(page).content.decode()
    actions.leave(life=life, by=rosa)
    assert "I want to leave" not in client.get(page).content.decode()


def test_who_leaves_without_a_sign_in_has_a_card_and_nobody_reads_what_is_there(
    danny: System, ruth: Person
) -> None:
    code = actions.leave(life=danny, by=ruth)
    assert len(code) == 19
    assert not Seat.objects.current().filter(system=danny).exists()
    assert bytes(WayBack.objects.get().code) != code.encode()


def test_what_the_law_asks_for_stays_when_somebody_leaves(
    life: System, ruth: Person, rosa: Person
) -> None:
    asks, other = a_law_that_asks(), a_law_that_asks(an_organisation("Elsewhere"))
    sol, pat = a_person("Sol"), a_person("Pat")
    for law, person in ((asks, sol), (other, pat)):
        a_membership(person, law.organisation)
        soon = timezone.now() + timedelta(days=30)
        given: dict[str, Any] = {"recipient": person, "basis": law, "until": soon}
        actions.let_in_by_law(life=life, by=ruth, categories=["home"], **given)
    Basis.objects.filter(pk=other.pk).update(superseded_at=timezone.now())
    browser = Client()
    browser.force_login(rosa)
    asked = browser.get(reverse("lives:leave", args=[life.pk])).content.decode()
    assert "Housing Act 1996, section 195" in asked
    assert "talk to the homes desk" in asked
    assert "Sol" in asked
    assert "Pat" not in asked
    actions.leave(life=life, by=rosa)
    assert sits(sol, life)
    assert not sits(pat, life)


def test_nobody_else_can_let_somebody_leave(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev)
    for who in (dev, a_person()):
        with pytest.raises(PermissionDenied):
            actions.leave(life=life, by=who)


def test_with_their_card_they_come_back_to_whoever_they_trust(danny: System, ruth: Person) -> None:
    code = actions.leave(life=danny, by=ruth)
    ann = a_person("Ann")
    back = actions.come_back(code=code.lower().replace("-", " "), by=ann)
    assert back == danny
    assert walked(danny).worker == ann
    assert sits(ann, danny)
    with pytest.raises(Refused, match="opens nothing"):
        actions.come_back(code=code, by=ruth)


def test_a_card_opens_nothing_for_whom_they_said_no_to(danny: System, ruth: Person) -> None:
    eve = a_person("Eve")
    systems.exclude(system=danny, person=eve, by=ruth)
    code = actions.leave(life=danny, by=ruth)
    with pytest.raises(Refused, match="opens nothing"):
        actions.come_back(code=code, by=eve)


# --- an agreed ending ----------------------------------------------------------------------------


def test_it_ends_when_both_have_said_so(life: System, ruth: Person, rosa: Person) -> None:
    one = walked(life)
    ending, _code = actions.say_it_ends(relationship=one, by=ruth)
    assert not ending.is_agreed
    assert sits(ruth, life)
    ending, code = actions.say_it_ends(relationship=one, by=rosa)
    assert ending.is_agreed
    assert code == ""
    one.refresh_from_db()
    assert (one.ended, one.ended_how) == (Ended.AGREED, SaidHow.HERE)
    assert [sits(who, life) for who in (rosa, ruth)] == [True, False]


def test_a_worker_never_ends_it_alone(life: System, ruth: Person) -> None:
    with pytest.raises(Refused, match="sign in here themselves"):
        actions.say_it_ends(relationship=walked(life), by=ruth, they_say_so=True)
    actions.say_it_ends(relationship=walked(life), by=ruth)
    actions.say_it_ends(relationship=walked(life), by=ruth)
    assert rules.current(life) is not None


def test_who_does_not_sign_in_says_so_to_their_worker_and_has_a_card(
    danny: System, ruth: Person
) -> None:
    _ending, code = actions.say_it_ends(relationship=walked(danny), by=ruth, they_say_so=True)
    assert code
    assert Relationship.objects.get().ended_how == SaidHow.BESIDE
    assert not sits(ruth, danny)


def test_either_of_the_two_may_take_it_back(life: System, ruth: Person, rosa: Person) -> None:
    actions.say_it_ends(relationship=walked(life), by=ruth)
    actions.not_yet(relationship=walked(life), by=rosa)
    assert not Ending.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.say_it_ends(relationship=walked(life), by=a_person())


# --- not reached ---------------------------------------------------------------------------------


def tried(life: System, by: Person, *tries: tuple[int, str]) -> bool:
    Relationship.objects.update(since=timezone.now() - DAYS(100))
    for ago, means in tries:
        a_reaching(life, by=by, on=TODAY() - DAYS(ago), means=means)
    return rules.has_tried(walked(life))


@pytest.mark.parametrize(
    ("tries", "enough"),
    [
        ([(20, Means.CALLED), (10, Means.WENT), (1, Means.CALLED)], True),
        ([(20, Means.CALLED), (10, Means.CALLED), (1, Means.CALLED)], False),
        ([(20, Means.CALLED), (20, Means.WENT), (1, Means.LETTER)], False),
        ([(10, Means.CALLED), (5, Means.WENT), (1, Means.LETTER)], False),
        ([(20, Means.CALLED), (1, Means.WENT)], False),
    ],
    ids=["enough", "in one way", "on two days", "within two weeks", "twice"],
)
def test_what_is_enough_to_say_somebody_was_not_reached(
    danny: System, ruth: Person, tries: list[tuple[int, str]], enough: bool
) -> None:
    assert tried(danny, ruth, *tries) is enough
    if not enough:
        with pytest.raises(Refused, match="three times"):
            actions.could_not_reach(relationship=walked(danny), by=ruth)


ENOUGH = [(20, Means.CALLED), (10, Means.WENT), (1, Means.CALLED)]


def test_nobody_was_tried_to_be_reached_before_the_two_walked_together(
    danny: System, ruth: Person
) -> None:
    assert tried(danny, ruth, *ENOUGH)
    Relationship.objects.update(since=timezone.now())  # they met today, and the days are made up
    assert not rules.has_tried(walked(danny))
    with pytest.raises(Refused, match="three times"):
        actions.could_not_reach(relationship=walked(danny), by=ruth)


def test_when_they_talk_trying_begins_anew(danny: System, ruth: Person) -> None:
    assert tried(danny, ruth, *ENOUGH)
    a_conversation(danny, by=ruth)
    assert not rules.has_tried(walked(danny))


def test_it_rests_then_and_the_same_two_may_take_it_up_again(danny: System, ruth: Person) -> None:
    tried(danny, ruth, *ENOUGH)
    one = walked(danny)
    actions.could_not_reach(relationship=one, by=ruth)
    assert not sits(ruth, danny)
    with pytest.raises(PermissionDenied):
        actions.take_up_again(relationship=one, by=a_person())
    again = actions.take_up_again(relationship=one, by=ruth)
    assert sits(ruth, danny)
    with pytest.raises(PermissionDenied):  # they walk together already
        actions.take_up_again(relationship=one, by=ruth)
    assert walked(danny) == again


def test_what_the_person_ended_is_not_for_the_worker_to_take_up_again(
    life: System, danny: System, ruth: Person, rosa: Person
) -> None:
    ends: list[tuple[System, Any]] = [
        (life, lambda: a_wish(life, by=rosa, organisation=an_organisation(), stop_today=True)),
        (danny, lambda: actions.leave(life=danny, by=ruth)),
    ]
    for where, end in ends:
        one = walked(where)
        end()
        one.refresh_from_db()
        assert not rules.can_take_up_again(ruth, one)


def test_trying_is_written_down_by_who_walks_alongside_on_a_day_that_was(
    danny: System, ruth: Person
) -> None:
    one, tomorrow = walked(danny), TODAY() + DAYS(1)
    with pytest.raises(Refused):
        _try(one, tomorrow, ruth)
    with pytest.raises(PermissionDenied):
        _try(one, TODAY(), a_person())


def _try(one: Relationship, on: date, by: Person) -> None:
    actions.tried(relationship=one, on=on, means=Means.CALLED, words="Rang.", by=by)


def test_offers_of_who_left_the_house_are_none(life: System, rosa: Person) -> None:
    offer = an_offer(life, by=rosa)
    Person.objects.filter(pk=offer.by_id).update(is_active=False)
    with pytest.raises(Refused):
        actions.choose(offer=offer, by=rosa)
    assert Offer.objects.count() == 1
