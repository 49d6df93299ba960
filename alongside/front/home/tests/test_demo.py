"""The demo place as its people find it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from alongside.foundation.logbook.models import Ask, Entry, Promise, Reach, Says
from alongside.foundation.people.models import Person
from alongside.foundation.record import checking, followups
from alongside.foundation.systems.models import Place, Reader, Scale, Seat, System, name_all
from alongside.front.home.demo import place, reading
from alongside.human.signals.models import Knock, Pause, Source

pytestmark = pytest.mark.django_db

STRIP = "The lives and the quotes in it are invented."
SOME = ["Ruth Tanner", "Kerry A.", "Len Chudleigh", "Rosa", "Denise Pascoe"]
LISTS = [
    "home:system",
    "systems:table",
    "systems:wordings",
    "logbook:asks",
    "listening:stories",
    "listening:visits",
    "sensemaking:insights",
    "experiments:tries",
]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[place.Demo]:
    """Built once for all that look at it here, and undone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield place.build()
        transaction.set_rollback(True)


@pytest.fixture
def demo(built: place.Demo, settings: Settings) -> place.Demo:
    settings.DEMO = True
    return built


def test_a_voice_note_of_the_demo_has_nobodys_voice_in_it(demo: place.Demo, client: Client) -> None:
    _as("Bob", client)
    kept = Entry.objects.get(attachments__sort_slug="wav")
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "nobody’s voice is in it" in page
    assert "<audio" in page
    [note] = kept.attachments.all()
    played = client.get(reverse("logbook:attachment", args=[note.pk]))
    assert played["Content-Type"] == note.sort.type
    assert len(played.content) > 10_000


def _as(name: str, client: Client) -> Person:
    person = Person.objects.get(name=name)
    client.force_login(person)
    return person


def _opens(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200, url
    assert STRIP in response.content.decode(), url


def test_its_record_is_whole(demo: place.Demo) -> None:
    outcome = checking.check()
    assert outcome.is_whole
    assert outcome.events > 500


def test_it_serves_plymouth(demo: place.Demo) -> None:
    assert name_all([Place.objects.get().system])[0].name == "Plymouth"


def test_everybody_is_on_the_page_of_faces(demo: place.Demo, client: Client) -> None:
    response = client.get(reverse("people:faces"))
    assert STRIP in response.content.decode()
    for person in reading.read("people")["person"]:
        assert person["name"] in response.content.decode()


@pytest.mark.parametrize("name", SOME)
def test_no_page_of_theirs_is_dead(demo: place.Demo, client: Client, name: str) -> None:
    person = _as(name, client)
    for page in ("home:front", "home:owed", "home:search", "systems:systems", "listening:mine"):
        _opens(client, reverse(page))
    for system in Reader.of(person).systems:
        for page in LISTS:
            _opens(client, reverse(page, args=[system]))


def test_every_system_but_lives_opens_for_anybody(demo: place.Demo, client: Client) -> None:
    _as("Wes Darch", client)
    for system in System.objects.not_lives():
        _opens(client, reverse("home:system", args=[system.pk]))


def test_every_system_has_a_story_and_something_of_each_move(demo: place.Demo) -> None:
    for system in System.objects.all():
        stations = {entry.station for entry in Entry.objects.filter(system=system)}
        assert {"understand", "design", "try"} <= stations, name_all([system])[0].name
        assert Seat.objects.filter(system=system).count() >= 3


@pytest.mark.parametrize("name", SOME)
def test_the_thread_of_gateshead_opens_for_anybody(
    demo: place.Demo, client: Client, name: str
) -> None:
    _as(name, client)
    for called in ("wrong benefits", "keep it", "offer: a missed payment"):
        _opens(client, reverse("home:thread", args=[demo.entries[called]]))


def test_what_was_told_leaves_its_table_only_as_it_was_shared(demo: place.Demo) -> None:
    told = Entry.objects.exclude(ceiling="").filter(month_only=False)
    beyond = Q(audiences__reach=Reach.ANYONE) | ~Q(audiences__system=F("system"))
    assert not told.filter(beyond, audiences__isnull=False).exists()


@pytest.mark.parametrize("name", SOME)
def test_everything_at_their_tables_opens(demo: place.Demo, client: Client, name: str) -> None:
    reader = Reader.of(_as(name, client))
    theirs = Entry.objects.visible_to(reader).filter(system__in=reader.systems)
    for entry in theirs.filter(withdrawn_at=None):
        page = client.get(entry.get_absolute_url(), follow=True)
        assert page.status_code == 200, entry


def test_lives_open_for_those_alongside_and_nobody_else(demo: place.Demo, client: Client) -> None:
    for life in System.objects.filter(scale=Scale.LIFE):
        alongside = set(Seat.objects.current().filter(system=life).values_list("person", flat=True))
        for person in Person.objects.all():
            client.force_login(person)
            page = client.get(reverse("home:system", args=[life.pk]))
            assert page.status_code == (200 if person.pk in alongside else 404)


def test_what_was_taken_back_leaves_no_word(demo: place.Demo, client: Client) -> None:
    entry = Entry.objects.get(pk=demo.entries["taken back later"])
    assert entry.is_withdrawn
    assert not entry.words.exists()
    _as("Tom Reay", client)
    assert client.get(entry.get_absolute_url()).status_code == 410


def test_answers_were_given_owed_and_refused_with_a_reason(demo: place.Demo) -> None:
    owed = Promise.objects.owed()
    assert owed.filter(by__name="Ruth Tanner").exists()
    assert Promise.objects.filter(kept_at__isnull=False).count() > owed.count()
    assert Ask.objects.filter(answered_at=None).count() == 4
    assert Ask.objects.filter(answers__says=Says.NOT_YET).exists()
    assert Ask.objects.filter(answers__says=Says.YES).exists()


def test_the_card_it_shows_opens_what_came_of_a_story(demo: place.Demo, client: Client) -> None:
    page = client.post(reverse("listening:code"), {"code": demo.card}, follow=True)
    assert "the stairwell" not in page.content.decode()
    assert "Your benefits are right now" in page.content.decode()


def test_fifty_doors_are_knocked_at_in_gateshead(demo: place.Demo, client: Client) -> None:
    """Letters wait for all of them, each door is answered or still with somebody, and no life is
    begun but the one of who wanted it."""
    hows = Counter(Knock.objects.exclude(ended="").values_list("ended", flat=True))
    assert hows == {"talked": 31, "false_alarm": 6, "rather_not": 3}
    assert Knock.objects.count() == 51
    assert Pause.objects.filter(says="paused").count() == 50
    assert not Pause.objects.waiting().exists()
    [standing] = Knock.objects.standing().exclude(life=None)
    for name, status in (("Tom Reay", 200), ("Ruth Tanner", 404), ("Kerry A.", 404)):
        _as(name, client)
        assert client.get(standing.get_absolute_url()).status_code == status
    _as("Ruth Tanner", client)
    source = client.get(Source.objects.get().entry.get_absolute_url()).content.decode()
    assert "false alarms" in source


def test_a_sign_is_tried_out_as_its_page_says(demo: place.Demo, client: Client) -> None:
    """The steps of ``docs/signals-api.md``, each link that they name followed."""
    steps = (Path(__file__).parents[4] / "docs" / "signals-api.md").read_text()
    assert "be Lorna Gill" in steps
    _as("Lorna Gill", client)
    shown = _follow(client, reverse("systems:systems"), "Council tax, differently")
    shown = _follow(client, shown, "Where we hear of it")
    address = _follow(client, shown, "Council tax")
    assert "Make a token" in client.get(address).content.decode()
    made = client.post(f"{address}token/").content.decode()
    token = made.split("<code>")[1].split("</code>")[0]
    for who in (
        {"name": "Alma Thirlwell", "address": "3 Elm Street, Gateshead NE8 1AA"},
        {"name": "Donna Pruett", "address": "83 Chandler Row, NE99 1AA"},
    ):
        assert _tell(token, who).status_code == 202
    while followups.run_waiting():
        pass
    # The new one is the table's in the morning; hers had come already, and changes nothing.
    assert Knock.objects.filter(from_when__gt=timezone.now()).count() == 1
    assert Knock.objects.standing().exclude(life=None).count() == 1
    _as("Ruth Tanner", client)
    assert b"Make a token" not in client.get(address).content


def _follow(client: Client, url: str, called: str) -> str:
    """Where the link called so on this page leads."""
    shown = client.get(url).content.decode()
    links = re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>\s*(.*?)\s*</a>', shown, re.DOTALL)
    found: str = next(to for to, words in links if re.sub(r"<[^>]+>", "", words).strip() == called)
    return found


def _tell(token: str, who: dict[str, str]) -> Any:
    today = timezone.localdate()
    return Client().post(
        "/api/signals",
        {
            "what": "missed-payment",
            "when": today.isoformat(),
            "expires": (today + timedelta(days=50)).isoformat(),
            "who": who,
        },
        content_type="application/json",
        headers={
            "authorization": f"Bearer {token}",
            "idempotency-key": who["name"].replace(" ", "-"),
        },
    )


def test_whoever_told_something_at_a_door_has_had_news(demo: place.Demo) -> None:
    told = [demo.entries[name] for name in ("the kettle first", "post office", "by dinner time")]
    assert Promise.objects.filter(entry__in=told, kept_at__isnull=False).count() == 3
