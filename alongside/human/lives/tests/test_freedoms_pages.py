"""The pages of what somebody wants to be free to do, and of who stands behind it."""

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person, who_may_be_named
from alongside.foundation.systems.models import System
from alongside.human.lives.models import Backing
from alongside.human.lives.testing import a_backing, a_freedom

from .pages import at, said, send, signed_in, text

pytestmark = pytest.mark.django_db


def test_what_to_be_free_to_do_shows_that_nobody_backs_it_yet(life: System, ruth: Person) -> None:
    given = {"words": "Go to the pictures.", "wrong": "It is loud.", "place": "Seats by the door."}
    given |= {"category": "general", "reach": "us"}
    page = said(send(ruth, "want", life.pk, **given))
    assert "Nobody yet. Ruth would carry it alone." in page
    assert "nobody backs it yet" in text(ruth, "freedoms", life.pk)
    missing = said(send(ruth, "want", life.pk, **{**given, "place": ""}), 422)
    assert "Write what you will put in place" in missing


def test_somebody_is_asked_by_name_and_says_so_themself(
    life: System, ruth: Person, rosa: Person
) -> None:
    freedom, bea = a_freedom(life, by=ruth), who_may_be_named(a_person("Bea"), by=ruth)
    refused = said(send(ruth, "ask_to_back", freedom.pk, email=bea.email), 422)
    assert "Ask them first" in refused
    page = said(send(ruth, "ask_to_back", freedom.pk, email=bea.email, knows="on"))
    assert "asked; has had it since today" in page
    backing = Backing.objects.get()
    assert "Something Ruth is doing with somebody" in text(bea, "mine")
    shown = text(bea, "back", backing.pk)
    assert "Go to the cinema with my friends." in shown
    assert "Rosa" not in shown
    assert "You back this" in said(send(bea, "back", backing.pk, yes="yes"))
    assert "“I back this.”" in text(rosa, "freedom", freedom.pk)
    said(send(rosa, "stop_asking", backing.pk))
    assert signed_in(bea).get(at("back", backing.pk)).status_code == 404


def test_cannot_back_it_yet_says_what_is_missing(life: System, ruth: Person) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    assert "what would have to be there" in said(send(backing.person, "back", backing.pk), 422)
    send(backing.person, "back", backing.pk, words="Her sister’s number.")
    assert "Her sister’s number." in text(ruth, "freedom", backing.freedom_id)


def test_reading_to_back_it_is_a_look(life: System, ruth: Person) -> None:
    from alongside.foundation.record.models import Event

    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    text(backing.person, "back", backing.pk)
    looked = Event.objects.filter(kind="record.looked", chain=life.pk, by=backing.person_id)
    assert looked.count() == 1
