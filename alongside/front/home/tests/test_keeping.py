"""What is kept of a table's page never outlives what it shows, nor reaches who may not read it."""

import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Promise
from alongside.foundation.logbook.testing import taken_on
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Part, Reader, Seat, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.front.home import keeping
from alongside.human.listening.testing import a_story
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db


def shown(person: Person, *at: System) -> str:
    """A table's page, or the front page, asked for until it is kept if it ever is."""
    client = Client()
    client.force_login(person)
    where = reverse("home:system", args=[at[0].pk]) if at else reverse("home:front")
    for _time in range(3):
        answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_that_is_kept_asks_who_sits_there_and_what_moved() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    a_story(system=system, by=ruth)
    shown(ruth, system)
    client = Client()
    client.force_login(ruth)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("home:system", args=[system.pk]))
    assert len(captured) == 4  # the session, the person, their seats, where the chains end


def test_a_kept_page_is_the_same_page() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth, name="Council tax", boundary="From the first letter on.")
    a_story(system=system, by=ruth, words="It was the letters.")
    client = Client()
    client.force_login(ruth)
    where = reverse("home:system", args=[system.pk])
    pages = [client.get(where).content.decode().split("csrfmiddlewaretoken") for _time in range(4)]
    tokens = {page.pop()[:90] for page in pages}
    assert len(tokens) == 4
    assert len({"".join(page) for page in pages}) == 1
    assert "<title>Council tax · Alongside</title>" in pages[0][0]


CHANGES: list[tuple[Callable[[System, Person], object], str]] = [
    (lambda s, by: a_story(system=s, by=by, words="It was the knock."), "It was the knock."),
    (lambda s, by: systems.word(system=s, part=Part.NAME, words="Rent", by=by), "Rent"),
    (lambda s, by: people.rename(by, name="Ruth Anders", by=by), "Ruth Anders"),
    (lambda s, by: a_seat(s, by=by, person=a_person("Amara")), "Amara"),
    (
        lambda s, by: systems.place_within(inner=s, outer=a_system(by=by, name="Tyne"), by=by),
        "Tyne",
    ),
    (
        lambda s, by: systems.place_within(inner=a_system(by=by, name="Flats"), outer=s, by=by),
        "Flats",
    ),
    (
        lambda s, by: logbook.ask(
            system=a_system(by=by, name="Hope"), of=s, words="Wait", why="So", by=by
        ),
        "Hope asked",
    ),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_whatever_changes_is_on_the_next_page(
    change: Callable[[System, Person], object], words: str
) -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    a_story(system=system, by=ruth)
    assert words not in shown(ruth, system)
    change(system, ruth)
    assert words in shown(ruth, system)


def test_a_name_that_changes_elsewhere_changes_here() -> None:
    ruth, amara = a_person(), a_person()
    outer, inner = a_system(by=amara, name="Gateshead"), a_system(by=ruth, name="Rent")
    systems.place_within(inner=inner, outer=outer, by=ruth)
    assert "Gateshead" in shown(ruth, inner)
    assert "Rent" in shown(amara, outer)
    systems.word(system=outer, part=Part.NAME, words="Tyneside", by=amara)
    systems.word(system=inner, part=Part.NAME, words="Arrears", by=ruth)
    assert "Tyneside" in shown(ruth, inner)
    assert "Arrears" in shown(amara, outer)
    systems.take_out(inner=inner, outer=outer, by=ruth)
    assert "Arrears" not in shown(amara, outer)


@pytest.mark.parametrize("front", [True, False])
def test_what_is_taken_back_is_gone_from_the_next_page(front: bool) -> None:
    ruth, dev = a_person(), a_person()
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    story = a_story(system=system, by=ruth, words="It was the letters.")
    at = [] if front else [system]
    assert "It was the letters." in shown(dev, *at)
    logbook.withdraw(entry=story, by=ruth)
    assert "It was the letters." not in shown(dev, *at)


@pytest.mark.parametrize("front", [True, False])
def test_what_came_from_another_table_goes_when_it_is_taken_back_there(front: bool) -> None:
    ruth, amara = a_person(), a_person()
    ours, theirs = a_system(by=ruth), a_system(by=amara)
    story = a_story(system=ours, by=ruth, words="Close to us.", ceiling="open")
    words = "The letters frighten people."
    logbook.widen(entry=story, into=theirs, words=words, agreed="Yes, on Monday.", by=ruth)
    ask = logbook.ask(system=ours, of=theirs, words="Wait with it", why="So", by=ruth)
    at = [] if front else [theirs]
    assert words in shown(amara, theirs)
    assert "Wait with it" in shown(amara, *at)
    logbook.withdraw(entry=story, by=ruth)
    logbook.withdraw(entry=ask, by=ruth)
    assert words not in shown(amara, *at)
    assert "Wait with it" not in shown(amara, *at)


def test_a_seat_that_ends_shows_nothing_of_what_was_kept() -> None:
    ruth, dev = a_person(), a_person()
    system = a_system(by=ruth)
    seat = a_seat(system, by=ruth, person=dev)
    a_story(system=system, by=ruth, words="It was the letters.")
    assert "It was the letters." in shown(dev, system)
    systems.end_seat(seat=seat, by=ruth)
    assert "It was the letters." not in shown(dev, system)
    assert "It was the letters." not in shown(dev)
    assert "It was the letters." in shown(ruth, system)


def test_who_sits_there_otherwise_has_a_page_of_their_own() -> None:
    ruth, dev, joan = a_person(), a_person(), a_person()
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    a_seat(system, by=ruth, person=joan, categories=["money"])
    a_story(system=system, by=ruth, words="Kept close, this.", ceiling="close")
    a_story(system=system, by=ruth, words="About the rent.", category="home")
    assert "Kept close, this." in shown(ruth, system)
    assert "Kept close, this." not in shown(dev, system)
    assert "About the rent." in shown(dev, system)
    assert "About the rent." not in shown(joan, system)
    assert "About the rent." not in shown(a_person(), system)


def test_a_last_day_that_passes_needs_no_event(monkeypatch: pytest.MonkeyPatch) -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    soon = timezone.now() + timedelta(seconds=2)
    a_seat(system, by=ruth, person=a_person("Dev"), until=soon)
    assert "Dev" in shown(ruth, system)
    later = SimpleNamespace(time=lambda: time.time() + 3)
    monkeypatch.setattr("django.core.cache.backends.locmem.time", later)
    Seat.objects.filter(until=soon).update(until=timezone.now())
    assert "Dev" not in shown(ruth, system)


def test_tomorrow_it_is_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    a_story(system=system, by=ruth)
    assert "since today" in shown(ruth, system)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert "since yesterday" in shown(ruth, system)


def test_nothing_of_a_life_is_kept() -> None:
    ruth = a_person()
    life = a_life(by=ruth, name="Rosa")
    story = a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    assert "I have not slept." in shown(ruth, life)
    assert "Rosa" in shown(ruth)
    place = a_system(by=ruth, name="Gateshead")
    logbook.ask(system=life, of=place, words="A quiet flat", why="Sleep", by=ruth)
    assert "asked; we have had it" in shown(ruth, place)
    held = repr(caches["kept"]._cache)  # type: ignore[attr-defined]
    for words in ("Rosa", "slept", "quiet", "asked; we", life.pk.hex, str(story.pk)):
        assert words not in held


@pytest.mark.parametrize("front", [True, False])
def test_what_was_shared_from_a_life_goes_with_it(front: bool) -> None:
    ruth, rosa, amara = a_person(), a_person(), a_person()
    life, place = a_life_with(ruth, whose=rosa), a_system(by=amara)
    a_seat(place, by=amara, person=ruth)
    story = a_story(system=life, by=ruth, ceiling="open")
    logbook.widen(entry=story, into=place, words="No sleep.", agreed="Yes", by=ruth)
    at = [] if front else [place]
    assert "No sleep." in shown(amara, *at)
    lives.ask_to_erase(life=life, by=rosa)
    lives.erase(life=life, by=rosa)
    assert "No sleep." not in shown(amara, *at)


def test_who_brings_news_is_who_took_it_on() -> None:
    ruth, dev = a_person("Ruth Anders"), a_person("Dev Mistry")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    story = a_story(system=system, by=ruth)
    assert "Ruth has owed an answer" in shown(dev, system)
    taken_on(Promise.objects.get(entry=story), by=dev)
    assert "Dev has owed an answer" in shown(ruth, system)


def test_how_somebody_sits_somewhere_is_in_the_key() -> None:
    ruth, dev = a_person(), a_person()
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)

    def key(person: Person) -> str:
        return keeping.keys_of("page", Reader.of(person), [system.pk])[system.pk]

    assert key(ruth) == key(ruth) != key(dev)
