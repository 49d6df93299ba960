"""The pages of who walks alongside: asked, chosen, left, rested and taken up again."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_system
from alongside.human.lives import rules
from alongside.human.lives.models import Means, Relationship, Wish
from alongside.human.lives.testing import (
    a_backing,
    a_freedom,
    a_life_with,
    a_reaching,
    a_wish,
    a_yes_to,
    an_offer,
)

from .pages import at, said, send, signed_in, text

pytestmark = pytest.mark.django_db


def test_the_person_asks_for_somebody_else_and_the_clock_is_shown(
    life: System, ruth: Person, rosa: Person
) -> None:
    advice = an_organisation("Advice")
    assert "Nobody asks you why" in text(rosa, "alongside", life.pk)
    given = {"organisation": str(advice.pk), "meanwhile": "stays"}
    page = said(send(rosa, "change_worker", life.pk, **given))
    assert "They have had it since today" in page
    twice = said(send(rosa, "change_worker", life.pk, **given), 422)
    assert "asked already" in twice
    neither = said(send(rosa, "change_worker", life.pk, meanwhile="stays"), 422)
    assert "Ask one person, or one organisation" in neither
    nobody = said(send(rosa, "change_worker", life.pk, email="no@example.org"), 422)
    assert "Nobody you can name here has that address" in nobody


def test_whoever_is_asked_sees_that_somebody_asks_and_no_more(
    life: System, rosa: Person, ruth: Person
) -> None:
    advice, dev = an_organisation("Advice"), a_person("Dev")
    a_membership(dev, advice)
    wish = a_wish(life, by=rosa, organisation=advice)
    page = text(dev, "mine")
    assert "Somebody asks <strong>Advice</strong>" in page
    assert "Rosa" not in page
    assert str(life.pk) not in page
    said(send(dev, "offer", wish.pk))
    assert "Now they choose" in text(dev, "mine")
    assert "Dev" in text(rosa, "change_worker", life.pk)
    offer = wish.offers.get()
    page = said(send(rosa, "change_worker", life.pk, offer=str(offer.pk), weeks="0"))
    assert "Dev walks alongside from now on" in page
    assert not Reader.of(ruth).sits_at(life.pk)


def test_somebody_asked_by_name_may_say_not_now(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    wish = a_wish(life, by=rosa, person=dev)
    assert "Rosa" in text(dev, "mine")
    said(send(dev, "close_wish", wish.pk))
    assert not Wish.objects.open().exists()
    offer = an_offer(life, by=rosa, person=dev)
    said(send(dev, "take_back_offer", offer.pk))
    assert "You have had this" in text(dev, "mine")


def test_what_is_asked_of_others_is_not_there_for_anybody_else(life: System, rosa: Person) -> None:
    eve = a_person("Eve")
    offer = an_offer(life, by=rosa)
    wish, backing = offer.wish, a_backing(a_freedom(life, by=rosa), by=rosa)
    client = signed_in(eve)
    for name, pk in (
        ("offer", wish.pk),
        ("close_wish", wish.pk),
        ("take_back_offer", offer.pk),
        ("stop_asking", backing.pk),
    ):
        assert client.post(at(name, pk)).status_code == 404, name
    assert client.get(at("back", backing.pk)).status_code == 404
    assert client.get(at("take_up_again", rules.current(life).pk)).status_code == 404  # type: ignore[union-attr]


def test_those_around_may_not_change_or_end_it(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev)
    client = signed_in(dev)
    assert client.get(at("alongside", life.pk)).status_code == 200
    for name in ("change_worker", "leave"):
        assert client.get(at(name, life.pk)).status_code == 403, name
    for name in ("ending", "reach"):
        assert client.get(at(name, life.pk)).status_code == 404, name
    assert client.post(at("could_not_reach", life.pk)).status_code == 404


def test_the_person_leaves_and_is_asked_nothing(life: System, rosa: Person, ruth: Person) -> None:
    page = text(rosa, "leave", life.pk)
    assert "Why" not in page
    left = said(send(rosa, "leave", life.pk))
    assert "You have left" in left
    assert signed_in(ruth).get(life.get_absolute_url()).status_code == 404


def test_who_does_not_sign_in_leaves_with_a_card_and_comes_back_with_it(
    danny: System, ruth: Person
) -> None:
    card = said(send(ruth, "leave", danny.pk))
    code = card.split('<p class="code">')[1].split("<")[0]
    ann = a_person("Ann")
    wrong = said(send(ann, "come_back", code="AAAA-BBBB-CCCC-DDDD"), 422)
    assert "This code opens nothing" in wrong
    assert "Welcome back" in said(send(ann, "come_back", code=code))


def test_codes_are_not_guessed_at(danny: System) -> None:
    ann = a_person("Ann")
    cache.clear()
    codes = [send(ann, "come_back", code=f"{n:016d}").status_code for n in range(12)]
    assert codes == [422] * 10 + [429] * 2


def test_an_ending_is_said_by_both(life: System, ruth: Person, rosa: Person) -> None:
    assert "It ends when the other says so too" in said(send(ruth, "ending", life.pk))
    assert "Ruth said on" in text(rosa, "ending", life.pk)
    assert "It has ended" in said(send(rosa, "ending", life.pk))
    assert signed_in(rosa).get(at("ending", life.pk)).status_code == 404


def test_an_ending_may_be_taken_back(life: System, ruth: Person, rosa: Person) -> None:
    send(ruth, "ending", life.pk)
    assert "You walk on together" in said(send(rosa, "ending", life.pk, not_yet="yes"))


def test_who_does_not_sign_in_is_asked_before_it_ends(danny: System, ruth: Person) -> None:
    assert "Ask them first" in said(send(ruth, "ending", danny.pk), 422)
    assert 'class="code"' in said(send(ruth, "ending", danny.pk, they_say_so="on"))


def test_it_rests_after_tries_and_is_taken_up_again(danny: System, ruth: Person) -> None:
    Relationship.objects.update(since=timezone.now() - timedelta(days=60))
    early = said(send(ruth, "could_not_reach", danny.pk))
    assert "Try at least three times" in early
    today = timezone.localdate()
    for ago, means in ((20, Means.CALLED), (9, Means.WENT)):
        a_reaching(danny, by=ruth, on=today - timedelta(days=ago), means=means)
    given = {"on_0": today.day, "on_1": today.month, "on_2": today.year}
    assert "Choose how you tried" in said(send(ruth, "reach", danny.pk, **given), 422)
    page = said(send(ruth, "reach", danny.pk, **given, means="letter", words="Left a letter."))
    assert "You have tried often enough" in page
    said(send(ruth, "could_not_reach", danny.pk))
    one = Relationship.objects.get()
    assert "Danny" in text(ruth, "mine")
    assert signed_in(ruth).get(danny.get_absolute_url()).status_code == 404
    assert "Take it up again with Danny?" in text(ruth, "take_up_again", one.pk)
    assert "You walk together again" in said(send(ruth, "take_up_again", one.pk))


def test_a_worker_sees_their_own_and_nobody_elses(life: System, ruth: Person) -> None:
    ann = a_person("Ann")
    a_life_with(by=ann, name="Mo")
    page = text(ruth, "mine")
    assert "Rosa" in page
    assert "Mo" not in page


def test_too_many_is_asked_from_a_table_without_a_name(ruth: Person) -> None:
    assert "You sit at no table" in text(ruth, "too_many")
    team, around = a_system(by=ruth, name="Outreach", scale="team"), a_system(name="Alliance")
    systems.place_within(inner=team, outer=around, by=ruth)
    given = {"table": str(team.pk), "of": str(around.pk), "why": "Two more of us."}
    page = said(send(ruth, "too_many", **given))
    assert "Two more of us." in page
    assert "Ruth" not in page.replace("Ruth</span>", "")
    again = said(send(ruth, "too_many", **given), 422)
    assert "asked them already" in again
