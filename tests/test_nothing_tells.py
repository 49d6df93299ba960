"""
Does anything tell an outsider whether somebody is known here? Each of these is somebody trying:
docs/decisions/0012-what-an-outsider-learns.md says what was tried, what holds, and what is left.

"The same" means the same bytes and the same number of questions to the database: what takes the
same work takes the same time, without a stopwatch.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_life_with
from alongside.human.signals.testing import a_source, a_token
from tests.browsing import signed_in
from tests.world import OWN_PAGES, SECRET, World, a_world, pages

pytestmark = pytest.mark.django_db
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
NOBODY = "01a20000-0000-7000-8000-000000000007"
BORN, POSTCODE = date(1984, 3, 9), "NE8 1AA"


def same(text: str) -> str:
    """A page without what differs on every page: its form's token, and the ids it was asked for."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r'nonce="[^"]+"', "", text)
    return UUIDS.sub("id", text)


def asked(ask: Callable[[], Any]) -> tuple[int, str, int]:
    """What was answered, and how many questions to the database it took."""
    with CaptureQueriesContext(connection) as caught:
        answer = ask()
    return answer.status_code, same(answer.content.decode()), len(caught)


@pytest.fixture
def worker() -> Person:
    """Works here, meets people, and walks alongside nobody."""
    ruth = a_person("Ruth")
    worker = a_person("Wyn", by=ruth)
    a_membership(worker, an_organisation("Housing Advice", by=ruth))
    life = a_life_with(by=ruth, name=f"Rosa {SECRET}")
    lives.know_by(life=life, by=ruth, name="Rosa Kittiwake", born=BORN, postcode=POSTCODE)
    return worker


# --- looking for somebody ------------------------------------------------------------------------


def test_looking_for_somebody_known_and_for_nobody_is_the_same(worker: Person) -> None:
    client = signed_in(worker)
    organisation = worker.memberships.get().organisation
    said = {
        "organisation": str(organisation.pk),
        "born_0": str(BORN.day),
        "born_1": str(BORN.month),
        "born_2": str(BORN.year),
        "postcode": POSTCODE,
    }

    def look_for(name: str, postcode: str = POSTCODE) -> tuple[int, str, int]:
        url = reverse("lives:find")
        found = asked(lambda: client.post(url, said | {"name": name, "postcode": postcode}))
        return found[0], found[1].replace(name, "they"), found[2]

    look_for("Somebody Else", "NE1 1AA")  # the first of a day counts from nought
    known = look_for("Rosa Kittiwake")
    nobody = look_for("Nora Nobodyhere", "SW1A 1AA")
    assert known[0] == 200
    assert known == nobody


# --- signals -------------------------------------------------------------------------------------


def test_a_sign_about_somebody_known_and_about_nobody_is_answered_alike(worker: Person) -> None:
    steward = a_person("Stu")
    token = a_token(a_source(by=steward))
    today = timezone.localdate()

    def say(name: str, key: str) -> tuple[int, str, int]:
        said = {
            "what": "missed-payment",
            "when": today.isoformat(),
            "expires": (today + timedelta(days=60)).isoformat(),
            "who": {"name": name, "born": BORN.isoformat()},
        }
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        kind = "application/json"
        url = reverse("signals:say")
        return asked(lambda: Client().post(url, said, content_type=kind, headers=headers))

    say("First Oftheday", "message-number-0")
    known = say("Rosa Kittiwake", "message-number-1")
    assert known[0] == 202
    assert known == say("Nora Nobodyhere", "message-number-2")


# --- addresses -----------------------------------------------------------------------------------


def test_what_is_there_and_what_never_was_are_answered_alike() -> None:
    """Whoever guesses an id of a life, or has kept one, learns nothing from the answer."""
    world = a_world()
    client = signed_in(world.nobody)
    client.get("/")
    more_work = set()
    for name, url in pages(world.life).items():
        there = asked(lambda url=url: client.get(url))  # type: ignore[misc]
        nowhere = asked(lambda url=url: client.get(UUIDS.sub(NOBODY, url)))  # type: ignore[misc]
        assert there[0] == 404, name
        assert there[:2] == nowhere[:2], name
        if there[2] != nowhere[2]:
            more_work.add((name, there[2], nowhere[2]))
    assert more_work == MORE_WORK


# Nothing: whoever is not asked to look at something is asked no question more about it.
MORE_WORK: set[tuple[str, int, int]] = set()


# --- pages of others -----------------------------------------------------------------------------


def test_a_life_changes_no_page_of_anybody_outside_it() -> None:
    """Lists, counts, searches and a day's page, before a life is there and after: byte for byte."""
    ruth = a_person("Ruth")
    nobody = a_person("Nye", by=ruth)
    client = signed_in(nobody)
    urls = [reverse(name) for name in OWN_PAGES]
    urls += [reverse("home:search") + f"?q={SECRET}", reverse("systems:systems") + "?q=Rosa"]
    for url in urls:  # the first time somebody comes some things are looked up once
        client.get(url)
    before = {url: asked(lambda url=url: client.get(url)) for url in urls}  # type: ignore[misc]
    life = a_life_with(by=ruth, name=f"Rosa {SECRET}", whose=a_person("Rosa", by=ruth))
    lives.write_line(life=life, by=ruth, words=SECRET, heading="important")
    lives.note(life=life, by=ruth, words=SECRET)
    lives.know_by(life=life, by=ruth, name="Rosa Kittiwake", born=BORN, postcode=POSTCODE)
    after = {url: asked(lambda url=url: client.get(url)) for url in urls}  # type: ignore[misc]
    for url in urls:
        assert after[url] == before[url], url


# --- signing in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_asking_for_a_code_is_answered_alike(name: str) -> None:
    rosa = a_person("Rosa")

    def ask(email: str) -> tuple[int, str]:
        answer = Client().post(reverse(name), {"email": email})
        return answer.status_code, answer.headers.get("Location", "")

    assert ask(rosa.email) == ask("nobody.here@example.org")


# --- seals ---------------------------------------------------------------------------------------


def test_a_seal_names_nobody_and_is_as_long_for_a_life_as_for_anything(world: World) -> None:
    from alongside.foundation.record import checkpoints

    note = checkpoints.make()[0].note
    assert str(world.life.system.pk) not in note
    assert len(note.splitlines()) == 7
