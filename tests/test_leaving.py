"""
Who leaves is read by nobody: every page of a life, asked for by everybody who could read it before.
"""

import pytest
from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.record import followups
from alongside.foundation.systems.models import Seat
from alongside.human.introductions.models import Introduction
from alongside.human.lives import actions
from alongside.human.lives.models import Backing, ByLaw, Concern, Override, SpeaksWith
from tests.test_personas import Address, cast, every_address
from tests.world import SECRET, World, a_world

pytestmark = pytest.mark.django_db

# What somebody did themself, or was asked about a look of somebody's, is answered for afterwards
# too; a promise of news is still owed, without the words it was made for (``answer_voice``).
ANSWERED_FOR = {"lives:without_yes", "lives:concern", "lives:say_how", "lives:answer_concern"}
# What was asked of another table is there until it is taken back, and the page of leaving says so.
ELSEWHERE = {"logbook:ask", "logbook:answer"}
STILL = {*ANSWERED_FOR, *ELSEWHERE, "logbook:answer_voice"}


def readers(world: World) -> set[Person]:
    """Everybody who was let in by something, whether or not that is a seat."""
    life = world.life.system.pk
    ways = [
        Seat.objects.filter(system=life).exclude(person=None).values("person"),
        Backing.objects.filter(freedom__entry__system=life).values("person"),
        SpeaksWith.objects.filter(life=life).values("person"),
        Introduction.objects.filter(life=life).values("asked"),
        Concern.objects.filter(life=life).values("asked"),
        Override.objects.filter(life=life).values("second"),
    ]
    return {person for way in ways for person in Person.objects.filter(pk__in=way)}


def opened(who: Person, addresses: list[Address]) -> list[Address]:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return [one for one in addresses if client.get(one.url).status_code == 200]


def test_what_everybody_could_read_before_nobody_can_after_they_left() -> None:
    world = a_world()
    who = cast(world)
    rosa = who["whose life"]
    addresses = [one for one in every_address(world) if one.about == "life"]
    everybody = (readers(world) | set(who.values())) - {rosa}
    before = {person: opened(person, addresses) for person in everybody}
    ways_in = {one.name for pages in before.values() for one in pages}
    assert {"lives:back", "lives:speaks_with", "introductions:introduction"} <= ways_in
    ByLaw.objects.all().delete()

    actions.leave(life=world.life.system, by=rosa)
    followups.run_waiting(1_000)

    after = {
        (person.name, one.name)
        for person, pages in before.items()
        for one in opened(person, pages)
        if one.name not in STILL
    }
    assert after == set()
    owed = [one for one in addresses if one.name == "logbook:answer_voice"]
    ruth = Client()
    ruth.force_login(world.ruth)
    assert all(SECRET not in ruth.get(one.url).content.decode() for one in owed)
    assert opened(rosa, addresses)
