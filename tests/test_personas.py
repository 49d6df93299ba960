"""
Every address and eight people who ask for it: what each is answered is on a list people read.

``tests/personas.csv`` says it, address by address; an address that is not on it fails, and so does
an answer that is another one. When a page is added, write its line after asking of each of the
eight whether that is right; ``WRITE_PERSONAS=1 .venv/bin/pytest tests/test_personas.py`` writes
the file anew from what the site answers now, and ``git diff tests/personas.csv`` is what to read.
"""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.testing import a_picture
from alongside.foundation.logbook.actions.attachments import attach
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Place
from alongside.foundation.systems.testing import a_seat
from alongside.human.introductions.models import Introduction
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Concern, Freedom, Question, SpeaksWith
from alongside.human.lives.testing import a_backing, a_yes_to, who_tends_the_place
from tests.test_every_page import every_name
from tests.test_public import addresses
from tests.world import NOT_PAGES, OWN_PAGES, World, a_world, organisation_pages, pages

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "personas.csv"
PERSONAS = (
    "whose life",  # the person
    "walks alongside",  # the lead; holds the place's table too
    "one thing",  # somebody the person said yes to, about home
    "through work",  # belongs to an organisation the person said yes to, about home
    "taken back",  # the person said yes and took it back
    "told no",  # the person said no to them by name
    "steward",  # holds the place's table, and has no seat in the life
    "stranger",  # signs in, sits nowhere
)


@dataclass(frozen=True)
class Address:
    name: str
    about: str  # a life, a place, an organisation, or nothing in particular
    url: str


def cast(world: World) -> dict[str, Person]:
    """The eight, beside whoever is in the world already."""
    life, ruth = world.life.system, world.ruth
    who = {name: a_person(name.title(), by=ruth) for name in PERSONAS if name != "walks alongside"}
    a_seat(life, by=ruth, person=who["whose life"], role="person", ground="agreed")
    a_yes_to(life, by=ruth, recipient=who["one thing"])
    organisation = an_organisation("Housing Advice", by=ruth)
    a_membership(who["through work"], organisation)
    a_yes_to(life, by=ruth, recipient=organisation)
    for name in ("taken back", "told no"):
        yes = a_yes_to(life, by=ruth, recipient=who[name])
        lives.take_back(agreement=yes, by=ruth)
    systems.exclude(system=life, person=who["told no"], by=ruth)
    a_seat(world.place.system, by=ruth, person=who["steward"], role="steward")
    tends, settled = who_tends_the_place(), Place.objects.get().system
    if settled != world.place.system:
        a_seat(settled, by=tends, person=who["steward"], role="steward")
    return who | {"walks alongside": ruth}


def every_address(world: World) -> Iterator[Address]:
    for about, table in (("life", world.life), ("place", world.place)):
        for name, url in pages(table).items():
            yield Address(name, about, url)
    for name, url in organisation_pages(world).items():
        yield Address(name, "organisation", url)
    for name in OWN_PAGES:
        yield Address(name, "", reverse(name))
    real = {name: reverse(name, args=args) for name, args in for_others(world).items()}
    for name, url in real.items():
        yield Address(name, "life" if name in IN_THE_LIFE else "place", url)
    made_up = {address.name: address.url for address in addresses()}
    for name in NOT_PAGES:
        if name not in real:
            yield Address(name, "made up", made_up[name])


# What is in the life, and is for somebody else than who walks alongside it: still behind its door.
IN_THE_LIFE = {
    "introductions:accept",
    "introductions:find",
    "introductions:pass_on",
    "listening:card",
    "listening:less",
    "listening:take_back",
    "lives:back",
    "lives:everything_data",
    "lives:everything_file",
    "lives:say_how",
    "lives:speak",
    "lives:take_up_again",
    "logbook:attachment",
}


def for_others(world: World) -> dict[str, list[object]]:
    """Addresses that are no page of who walks alongside, with things that are really there."""
    life, story = world.life.system.pk, world.life.story
    agreed = (
        Introduction.objects.exclude(agreed_at=None).filter(life=life, accepted_at=None).first()
    )
    upload = SimpleUploadedFile("letter.jpg", a_picture(), "image/jpeg")
    return {
        "introductions:accept": [_pk(agreed)],
        "introductions:pass_on": [_pk(agreed)],
        "introductions:find": [_pk(Introduction.objects.filter(life=life).last())],
        "listening:card": [story.pk],
        "listening:less": [story.pk],
        "listening:take_back": [story.pk],
        "lives:back": [a_backing(_freedom(world), by=world.ruth).pk],
        "lives:everything_data": [life],
        "lives:everything_file": [life],
        "lives:say_how": [_pk(Concern.objects.filter(life=life).first())],
        "lives:speak": [
            _pk(SpeaksWith.objects.filter(life=life).first()),
            _pk(Question.objects.waiting().filter(life=life).first()),
        ],
        "lives:take_up_again": [life],
        "logbook:answer_ask": [world.life.ask.pk],
        "logbook:attachment": [_attached(entry=story, upload=upload, by=world.ruth).pk],
        "signals:doors": [world.place.system.pk],
        "signals:pauses": [world.place.system.pk],
        "signals:sources": [world.place.system.pk],
    }


def _pk(row: Model | None) -> object:
    assert row is not None
    return row.pk


def _freedom(world: World) -> Freedom:
    found: Freedom = Freedom.objects.filter(entry__system=world.life.system)[0]
    return found


@verb
def _attached(*, entry: Entry, upload: SimpleUploadedFile, by: Person) -> Attachment:
    happened("tests.attached", by=by.pk, on=entry.system_id, to=entry.pk)
    return attach(entry=entry, upload=upload, by=by)


def answers(world: World) -> list[list[str]]:
    who, clients = cast(world), {}
    for name in PERSONAS:
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(who[name])
    addressed, found = [*every_address(world)], []
    for address in sorted(addressed, key=lambda one: (one.about, one.name)):
        said = [str(clients[name].get(address.url).status_code) for name in PERSONAS]
        found.append([address.name, address.about, *said])
    return found


def written() -> list[list[str]]:
    with TABLE.open(newline="") as file:
        return list(csv.reader(file))


def test_everybody_is_answered_as_the_list_says() -> None:
    found = [["address", "about", *PERSONAS], *answers(a_world())]
    if os.environ.get("WRITE_PERSONAS"):
        out = StringIO()
        csv.writer(out, lineterminator="\n").writerows(found)
        TABLE.write_text(out.getvalue())
    listed = written()
    missing = [row for row in found if row[:2] not in [other[:2] for other in listed]]
    assert missing == [], "not on tests/personas.csv: ask of each of the eight if that is right"
    other = [
        f"{row}: listed as {was}" for row, was in zip(found, listed, strict=False) if row != was
    ]
    assert other == []
    assert len(found) == len(listed)


def test_no_address_is_missing_from_the_list() -> None:
    assert set(every_name()) == {row[0] for row in written()[1:]}


# What must hold of every line, whatever the page: nobody agrees to these out of tiredness.


def lines(about: str) -> list[dict[str, str]]:
    header, *rows = written()
    return [dict(zip(header, row, strict=True)) for row in rows if row[1] == about]


@pytest.mark.parametrize("outside", ["taken back", "told no", "steward", "stranger"])
def test_no_page_of_a_life_is_there_for_somebody_outside_it(outside: str) -> None:
    there = {line["address"]: line[outside] for line in lines("life") if line[outside] != "404"}
    # A page that begins in a life but is another table's own.
    there.pop("logbook:answer", None)
    assert there == {}


def test_everybody_outside_is_answered_alike() -> None:
    """Former readers, those told no, and strangers: the same, so that nobody learns which."""
    for line in lines("life"):
        assert line["taken back"] == line["told no"] == line["stranger"], line["address"]


def test_nobody_meets_a_broken_page() -> None:
    broken = [row for row in written()[1:] if any(status.startswith("5") for status in row[2:])]
    assert broken == []
