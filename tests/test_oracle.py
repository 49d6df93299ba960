"""
An access oracle that is not ours: two hundred made-up worlds, and in each of them what we show to
whom and when is what OpenFGA says from the same world written in its own terms (tests/oracle).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside.foundation.logbook import rules, search, threads, visible
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership
from alongside.foundation.systems.models import Reader
from alongside.human.listening.testing import a_story
from alongside.human.lives.testing import a_yes_to
from tests.oracle import engine
from tests.oracle.worlds import PEOPLE, TABLES, WORDS, Cast, Spec, World, a_cast, live, specs, tell

pytestmark = pytest.mark.django_db
WORLDS = 200
LIVES = TABLES[2:]
LATER = (timedelta(minutes=1), timedelta(days=5), timedelta(days=40), timedelta(days=200))


def worlds(how_many: int) -> settings:
    return settings(
        max_examples=how_many,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def lived(spec: Spec, cast: Cast) -> Iterator[World]:
    """A world that is gone afterwards."""
    with transaction.atomic():
        yield live(spec, cast)
        transaction.set_rollback(True)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def readers_of(world: World, number: int) -> Iterator[tuple[str, datetime, Reader]]:
    """Everybody, at a moment that differs from one to the next and from world to world."""
    begun = timezone.now()
    for place, name in enumerate(PEOPLE):
        moment = begun + LATER[(number + place) % len(LATER)]
        with at(moment):
            yield name, moment, Reader.of(world.cast.people[name])


def all_pages(reader: Reader, tables: set[UUID] | None = None) -> list[UUID]:
    found, before, more = list[UUID](), None, True
    while more:
        page = visible.newest(reader, systems=tables, before=before, size=2)
        found += [entry.pk for entry in page.items]
        before, more = page.older, page.older is not None
    return found


def test_we_show_what_another_engine_says_and_nothing_more(tmp_path: Path) -> None:
    cast, told = a_cast(), list[engine.Told]()

    @worlds(WORLDS)
    @given(specs)
    def hear(spec: Spec) -> None:
        with lived(spec, cast) as world:
            one = tell(world, f"world {len(told)}")
            for name, moment, reader in readers_of(world, len(told)):
                _we_say(world, one, name, moment, reader)
            told.append(one)

    hear()
    assert len(told) == WORLDS
    assert sum(may["reader"] for one in told for may in _said(one)) > WORLDS
    assert sum(not may["reader"] for one in told for may in _said(one)) > WORLDS
    assert engine.ask(told, tmp_path) == ""


def _said(one: engine.Told) -> Iterator[dict[str, bool]]:
    yield from (check["assertions"] for check in one.checks)


def _we_say(world: World, told: engine.Told, name: str, moment: datetime, reader: Reader) -> None:
    readable = set(Entry.objects.visible_to(reader).values_list("pk", flat=True))
    listed = set(all_pages(reader))
    for pk in world.entries:
        may = {"reader": pk in readable, "listed": pk in listed}
        told.we_say(f"user:{name}", moment, world.named(pk), may)


def test_an_engine_that_hears_a_lie_says_so(tmp_path: Path) -> None:
    """The oracle notices: told that everybody may read everything, it does not agree."""
    told = engine.Told("a lie")
    told.say("table:life", "at", "seat:0")
    told.say("user:dev", "holder", "seat:0", timezone.now() + timedelta(days=1))
    told.say("seat:0", "seat", "desk:life-home")
    told.say("desk:life-home", "told", "entry:0")
    now = timezone.now()
    told.we_say("user:dev", now, "entry:0", {"reader": True})
    told.we_say("user:dev", now + timedelta(days=2), "entry:0", {"reader": False})
    told.we_say("user:joan", now, "entry:0", {"reader": False})
    assert engine.ask([told], tmp_path) == ""
    told.we_say("user:joan", now, "entry:0", {"reader": True})
    assert "1/1" not in engine.ask([told], tmp_path)
    assert "user:joan" in engine.ask([told], tmp_path)


def test_every_list_search_and_thread_is_what_its_pages_would_show() -> None:
    """What each entry says by itself, filtered, is every list, every finding and every walk."""
    cast, number = a_cast(), count()

    @worlds(60)
    @given(specs)
    def hear(spec: Spec) -> None:
        with lived(spec, cast) as world:
            for _name, _moment, reader in readers_of(world, next(number)):
                _lists_are_the_details(world, reader)

    hear()


def _lists_are_the_details(world: World, reader: Reader) -> None:
    """A yes to sharing is an entry too, so there is more in a world than what was written."""
    everything = Entry.objects.values_list("pk", flat=True)
    one_by_one = {pk for pk in everything if rules.can_read(reader.person, Entry(pk=pk))}
    at_once = set(Entry.objects.visible_to(reader).values_list("pk", flat=True))
    assert at_once == one_by_one
    assert set(all_pages(reader)) <= one_by_one
    for table in world.cast.tables.values():
        here = all_pages(reader, {table.pk})
        each = visible.newest_each(reader, [table.pk], size=50).get(table.pk, [])
        assert set(here) <= one_by_one
        assert [entry.pk for entry in each] == here == sorted(here, reverse=True)
    one_by_one &= world.entries.keys()
    for word in WORDS:
        found = search.find(reader, word)
        detail = {
            pk
            for pk in one_by_one
            if (one := world.entries[pk]).word == word and one.at not in LIVES
        }
        assert set(found.entries) == detail
        assert not found.and_more
    for pk in one_by_one:
        for walked in (threads.back(reader, pk), threads.forward(reader, pk)):
            assert {step.entry for step in walked} <= one_by_one
        behind = {step.entry for step in threads.back(reader, pk)}
        assert behind == _walk(world, pk, one_by_one)


def _walk(world: World, start: UUID, through: set[UUID]) -> set[UUID]:
    seen, edge = {start}, {start}
    while edge:
        edge = {of for pk in edge for of in world.because[pk]} & through - seen
        seen |= edge
    return seen - {start}


# --- as pages say it -----------------------------------------------------------------------------


def test_lists_counts_searches_and_files_show_what_each_page_by_itself_would() -> None:
    """The same through the site: whatever is listed, counted, found or saved opens, and no more."""
    cast = a_cast()

    @worlds(8)
    @given(specs)
    def hear(spec: Spec) -> None:
        with lived(spec, cast) as world:
            told = [
                a_story(
                    system=world.cast.tables[at], by=cast.ruth, words=WORDS[0], category=category
                ).pk
                for at in ("life", "place")
                for category in ("", "home", "money")
            ]
            for name in PEOPLE:
                _pages_are_the_details(world.cast.people[name], world, told)

    hear()


def _pages_are_the_details(person: Person, world: World, told: list[UUID]) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    opens = {
        pk for pk in told if client.get(reverse("listening:story", args=[pk])).status_code == 200
    }
    found = client.get(reverse("home:search"), {"q": WORDS[0]}).content.decode()
    for number, at in enumerate(("life", "place")):
        here = opens & set(told[number * 3 : number * 3 + 3])
        table = world.cast.tables[at].pk
        for name in ("listening:stories", "listening:export", "home:system"):
            answer = client.get(reverse(name, args=[table]))
            shown = {pk for pk in told if str(pk) in answer.content.decode()}
            assert shown <= opens, (name, at)
            if name != "home:system" and answer.status_code == 200:
                assert shown == here, (name, at)
        assert {pk for pk in told[3:] if str(pk) in found} == opens & set(told[3:])
    assert not [pk for pk in told[:3] if str(pk) in found]  # words of lives are found nowhere


# --- two narrow yeses ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Yes:
    """One whole yes: to whom, about what, for how many days."""

    to: str
    about: frozenset[str]
    days: int


yeses = st.lists(
    st.builds(
        Yes,
        to=st.sampled_from(["dev", "joan", "advice", "housing"]),
        about=st.frozensets(st.sampled_from(["home", "money", "health"]), min_size=1, max_size=2),
        days=st.sampled_from([2, 30]),
    ),
    min_size=2,
    max_size=5,
)
BELONG = {"dev": "advice", "joan": "housing"}


def test_two_narrow_yeses_give_no_combination_nobody_gave() -> None:
    """
    Held apart from each other, whoever they are to: what somebody may read is what some one yes,
    whole, to them or to where they work, is about at that moment.
    """
    cast = a_cast()
    life = cast.tables["life"]
    for name, organisation in BELONG.items():
        a_membership(cast.people[name], cast.organisations[organisation])
    entries = {
        category: an_entry(life, by=cast.ruth, category=category).pk
        for category in ("", "home", "money", "health", "family")
    }

    @worlds(60)
    @given(yeses)
    def hear(given_yeses: list[Yes]) -> None:
        with transaction.atomic():
            for one in given_yeses:
                until = timezone.now() + timedelta(days=one.days)
                whom = cast.holder(one.to)
                about = sorted(one.about)
                a_yes_to(life, by=cast.ruth, recipient=whom, categories=about, until=until)
            for days in (1, 9, 60):
                with at(timezone.now() + timedelta(days=days)):
                    _only_whole_yeses(cast, given_yeses, days, entries)
            transaction.set_rollback(True)

    hear()


def _only_whole_yeses(
    cast: Cast, given_yeses: list[Yes], days: int, entries: dict[str, UUID]
) -> None:
    for name in ("dev", "joan", "nye"):
        whom = {name, BELONG.get(name, "")}
        reader = Reader.of(cast.people[name])
        read = set(Entry.objects.visible_to(reader).values_list("pk", flat=True))
        may = {
            entries[category]
            for one in given_yeses
            if one.to in whom and days < one.days
            for category in one.about
        }
        assert read & set(entries.values()) == may, name
