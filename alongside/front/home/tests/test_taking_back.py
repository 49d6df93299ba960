"""A yes that is taken back shows nothing more on the very next request, whatever was open."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.listening.testing import a_story
from alongside.human.lives import actions
from alongside.human.lives.testing import a_yes_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def dev(ruth: Person) -> Person:
    return a_person("Dev Patel")


@verb
def a_letter(entry: Entry, *, by: Person) -> Attachment:
    """Something kept with an entry."""
    upload = SimpleUploadedFile("letter.txt", b"kittiwake")
    happened("home.tested", by=by.pk, on=entry.system_id, to=entry.pk)
    return logbook.attach(entry=entry, upload=upload, by=by)


def test_a_worker_with_everything_open_is_shown_nothing_the_moment_it_is_taken_back(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    """Open pages, forms about to be sent, exports, threads, searches: all on the next request."""
    story = a_story(system=life, by=ruth, words="kittiwake", category="home")
    letter = a_letter(story, by=ruth)
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    client = Client()
    client.force_login(dev)
    tell = reverse("listening:tell", args=[life.pk])
    open_now = [
        reverse("home:system", args=[life.pk]),
        reverse("listening:story", args=[story.pk]),
        reverse("home:thread", args=[story.pk]),
        reverse("listening:stories", args=[life.pk]),
        reverse("listening:export", args=[life.pk]),
        reverse("logbook:attachment", args=[letter.pk]),
        reverse("logbook:asks", args=[life.pk]),
        reverse("experiments:tries", args=[life.pk]),
        reverse("sensemaking:insights", args=[life.pk]),
        reverse("systems:table", args=[life.pk]),
        reverse("systems:wordings", args=[life.pk]),
        reverse("home:search") + f"?q=kittiwake&in={life.pk}",
        tell,
    ]
    assert {url: client.get(url).status_code for url in open_now} == dict.fromkeys(open_now, 200)
    actions.take_back(agreement=agreement, by=rosa)
    for url in open_now:
        answer = client.get(url)
        assert answer.status_code == 404, url
        assert "kittiwake" not in strip_tags(answer.content.decode()).replace("?q=kittiwake", ""), (
            url
        )
    before = Entry.objects.count()
    assert client.post(tell, {"words": "I had the page open."}).status_code == 404
    assert Entry.objects.count() == before
    assert (
        reverse("lives:ask_to_share", args=[life.pk])
        not in client.get(reverse("home:front")).content.decode()
    )
