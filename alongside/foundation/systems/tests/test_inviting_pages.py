"""The page to invite by: whom, as what, and whose life it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import Ground, Invitation, Role, Seat, seat_all
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .pages import HOSTILE, at, text

pytestmark = pytest.mark.django_db


def test_invite_seats_somebody_they_know(browser: Client, ruth: Person) -> None:
    place, dev = a_system(by=ruth), a_person("Dev", email="dev@example.org")
    a_seat(a_system(by=ruth), by=ruth, person=dev)
    last = timezone.localdate() + timedelta(days=30)
    page = browser.post(
        at("invite", place.pk),
        {
            "email": "DEV@example.org",
            "name": "Dev",
            "role": "member",
            "as_what": "benefits",
            "for_what": "the claim",
            "until_0": last.day,
            "until_1": last.month,
            "until_2": last.year,
        },
    )
    assert page.status_code == 302
    [seat] = seat_all(Seat.objects.filter(person=dev, system=place))
    assert (seat.as_what, seat.for_what, seat.ground) == ("benefits", "the claim", Ground.INVITED)
    assert seat.until is not None
    assert timezone.localdate(seat.until) == last


def test_invite_welcomes_somebody_new_in_the_same_form(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth)
    given = {"email": "dev@example.org", "role": "steward", "as_what": "benefits"}
    page = browser.post(at("invite", place.pk), given)
    assert page.status_code == 422
    assert "Write their name" in text(page)
    here = a_person(email="here@example.org")
    known = browser.post(at("invite", place.pk), {**given, "email": here.email})
    assert text(known) == text(page)  # an address alone does not tell whether somebody is here
    assert 'value="benefits"' in page.content.decode()
    assert not Person.objects.filter(email="dev@example.org").exists()
    browser.post(at("invite", place.pk), {**given, "name": "Dev"})
    asked = Invitation.objects.get(person__email="dev@example.org")
    actions.answer_invitation(invitation=asked, yes=True, by=asked.person)
    [seat] = seat_all(Seat.objects.filter(person__email="dev@example.org"))
    assert (seat.role, seat.as_what, seat.given_by) == (Role.STEWARD, "benefits", ruth.pk)


def test_invite_seats_an_organisation(browser: Client, ruth: Person) -> None:
    place, advice = a_system(by=ruth), an_organisation("Advice")
    browser.post(at("invite", place.pk), {"organisation": str(advice.pk), "role": "member"})
    assert Seat.objects.get(organisation=advice).system == place


def test_invite_says_where_to_add_an_organisation(browser: Client, ruth: Person) -> None:
    page = browser.get(at("invite", a_system(by=ruth).pk)).content.decode()
    assert reverse("people:found_organisation") in page


def test_invite_to_a_life_is_to_say_whose_it_is(browser: Client, ruth: Person) -> None:
    life, dev = a_life(by=ruth), a_person("Dev")
    given: dict[str, Any] = {"email": dev.email, "name": "Dev", "role": "member", "ground": "law"}
    law = {"for_what": "Care Act 2014", "categories": ["safety"]}
    assert browser.post(at("invite", life.pk), {**given, **law}).status_code == 422
    assert not Seat.objects.filter(person=dev).exists()
    advice = {"organisation": str(an_organisation().pk), "role": "person"}
    assert "Only a person can have this seat" in text(browser.post(at("invite", life.pk), advice))
    page = browser.get(at("invite", life.pk)).content.decode()
    assert reverse("lives:ask_to_share", args=[life.pk]) in page
    assert reverse("lives:who_may_know", args=[life.pk]) in page


def test_whose_life_it_is_was_said_already(browser: Client, ruth: Person) -> None:
    life = a_life(by=ruth, whose=a_person("Rosa"))
    assert "was said already" in text(browser.get(at("invite", life.pk)))


def test_invite_offers_to_say_whose_life_it_is_to_who_may_say_it(
    browser: Client, ruth: Person
) -> None:
    life, rosa, eve = a_life(by=ruth), a_person("Rosa"), a_person("Eve")
    given = {"role": "person"}
    for known in (rosa, eve):
        a_seat(a_system(by=ruth), by=ruth, person=known)
    shared = a_system(by=rosa)
    a_seat(shared, by=rosa, person=eve)
    assert "Whose life it is" in text(browser.get(at("invite", life.pk)))
    browser.post(at("invite", life.pk), {**given, "email": rosa.email, "name": "Rosa"})
    assert "was said already" in text(browser.get(at("invite", life.pk)))
    again = browser.post(at("invite", life.pk), {**given, "email": eve.email, "name": "Eve"})
    assert again.status_code == 422
    browser.force_login(rosa)
    assert "Whose life it is" in text(browser.get(at("invite", life.pk)))
    browser.post(at("invite", life.pk), {**given, "email": eve.email, "name": "Eve"})
    theirs = Seat.objects.get(person=eve, system=life)
    assert theirs.role == Role.PERSON
    assert at("end_seat", theirs.pk) in browser.get(at("table", life.pk)).content.decode()
    assert browser.post(at("end_seat", theirs.pk)).status_code == 302


def test_a_person_cannot_say_that_the_law_asks(client: Client, ruth: Person) -> None:
    rosa, dev = a_person("Rosa"), a_person("Dev")
    life = a_life(by=ruth, whose=rosa)
    client.force_login(rosa)
    law = {"for_what": "The law", "categories": ["safety"], "role": "member"}
    assert (
        client.post(at("invite", life.pk), {"email": dev.email, "name": "Dev", **law}).status_code
        == 422
    )
    assert not Seat.objects.filter(person=dev).exists()


def test_invite_says_what_is_missing(browser: Client, ruth: Person) -> None:
    place, dev = a_system(by=ruth), a_person("Dev")
    neither = browser.post(at("invite", place.pk), {"role": "member"})
    assert "Write their e-mail address, or choose" in text(neither)
    both = {"email": dev.email, "organisation": str(an_organisation().pk), "role": "member"}
    assert "one at a time" in text(browser.post(at("invite", place.pk), both))
    past = {"until_0": "1", "until_1": "1", "until_2": "2020"}
    gone = browser.post(
        at("invite", place.pk), {"email": dev.email, "name": "Dev", "role": "member", **past}
    )
    assert "Their last day must be today or later" in text(gone)
    a_seat(place, by=ruth, person=dev)
    again = browser.post(
        at("invite", place.pk), {"email": dev.email, "name": "Dev", "role": "member"}
    )
    assert "They have a seat at this table already" in text(again)


def test_invite_is_safe_from_hostile_words(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth)
    names = ("email", "name", "organisation", "role", "as_what", "for_what", "until_0", "until_2")
    for path in ("invite", "exclude", "within"):
        page = browser.post(at(path, place.pk), dict.fromkeys((*names, "holder", "outer"), HOSTILE))
        assert page.status_code == 422
        assert "<script>alert" not in page.content.decode()
