"""Who walks alongside: chosen, changed, left, ended together, not reached, taken up again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, Role, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    Basis,
    Ended,
    Ending,
    Means,
    Offer,
    Relationship,
    SaidHow,
    WayBack,
    Wish,
)
from alongside.human.lives.testing import (
    a_conversation,
    a_law_that_asks,
    a_life_with,
    a_reaching,
    a_wish,
    a_yes_to,
    an_offer,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    """Rosa's, who signs in."""
    return a_life_with(by=ruth, whose=rosa)


@pytest.fixture
def danny(ruth: Person) -> System:
    """Of somebody who does not sign in."""
    return a_life_with(by=ruth, name="Danny")


def walked(life: System) -> Relationship:
    found = rules.current(life)
    assert found is not None
    return found


def sits(person: Person, life: System) -> bool:
    return Reader.of(person).sits_at(life.pk)


# --- beginning and choosing ----------------------------------------------------------------------


def test_a_life_begins_with_a_name_and_one_alongside(danny: System, ruth: Person) -> None:
    assert danny.name == "Danny"
    assert walked(danny).worker == ruth
    assert Event.objects.filter(kind=LivesEvent.BEGUN, chain=danny.pk, by=ruth.pk).exists()


def test_who_begins_their_own_life_chooses_later(rosa: Person) -> None:
    own = a_life_with(by=rosa, whose=rosa)
    assert rules.current(own) is None
    assert Seat.objects.get(system=own).role == Role.PERSON


def test_the_database_keeps_one_alongside_at_a_time(life: System) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        Relationship.objects.create(life=life, worker=a_person())


def test_the_person_changes_alone_today_and_nobody_asks_why(
    life: System, ruth: Person, rosa: Person
) -> None:
    wish = a_wish(life, by=rosa, organisation=an_organisation(), stop_today=True)
    assert wish.said_how == SaidHow.HERE
    assert rules.current(life) is None
    assert not sits(ruth, life)
    assert sits(rosa, life)
    assert Relationship.objects.get().ended == Ended.CHANGED


def test_nobody_who_does_not_sign_in_is_left_with_nobody_to_choose_another(
    danny: System, ruth: Person
) -> None:
    with pytest.raises(PermissionDenied):
        a_wish(danny, by=ruth, person=a_person("Dev"), stop_today=True)
    assert walked(danny).worker == ruth
    a_wish(danny, by=ruth, person=a_person("Dev"))
    assert walked(danny).worker == ruth


def test_until_somebody_is_found_the_one_before_stays(life: System, rosa: Person) -> None:
    a_wish(life, by=rosa, organisation=an_organisation())
    assert rules.current(life) is not None


def test_nobody_walks_alongside_who_has_not_said_yes(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    wish = a_wish(life, by=rosa, person=dev)
    assert not sits(dev, life)
    offer = actions.offer(wish=wish, by=dev)
    assert not sits(dev, life)
    actions.choose(offer=offer, by=rosa)
    assert sits(dev, life)


def test_only_the_person_or_their_worker_beside_them_chooses(life: System, rosa: Person) -> None:
    dev, joan = a_person("Dev"), a_person("Joan")
    a_yes_to(life, by=rosa, recipient=joan)
    offer = an_offer(life, by=rosa, person=dev)
    for who in (joan, dev, a_person()):
        with pytest.raises(PermissionDenied):
            actions.choose(offer=offer, by=who)
        with pytest.raises(PermissionDenied):
            a_wish(life, by=who, person=a_person())


def test_handing_over_the_one_before_goes_at_once_or_is_there_for_a_while(
    life: System, ruth: Person, rosa: Person
) -> None:
    new = actions.choose(offer=an_offer(life, by=rosa), by=rosa, stays_until=TODAY() + DAYS(14))
    assert walked(life) == new
    held = Seat.objects.current().get(system=life, person=ruth)
    assert held.role == Role.MEMBER
    assert timezone.localdate(held.until) == TODAY() + DAYS(14)
    again = actions.choose(offer=an_offer(life, by=rosa, person=a_person("Ann")), by=rosa)
    assert again.worker.name == "Ann"
    assert not sits(new.worker, life)


def DAYS(number: int) -> timedelta:  # noqa: N802
    return timedelta(days=number)


def test_two_are_there_for_six_weeks_at_most(life: System, ruth: Person, rosa: Person) -> None:
    with pytest.raises(Refused, match="six weeks"):
        actions.choose(offer=an_offer(life, by=rosa), by=rosa, stays_until=TODAY() + DAYS(60))
    assert walked(life).worker == ruth


def test_where_the_person_signs_in_nobody_decides_for_them(
    life: System, ruth: Person, rosa: Person
) -> None:
    offer = an_offer(life, by=ruth)
    ends: list[Any] = [
        lambda: actions.choose(offer=offer, by=ruth),
        lambda: actions.leave(life=life, by=ruth),
        lambda: a_wish(life, by=ruth, organisation=an_organisation(), stop_today=True),
    ]
    for end in ends:
        with pytest.raises(PermissionDenied, match="say it here when they are ready"):
            end()
    assert walked(life).worker == ruth
    actions.choose(offer=offer, by=rosa)


def test_a_worker_hands_over_with_the_person_beside_them(danny: System, ruth: Person) -> None:
    new = actions.choose(offer=an_offer(danny, by=ruth), by=ruth, stays_until=TODAY() + DAYS(7))
    assert new.chosen_how == SaidHow.BESIDE
    assert walked(danny) == new


def test_choosing_closes_what_was_asked_of_others(life: System, rosa: Person) -> None:
    a_wish(life, by=rosa, organisation=an_organisation())
    actions.choose(offer=an_offer(life, by=rosa), by=rosa)
    assert not Wish.objects.open().exists()


def test_somebody_is_asked_once(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    a_wish(life, by=rosa, person=dev)
    with pytest.raises(Refused, match="asked already"):
        a_wish(life, by=rosa, person=dev)


def test_a_yes_can_be_taken_back_and_is_then_nothing_to_choose(life: System, rosa: Person) -> None:
    offer = an_offer(life, by=rosa)
    actions.take_back_offer(offer=offer, by=offer.by)
    with pytest.raises(Refused, match="cannot walk with you after all"):
        actions.choose(offer=offer, by=rosa)
    with pytest.raises(PermissionDenied):
        actions.take_back_offer(offer=offer, by=rosa)


def test_who_was_asked_may_say_not_now_and_nobody_else(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    wish = a_wish(life, by=rosa, person=dev)
    with pytest.raises(PermissionDenied):
        actions.close_wish(wish=wish, by=a_person())
    actions.close_wish(wish=wish, by=dev)
    with pytest.raises(Refused):
        actions.close_wish(wish=wish, by=rosa)


def test_those_of_the_organisation_asked_may_say_yes(
    life: System, ruth: Person, rosa: Person
) -> None:
    advice = an_organisation()
    wish = a_wish(life, by=rosa, organisation=advice)
    there, elsewhere = a_person("Dev"), a_person("Eve")
    a_membership(there, advice)
    assert rules.is_asked(there, wish)
    assert not rules.is_asked(elsewhere, wish)
    with pytest.raises(PermissionDenied):
        actions.offer(wish=wish, by=elsewhere)
    actions.offer(wish=wish, by=there)
    with pytest.raises(Refused):
        actions.offer(wish=wish, by=there)


def test_whom_the_person_said_no_to_or_changed_from_is_not_found_for_them(
    life: System, ruth: Person, rosa: Person
) -> None:
    advice, eve = an_organisation(), a_person("Eve")
    a_membership(ruth, advice)
    a_membership(eve, advice)
    systems.exclude(system=life, person=eve, by=rosa)
    wish = a_wish(life, by=rosa, organisation=advice, stop_today=True)
    assert not rules.is_asked(eve, wish)
    assert not rules.is_asked(ruth, wish)
    for whom in (eve, rosa):
        with pytest.raises(Refused):
            a_wish(life, by=rosa, person=whom)


def test_the_person_may_choose_the_one_before_again_by_name(
    life: System, ruth: Person, rosa: Person
) -> None:
    with pytest.raises(Refused, match="walk alongside already"):
        a_wish(life, by=rosa, person=ruth)
    a_wish(life, by=rosa, organisation=an_organisation(), stop_today=True)
    actions.choose(offer=an_offer(life, by=rosa, person=ruth), by=rosa)
    assert walked(life).worker == ruth


def test_a_no_by_name_to_the_worker_ends_it_too(life: System, ruth: Person, rosa: Person) -> None:
    systems.exclude(system=life, person=ruth, by=rosa)
    followups.run_waiting()
    assert rules.current(life) is None
    assert Relationship.objects.get().ended == Ended.CHANGED


def test_a_no_to_where_the_worker_belongs_ends_it_for_good(
    life: System, ruth: Person, rosa: Person
) -> None:
    council = an_organisation(by=a_person())
    belongs = a_membership(ruth, council)
    systems.exclude(system=life, organisation=council, by=rosa)
    followups.run_waiting()
    assert rules.current(life) is None
    belongs.until = timezone.now()
    belongs.save()
    assert not sits(ruth, life)  # to leave the council is no way back in


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
