"""
The nine holes that were found in July and August 2026 in the strongest system of this kind, each
looked for here. ``R2-…`` is what its makers call the mending of it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.testing import a_picture
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions.attachments import attach
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.human.introductions.models import Introduction
from alongside.human.introductions.testing import an_introduction
from alongside.human.listening.testing import a_story
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_concern, a_life_with, a_look, a_yes_to
from tests.browsing import signed_in
from tests.world import SECRET, World, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(world: World) -> Person:
    """Walks alongside another life here, with every right there, and none in this one."""
    ola = a_person("Ola Other", by=world.ruth)
    a_life_with(by=ola, name="Bob")
    return ola


@pytest.fixture
def dev(world: World) -> Person:
    """Somebody the person said yes to, about home and nothing else."""
    dev = a_person("Dev Patel", by=world.ruth)
    a_yes_to(world.life.system, by=world.ruth, recipient=dev, categories=["home"])
    return dev


def happenings(life: System) -> int:
    """How much has happened in a life, not counting looks."""
    return Event.objects.filter(chain=life.pk).exclude(kind="record.looked").count()


def test_1_an_id_of_one_record_under_the_address_of_another(world: World, ola: Person) -> None:
    """R2-3957: a referral was accepted by its id alone, under any record's address."""
    bob = System.objects.get(seats__person=ola)
    life = world.life.system
    asked = a_person("Dev Mistry", by=ola)
    where = an_organisation(by=ola)
    a_membership(asked, where)
    ours = an_introduction(life, asked=asked, organisation=where, category="home")
    look = a_look(life, by=world.joan)
    before = happenings(life)
    client = signed_in(ola)
    for step in ("agree", "bring_back", "meet", "settle", "let_go", "stop", "accept", "pass_on"):
        url = reverse(f"introductions:{step}", args=[ours.pk])
        assert client.post(url, {"words": "Yes.", "stays": "yes"}).status_code == 404, step
    under_bobs = reverse("lives:raise_concern", args=[bob.pk, look.event])
    assert client.post(under_bobs, {"words": "?", "asked": str(world.ruth.pk)}).status_code == 404
    story = a_story(system=world.place.system, by=world.ruth)
    taken_out = reverse("systems:take_out", args=[bob.pk, world.larger.pk])
    client.post(taken_out)
    answer = reverse("home:told", args=[world.life.promise.pk])
    assert client.post(answer, {"entry": str(story.pk), "way": "person"}).status_code == 404
    assert happenings(life) == before
    assert Introduction.objects.get(pk=ours.pk).agreed_at is None


def test_2_allowed_on_the_kind_of_thing_and_not_on_this_one(world: World, ola: Person) -> None:
    """R2-3926: whoever could approve, or delete, any record could do it to every record."""
    life = world.life.system
    addresses = pages(world.life)
    before = happenings(life)
    client = signed_in(ola)
    for name, url in addresses.items():
        for data in ({}, {"words": "x", "to_tellers": "x", "says": "yes", "part": "purpose"}):
            assert client.post(url, data).status_code in (404, 405), name
        assert client.get(url).status_code == 404, name
    assert happenings(life) == before


ASKED = [
    {"in": "{life}"},
    {"q": SECRET},
    {"q": SECRET, "in": "{life}"},
    {"id": "{story}"},
    {"id_search": "true", "pk": "{story}"},
    {"system": "{life}", "systems": "{life}"},
    {"before": "{newest}"},
    {"seat": "{seat}"},
    {"about": "{story}", "because": "{story}"},
    {"entry": "{story}", "life": "{life}"},
]


def test_3_a_list_that_asks_nothing_or_widens_when_asked(world: World, ola: Person) -> None:
    """R2-3925: a record's flags were listed to anybody, and a parameter widened what was asked."""
    ids = {
        "life": world.life.system.pk,
        "story": world.life.story.pk,
        "seat": world.life.seat.pk,
        "newest": "ffffffff-ffff-7fff-bfff-ffffffffffff",
    }
    lists = [
        *(url for name, url in pages(world.place).items() if name in LISTS),
        *map(reverse, ("home:front", "home:search", "home:owed", "systems:systems", "lives:mine")),
        *map(reverse, ("lives:concerns", "introductions:waiting", "introductions:who_can_help")),
    ]
    client = signed_in(ola)
    for url in lists:
        for asked in ASKED:
            said = {key: value.format(**ids) for key, value in asked.items()}
            shown = client.get(url, said, follow=True).content.decode()
            for value in said.values():  # what was asked may stand in the box it was typed into
                shown = shown.replace(value, "")
            assert SECRET not in shown, (url, said)
            assert str(world.life.system.pk) not in shown, (url, said)
            assert str(world.life.story.pk) not in shown, (url, said)


LISTS = {
    "home:system",
    "systems:table",
    "listening:stories",
    "listening:visits",
    "logbook:asks",
    "sensemaking:insights",
    "experiments:tries",
}


@verb
def _attached(*, entry: Entry, by: Person) -> Attachment:
    upload = SimpleUploadedFile("letter.jpg", a_picture(), "image/jpeg")
    happened("tests.attached", by=by.pk, on=entry.system_id, to=entry.pk)
    return attach(entry=entry, upload=upload, by=by)


def test_4_a_file_for_who_may_not_read_what_it_goes_with(
    world: World, ola: Person, dev: Person
) -> None:
    """R2-3923, R2-3924: files had doors of their own, and those stood open."""
    home = a_story(
        system=world.life.system, by=world.ruth, words=f"{SECRET}, the rent.", category="home"
    )
    other, theirs = (_attached(entry=entry, by=world.ruth) for entry in (world.life.story, home))
    for attachment, person, status in (
        (other, ola, 404),
        (other, dev, 404),
        (theirs, dev, 200),
        (theirs, ola, 404),
        (theirs, world.ruth, 200),
    ):
        url = reverse("logbook:attachment", args=[attachment.pk])
        for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
            said = signed_in(person).get(url, headers=headers).status_code
            assert said in ({200, 206} if status == 200 else {status})
    assert Client().get(reverse("logbook:attachment", args=[theirs.pk])).status_code == 302
    logbook.withdraw(entry=home, by=world.ruth)
    url = reverse("logbook:attachment", args=[theirs.pk])
    for person in (world.ruth, dev, ola):
        assert signed_in(person).get(url).status_code in (404, 410)


def choices_on(page: str) -> Iterator[str]:
    yield from re.findall(r'(?:value|href)="([^"]+)"', page)


def test_5_a_form_that_offers_what_is_not_yours_to_read(world: World, dev: Person) -> None:
    """R2-3930: assigning from a list offered records its reader had no access to."""
    hidden = {
        str(pk)
        for pk in Entry.objects.filter(system=world.life.system)
        .exclude(category="home")
        .values_list("pk", flat=True)
    }
    client = signed_in(dev)
    opened = 0
    for name, url in pages(world.life).items():
        answer = client.get(url)
        if answer.status_code != 200:
            continue
        opened += 1
        offered = " ".join(choices_on(answer.content.decode()))
        assert not [pk for pk in hidden if pk in offered], name
    assert opened > 10


def test_6_a_cell_that_a_spreadsheet_would_run(world: World) -> None:
    """R2-3722, R2-3593: an export carried formulas somebody had typed as a name."""
    words = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "=HYPERLINK(1)"]
    for said in words:
        a_story(system=world.place.system, by=world.ruth, words=said, ceiling="open")
    client = signed_in(world.ruth)
    url = reverse("listening:export", args=[world.place.system.pk])
    shown = client.get(url).content.decode("utf-8-sig")
    cells = [cell.strip('"') for line in shown.splitlines() for cell in line.split(",")]
    assert "=1+1" in shown
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_7_an_address_that_a_stranger_writes_in_a_header(world: World) -> None:
    """R2-3511: the address in the audit, and what was counted by it, could be made up."""
    client = Client(raise_request_exception=False)
    url = reverse("listening:code")
    for number in range(60):
        answer = client.post(
            url, {"code": "not a code"}, headers={"X-Forwarded-For": f"10.0.0.{number}"}
        )
        if answer.status_code == 429:
            break
    assert answer.status_code == 429, "made-up addresses were each given tries of their own"
    names = {field.name for field in Event._meta.get_fields()}
    assert not names & {"ip", "address", "agent", "remote"}  # nothing of it is kept at all


def test_8_what_is_linked_to_what_you_may_read(world: World, ola: Person, dev: Person) -> None:
    """R2-3765: linked records were shown to whoever could read what they were linked to."""
    shared = logbook.widen(
        entry=world.life.story,
        into=world.place.system,
        words="Somebody was never asked.",
        agreed="She said yes, without her name.",
        by=world.ruth,
        reach="anyone",
    )
    client = signed_in(ola)
    for name in ("home:thread", "listening:story"):
        shown = client.get(reverse(name, args=[shared.pk])).content.decode()
        assert "Somebody was never asked." in shown
        for hidden in (SECRET, str(world.life.story.pk), str(world.life.system.pk), "Ruth"):
            assert hidden not in shown.partition("<main")[2], (name, hidden)
    home = a_story(system=world.life.system, by=world.ruth, words="The rent.", category="home")
    linked = logbook.ask(
        system=world.life.system,
        of=world.larger,
        words="Wait with the letter.",
        why="She has it in hand.",
        by=world.ruth,
        because=[home, world.life.story],
    )
    for url in (reverse("home:thread", args=[home.pk]), reverse("home:thread", args=[linked.pk])):
        shown = signed_in(dev).get(url).content.decode()
        assert str(world.life.story.pk) not in shown
    look = a_look(world.life.system, by=world.joan, entries=[world.life.story])
    asked = a_concern(world.life.system, by=world.ruth, look=look, asked=world.ruth)
    assert signed_in(ola).get(reverse("lives:concern", args=[asked.pk])).status_code == 404


def test_9_a_page_whose_author_forgot_to_ask(world: World) -> None:
    """``check_authorization`` was a commented-out line for years: nothing refused by default."""

    def forgotten(request: object) -> HttpResponse:
        return HttpResponse("everything")

    request = RequestFactory().get("/forgotten/")
    request.user = AnonymousUser()
    closed = LoginRequiredMiddleware(lambda _request: HttpResponse())
    answer = closed.process_view(request, forgotten, (), {})
    assert answer is not None
    assert answer.status_code == 302
    # And whoever signs in is told nothing by a list nobody addressed to them: a seat that has
    # ended, or one for another thing, opens what "no seat" opens.
    stranger, former = a_person("Nye", by=world.ruth), a_person("Fay Former", by=world.ruth)
    yes = a_yes_to(
        world.life.system,
        by=world.ruth,
        recipient=former,
        until=timezone.now() + timedelta(days=1),
    )
    lives.take_back(agreement=yes, by=world.ruth)
    for name, url in pages(world.life).items():
        said = [signed_in(person).get(url).status_code for person in (stranger, former)]
        assert said == [404, 404], name
