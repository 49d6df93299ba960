import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import (
    Exclusion,
    Ground,
    Invitation,
    Role,
    Scale,
    Seat,
    System,
    Within,
    name_all,
    seat_all,
)
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def browser(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"systems:{name}", args=args)


def text(response: Any) -> str:
    """The words of a page, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


# --- finding -------------------------------------------------------------------------------------


def test_systems_shows_what_sits_within_what_and_never_a_life(
    browser: Client, ruth: Person
) -> None:
    place, team = a_system(by=ruth, name="Gateshead"), a_system(by=a_person(), name="Team North")
    life = a_life(by=ruth, name="Rosalind")
    actions.place_within(inner=life, outer=place, by=ruth)
    actions.place_within(inner=place, outer=team, by=ruth)
    page = browser.get(at("systems"))
    assert "Gateshead" in text(page)
    assert "Rosalind" not in text(page)
    assert str(life.pk) not in page.content.decode()
    html = page.content.decode()
    assert html.index("Team North") < html.index("Gateshead")
    assert html.count('<ul class="branches">') == html.count("</ul></li>") + 1


def test_systems_finds_by_a_word(browser: Client, ruth: Person) -> None:
    a_system(by=ruth, name="Gateshead", purpose="Steady my life")
    a_system(by=ruth, name="Parks", purpose="Room to breathe")
    assert "Parks" not in text(browser.get(at("systems"), {"q": "STEADY"}))
    assert "Nothing here says" in text(browser.get(at("systems"), {"q": HOSTILE}))


def test_systems_says_so_when_there_is_none(browser: Client) -> None:
    assert "There is no system here yet" in text(browser.get(at("systems")))


@pytest.mark.parametrize("q", ["", "place"])
def test_systems_asks_the_same_however_many_there_are(
    browser: Client, ruth: Person, q: str
) -> None:
    def some(number: int) -> None:
        for n in range(number):
            outer = a_system(by=ruth, name=f"Place {n}")
            actions.place_within(inner=a_system(by=ruth, name="Team"), outer=outer, by=ruth)

    some(2)
    few = queries(lambda: browser.get(at("systems"), {"q": q}))
    some(8)
    assert queries(lambda: browser.get(at("systems"), {"q": q})) == few


# --- beginning -----------------------------------------------------------------------------------


def test_found_asks_first_what_it_is_the_system_of(browser: Client) -> None:
    assert "A life" in text(browser.get(at("found")))
    refused = browser.get(at("found"), {"scale": "galaxy"})
    assert refused.status_code == 422
    assert "Choose what it is the system of" in text(refused)


def test_found_begins_a_system(browser: Client, ruth: Person) -> None:
    page = browser.post(
        at("found") + "?scale=place",
        {"name": "Council tax", "purpose": "Steady my life", "said_by": "Kerry"},
    )
    [system] = name_all(System.objects.all())
    assert page.status_code == 302
    assert page.headers["Location"] == system.get_absolute_url()
    assert system.purpose is not None
    assert system.purpose.said_by == "Kerry"


def test_found_keeps_what_was_typed_when_it_says_no(browser: Client) -> None:
    page = browser.post(at("found") + "?scale=place", {"purpose": "Steady my life"})
    assert page.status_code == 422
    assert "Steady my life" in text(page)
    assert "Write what it is called" in text(page)
    assert "Write whose words these are" in text(page)
    assert not System.objects.exists()


@pytest.mark.parametrize("scale", sorted(set(Scale.values) - {Scale.LIFE}))
def test_found_is_safe_from_hostile_words(browser: Client, scale: str) -> None:
    fields = ("name", "purpose", "said_by", "boundary", "as_what", "knows")
    page = browser.post(f"{at('found')}?scale={scale}", dict.fromkeys(fields, HOSTILE))
    assert page.status_code == 422
    assert "<script>alert" not in page.content.decode()


def test_a_life_is_begun_where_lives_are(browser: Client) -> None:
    for send in (browser.get, browser.post):
        assert send(at("found") + "?scale=life").headers["Location"] == reverse("lives:begin")


# --- within --------------------------------------------------------------------------------------


def test_within_places_and_takes_out(browser: Client, ruth: Person) -> None:
    inner, outer = a_system(by=ruth, name="Team"), a_system(name="Gateshead")
    placed = browser.post(at("within", inner.pk), {"outer": str(outer.pk)}, follow=True)
    assert "It sits within that now" in text(placed)
    gone = browser.post(at("take_out", inner.pk, outer.pk), follow=True)
    assert "does not sit within that any more" in text(gone)
    assert not Within.objects.exists()
    again = browser.post(at("take_out", inner.pk, outer.pk), follow=True)
    assert "It does not sit within that system" in text(again)


def test_within_says_why_not(browser: Client, ruth: Person) -> None:
    inner, outer = a_system(by=ruth), a_system(by=ruth)
    actions.place_within(inner=outer, outer=inner, by=ruth)
    page = browser.post(at("within", inner.pk), {"outer": str(outer.pk)})
    assert page.status_code == 422
    assert "each of them within the other" in text(page)
    for nonsense in ("", "x", str(uuid7()), str(a_life(by=ruth).pk)):
        assert browser.post(at("within", inner.pk), {"outer": nonsense}).status_code == 422


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


# --- inviting ------------------------------------------------------------------------------------


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


# --- words ---------------------------------------------------------------------------------------


def test_word_keeps_every_version(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth, purpose="Collect the tax", said_by="the council")
    assert "Collect the tax" in text(browser.get(at("word", place.pk, "purpose")))
    browser.post(
        at("word", place.pk, "purpose"), {"words": "Steady my life", "said_by": "Kerry & co"}
    )
    page = text(browser.get(at("wordings", place.pk)))
    for words in ("“Steady my life”", "said by Kerry &amp; co", "“Collect the tax”", "until"):
        assert words in page


@pytest.mark.parametrize(("part", "status"), [("name", 302), ("boundary", 302), ("purpose", 422)])
def test_only_a_purpose_must_be_somebodys_words(
    browser: Client, ruth: Person, part: str, status: int
) -> None:
    place = a_system(by=ruth)
    page = browser.post(at("word", place.pk, part), {"words": "As we say it"})
    assert page.status_code == status


def test_word_is_safe_from_hostile_words(browser: Client, ruth: Person) -> None:
    place = a_system(by=ruth)
    for part in ("name", "purpose", "boundary"):
        page = browser.post(at("word", place.pk, part), {"words": HOSTILE, "said_by": HOSTILE})
        assert page.status_code == 422
    assert browser.get(at("word", place.pk, "as_what")).status_code == 404


def test_words_of_a_life_open_only_under_a_look(browser: Client, ruth: Person) -> None:
    life = a_life(by=ruth, name="Rosalind", purpose="Sleep at night")
    for name in (at("wordings", life.pk), at("word", life.pk, "purpose")):
        before = Event.objects.filter(kind=RecordEvent.LOOKED).count()
        page = browser.get(name)
        assert "Sleep at night" in text(page)
        assert "<title>Alongside</title>" in page.content.decode()
        assert Event.objects.filter(kind=RecordEvent.LOOKED).count() == before + 1


# --- who may not ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["invite", "exclude", "within", "word", "end_seat", "readmit", "take_out"]
)
def test_those_who_may_not_are_told_so(client: Client, ruth: Person, name: str) -> None:
    place, joan = a_system(by=ruth), a_person("Joan")
    a_seat(place, by=ruth, person=joan)
    seat = a_seat(place, by=ruth)
    no = actions.exclude(system=place, person=a_person(), by=ruth)
    args = {"word": (a_system(by=ruth).pk, "purpose"), "end_seat": (seat.pk,), "readmit": (no.pk,)}
    path = at(
        name, *args.get(name, (place.pk, a_system().pk) if name == "take_out" else (place.pk,))
    )
    client.force_login(joan)
    assert client.post(path).status_code == (404 if name == "readmit" else 403)


def test_what_is_not_yours_is_not_there(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    seat, no = (
        Seat.objects.get(system=life),
        actions.exclude(system=life, person=a_person(), by=ruth),
    )
    client.force_login(a_person())
    for pk in (life.pk, uuid7()):
        for name in ("table", "invite", "exclude", "wordings", "within"):
            assert client.get(at(name, pk)).status_code == 404
        assert client.get(at("word", pk, "purpose")).status_code == 404
        assert client.post(at("take_out", pk, uuid7())).status_code == 404
    for pk in (seat.pk, uuid7()):
        assert client.get(at("end_seat", pk)).status_code == 404
    for pk in (no.pk, uuid7()):
        assert client.post(at("readmit", pk)).status_code == 404
