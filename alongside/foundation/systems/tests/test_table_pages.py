"""The page of who sits at a table, and leaving it or saying no to somebody."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import Exclusion, Seat
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .pages import at, queries, text

pytestmark = pytest.mark.django_db

# --- around the table ----------------------------------------------------------------------------


def test_table_says_who_as_what_and_how_they_came(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth)
    a_seat(place, by=ruth, person=a_person("Dev"), as_what="benefits", for_what="the claim")
    a_seat(place, by=ruth, organisation=an_organisation("Citizens Advice"))
    page = text(browser.get(at("table", place.pk)))
    for words in ("Dev", "benefits · the claim", "Invited by Ruth on", "Citizens Advice", "Began"):
        assert words in page


def test_table_folds_those_who_sat_there_before(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth)
    actions.end_seat(seat=a_seat(place, by=ruth, person=a_person("Dev")), by=ruth)
    page = browser.get(at("table", place.pk)).content.decode()
    assert page.index("<details") < page.index("Dev") < page.index("</details")
    assert "ended by Ruth" in page


def test_table_shows_to_whom_somebody_said_no_only_to_those_who_hold_it(
    client: Client, ruth: Person
) -> None:
    place, joan, eve = a_system(by=ruth), a_person("Joan"), a_person("Evelyn")
    a_seat(place, by=ruth, person=joan)
    actions.exclude(system=place, person=eve, by=ruth)
    for person, sees in ((ruth, True), (joan, False), (a_person(), False), (eve, False)):
        client.force_login(person)
        page = client.get(at("table", place.pk))
        shown = page.content.decode().replace(f">{eve.name}</span></a>", "")
        assert ("Evelyn</" in shown or "Evelyn<small" in shown) is sees


def test_table_of_a_life_is_for_those_who_sit_there_and_is_recorded(
    client: Client, ruth: Person
) -> None:
    life = a_life(by=ruth, name="Rosalind")
    client.force_login(a_person())
    assert client.get(at("table", life.pk)).status_code == 404
    client.force_login(ruth)
    page = client.get(at("table", life.pk)).content.decode()
    assert "<title>Alongside</title>" in page
    assert "Exit this page" in page
    assert Event.objects.filter(kind=RecordEvent.LOOKED, chain=life.pk, by=ruth.pk).count() == 1


def test_table_asks_the_same_however_many_sit_there(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth)

    def some(number: int) -> None:
        for n in range(number):
            seat = a_seat(place, by=ruth, as_what=f"helper {n}")
            if n % 2:
                actions.end_seat(seat=seat, by=ruth)
            actions.exclude(system=place, person=a_person(), by=ruth)

    some(3)
    few = queries(lambda: browser.get(at("table", place.pk)))
    some(12)
    assert queries(lambda: browser.get(at("table", place.pk))) == few


# --- leaving, and saying no ----------------------------------------------------------------------


def test_end_seat_asks_once_more(browser: Client, ruth: Person) -> None:
    place, dev = a_system(by=ruth), a_person("Dev")
    seat = a_seat(place, by=ruth, person=dev)
    assert "End the seat of Dev?" in text(browser.get(at("end_seat", seat.pk)))
    assert browser.post(at("end_seat", seat.pk)).headers["Location"] == at("table", place.pk)
    assert Seat.objects.get(pk=seat.pk).ended_by == ruth.pk
    assert browser.post(at("end_seat", seat.pk)).status_code == 404


def test_the_last_who_holds_a_table_is_told_why_they_cannot_leave(
    browser: Client, ruth: Person
) -> None:
    seat = Seat.objects.get(system=a_system(by=ruth))
    page = browser.post(at("end_seat", seat.pk))
    assert page.status_code == 422
    assert "Somebody has to hold this table" in text(page)


def test_who_walks_alongside_is_told_what_to_do_instead_of_leaving(
    browser: Client, ruth: Person
) -> None:
    seat = Seat.objects.get(system=a_life(by=ruth))
    page = browser.post(at("end_seat", seat.pk))
    assert page.status_code == 403
    assert "hand over to somebody they choose" in text(page)
    assert at("end_seat", seat.pk) not in text(browser.get(at("table", seat.system_id)))


def test_nobody_is_invited_to_walk_alongside(browser: Client, ruth: Person) -> None:
    life, dev = a_life(by=ruth), a_person("Dev")
    given = {"email": dev.email, "name": "Dev", "role": "lead", "ground": "agreed"}
    assert browser.post(at("invite", life.pk), given).status_code == 422


def test_leaving_a_life_leads_home(client: Client, ruth: Person) -> None:
    dev = a_person("Dev")
    seat = a_seat(a_life(by=ruth), by=ruth, person=dev)
    client.force_login(dev)
    assert client.post(at("end_seat", seat.pk)).headers["Location"] == reverse("home:front")


def test_exclude_says_no_and_readmit_takes_it_back(browser: Client, ruth: Person) -> None:
    place, dev = a_system(by=ruth), a_person("Dev")
    seat = a_seat(place, by=ruth, person=dev)
    page = browser.get(at("exclude", place.pk), {"seat": str(seat.pk)})
    assert f'value="{seat.pk}" selected' in page.content.decode()
    browser.post(at("exclude", place.pk), {"holder": str(seat.pk)})
    exclusion = Exclusion.objects.get(person=dev)
    browser.post(at("readmit", exclusion.pk))
    assert not Exclusion.objects.current().exists()
    again = browser.post(at("readmit", exclusion.pk), follow=True)
    assert "That was taken back already" in text(again)


def test_exclude_says_what_is_missing(browser: Client, ruth: Person) -> None:
    place, dev = a_system(by=ruth), a_person("Dev")
    assert "choose who" in text(browser.post(at("exclude", place.pk), {}))
    both = {"email": dev.email, "organisation": str(an_organisation().pk)}
    assert "choose who" in text(browser.post(at("exclude", place.pk), both))
    own = browser.post(at("exclude", place.pk), {"email": ruth.email})
    assert "To leave, end your own seat" in text(own)
