"""A no by name to an organisation: what it strikes ends for good, and the page says so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.actions import verb
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Exclusion, Reader, Role, Seat, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.lives import actions, rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Agreement
from alongside.human.lives.testing import (
    a_backing,
    a_freedom,
    a_law_that_asks,
    a_life_with,
    a_question_to,
    a_yes_to,
    an_override,
)

from .seeing import sees

pytestmark = pytest.mark.django_db


@pytest.fixture
def charity(ruth: Person) -> Organisation:
    return an_organisation("Charity", by=a_person("Fay"))


def leaves(person: Person, organisation: Organisation) -> None:
    held = Membership.objects.current().get(person=person, organisation=organisation)
    people.leave(held, by=person)


def page(who: Person, name: str, pk: object) -> str:
    client = Client()
    client.force_login(who)
    got = client.get(reverse(f"lives:{name}", args=[pk]))
    assert got.status_code == 200
    return " ".join(strip_tags(got.content.decode()).split())


@pytest.mark.parametrize("takes_it_back", [False, True])
def test_a_yes_a_no_has_struck_does_not_come_back_by_itself(
    life: System, ruth: Person, rosa: Person, charity: Organisation, takes_it_back: bool
) -> None:
    dev = a_membership(a_person("Dev"), charity).person
    entry = an_entry(life, by=ruth, category="home")
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    no = systems.exclude(system=life, organisation=charity, by=rosa)
    assert not sees(dev, entry)
    assert not Agreement.objects.current().exists()
    assert Agreement.objects.get().no == no
    leaves(dev, charity)
    if takes_it_back:
        systems.readmit(exclusion=no, by=rosa)
    assert not sees(dev, entry)
    again = Agreement.objects.get()
    assert not again.stands
    assert again.no == no
    seat = Seat.objects.get(pk=agreement.seat_id)
    assert (seat.until, seat.ended_by) == (no.since, rosa.pk)
    assert "A no to Charity ended this on" in page(rosa, "who_may_know", life.pk)
    receipt = page(rosa, "receipt", agreement.pk)
    assert "A no of yours ended this" in receipt
    assert "Your no to Charity ended it on" in receipt


def test_only_what_the_no_strikes_ends(
    life: System, ruth: Person, rosa: Person, charity: Organisation
) -> None:
    dev, sam = a_membership(a_person("Dev"), charity).person, a_person("Sam")
    other = a_life_with(ruth, name="Bob")
    a_yes_to(other, by=ruth, recipient=dev)
    stays = a_yes_to(life, by=rosa, recipient=sam)
    systems.exclude(system=life, organisation=charity, by=rosa)
    assert set(Agreement.objects.current()) == {stays, Agreement.objects.get(life=other)}
    assert stays.no is None


def test_a_no_at_a_table_that_is_no_life_ends_no_seat_by_name(charity: Organisation) -> None:
    steward = a_person("Stella")
    table = a_system(by=steward)
    dev = a_membership(a_person("Dev"), charity).person
    seat = a_seat(table, by=steward, person=dev)
    systems.exclude(system=table, organisation=charity, by=steward)
    seat.refresh_from_db()
    assert seat.until is None
    assert not Reader.of(dev).sits_at(table.pk)
    people.join(a_person("New"), organisation=charity, by=dev)
    followups.run_waiting()
    assert not Event.objects.filter(kind=LivesEvent.KEPT_TO_A_NO).exists()


def test_their_own_life_is_never_ended_by_a_no_to_where_they_work(
    life: System, rosa: Person, charity: Organisation
) -> None:
    a_membership(rosa, charity)
    systems.exclude(system=life, organisation=charity, by=rosa)
    assert Reader.of(rosa).seat_of_own_life(life.pk)
    assert Seat.objects.current().filter(system=life, role=Role.PERSON, person=rosa).exists()


def test_who_comes_to_the_organisation_later_is_shut_out_for_good(
    life: System, ruth: Person, rosa: Person, charity: Organisation
) -> None:
    dev = a_person("Dev")
    entry = an_entry(life, by=ruth, category="home")
    a_yes_to(life, by=rosa, recipient=dev)
    no = systems.exclude(system=life, organisation=charity, by=rosa)
    assert sees(dev, entry)
    people.join(dev, organisation=charity, by=a_membership(a_person("Fay"), charity).person)
    assert not sees(dev, entry)
    leaves(dev, charity)  # even before what follows could be done
    followups.run_waiting()
    assert not sees(dev, entry)
    assert Agreement.objects.get().no == no
    assert Event.objects.filter(chain=life.pk, kind=LivesEvent.KEPT_TO_A_NO, thing=no.pk).exists()


def test_a_yes_said_before_all_this_says_what_stands_in_its_way(
    life: System, ruth: Person, rosa: Person, charity: Organisation
) -> None:
    dev = a_person("Dev")
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    a_yes_to(life, by=rosa, recipient=a_person("Sam"))
    no = systems.exclude(system=life, organisation=charity, by=rosa)
    Membership.objects.create(person=dev, organisation=charity)  # as it could stand before
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.no == no
    assert not agreement.stands
    assert not Agreement.objects.current().filter(pk=agreement.pk).exists()
    assert Agreement.objects.current().count() == 1
    said = page(rosa, "who_may_know", life.pk)
    assert said.count("Your no to Charity stands in the way of this") == 1
    assert "A no to Charity stands in the way of this" in page(ruth, "who_may_know", life.pk)
    assert "Your no to Charity stands in the way" in page(rosa, "receipt", agreement.pk)
    actions.take_back(agreement=agreement, by=rosa)
    assert not Agreement.objects.get(pk=agreement.pk).stands


def test_a_yes_is_not_given_past_a_no_to_where_they_belong(
    life: System, ruth: Person, rosa: Person, charity: Organisation
) -> None:
    dev = a_membership(a_person("Dev"), charity).person
    systems.exclude(system=life, organisation=charity, by=rosa)
    with pytest.raises(Refused, match="A no to Charity stands in the way"):
        a_yes_to(life, by=rosa, recipient=dev)
    asked = a_question_to(life, by=ruth, recipient=dev)
    with pytest.raises(Refused, match="stands in the way"):
        actions.say_yes(question=asked, by=rosa)
    assert not Agreement.objects.exists()


def test_nobody_is_chosen_or_let_in_past_a_no_to_where_they_belong(
    life: System, ruth: Person, rosa: Person, charity: Organisation
) -> None:
    dev = a_membership(a_person("Dev"), charity).person
    systems.exclude(system=life, organisation=charity, by=rosa)
    with pytest.raises(Refused):
        verb(systems.seat_alongside)(life=life, worker=dev, by=rosa)
    law = a_law_that_asks(charity)
    with pytest.raises(Refused):
        actions.let_in_by_law(
            life=life,
            by=ruth,
            recipient=dev,
            basis=law,
            categories=["home"],
            until=timezone.now() + timedelta(days=9),
        )
    assert not Seat.objects.filter(person=dev).exists()


def test_a_no_ends_a_day_without_a_yes_of_somebody_there(life: System, rosa: Person) -> None:
    override = an_override(life)
    assert Reader.of(override.acted_by).sits_at(life.pk)
    systems.exclude(system=life, organisation=override.organisation, by=rosa)
    assert not Seat.objects.current().filter(person=override.acted_by).exists()


def test_whoever_backs_something_is_listed_with_what_and_since_when(
    life: System, ruth: Person, rosa: Person
) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=rosa, person=a_person("Bea Moss"))
    said = page(rosa, "who_may_know", life.pk)
    assert "Who reads one thing" in said
    assert "Bea Moss" in said
    assert "They have not answered yet" in said
    actions.back(backing=backing, by=backing.person)
    assert "I back this" in page(rosa, "who_may_know", life.pk)
    client = Client()
    client.force_login(rosa)
    there = reverse("lives:who_may_know", args=[life.pk])
    url = reverse("lives:stop_asking", args=[backing.pk])
    assert client.post(url, {"list": "1"})["Location"] == there
    assert "Bea Moss" not in page(rosa, "who_may_know", life.pk).split("What was before")[0]
    assert "Who reads one thing" not in page(rosa, "who_may_know", life.pk)


def test_a_no_can_be_said_to_who_reads_one_thing(life: System, ruth: Person, rosa: Person) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=rosa)
    client = Client()
    client.force_login(rosa)
    url = reverse("lives:say_no_to", args=[life.pk])
    assert client.post(url, {"who": str(backing.person_id)}).status_code == 302
    no = Exclusion.objects.get(person=backing.person)
    followups.run_waiting()
    backing.refresh_from_db()
    assert backing.taken_back_at is not None
    systems.readmit(exclusion=no, by=rosa)
    assert not rules.can_read_to_back(backing.person, backing)


def test_a_no_to_where_they_belong_ends_what_they_back(
    life: System, ruth: Person, rosa: Person, charity: Organisation
) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=rosa)
    a_membership(backing.person, charity)
    systems.exclude(system=life, organisation=charity, by=rosa)
    followups.run_waiting()
    leaves(backing.person, charity)
    backing.refresh_from_db()
    assert not rules.can_read_to_back(backing.person, backing)
    assert not rules.struck_by(Exclusion.objects.get())


def test_a_yes_said_after_they_left_is_not_struck_by_who_comes_next(
    life: System, rosa: Person, charity: Organisation
) -> None:
    dev = a_membership(a_person("Dev"), charity).person
    no = systems.exclude(system=life, organisation=charity, by=rosa)
    leaves(dev, charity)
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    a_membership(a_person("New"), charity)
    followups.run_waiting()
    assert Agreement.objects.get(pk=agreement.pk).stands
    assert not rules.struck_by(no)


def test_a_no_to_an_address_nobody_has_stands_in_no_yes_way() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life_with(ruth, whose=rosa)
    yes = a_yes_to(life, by=rosa)
    systems.exclude_address(system=life, email="nobody@example.org", by=rosa)
    assert Agreement.objects.get(pk=yes.pk).no is None
    assert Agreement.objects.get(pk=yes.pk).stands
