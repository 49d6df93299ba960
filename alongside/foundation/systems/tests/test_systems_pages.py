"""The pages of systems: found, begun, one within another, in which words, and not for everyone."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions
from alongside.foundation.systems.models import Scale, Seat, System, Within, name_all
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .pages import HOSTILE, at, queries, text

pytestmark = pytest.mark.django_db

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
