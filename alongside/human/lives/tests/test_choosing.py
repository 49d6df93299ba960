"""Who walks alongside: asked by name or not, chosen, changed and handed over."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Role, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Ended, Relationship, SaidHow, Wish
from alongside.human.lives.testing import a_life_with, a_wish, a_yes_to, an_offer

from .walking import DAYS, TODAY, sits, walked

pytestmark = pytest.mark.django_db


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
