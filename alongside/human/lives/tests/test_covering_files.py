"""What was handed over with words that two have covered is in no file either."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import actions
from alongside.human.lives.models import WhyCovered
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def ruth() -> Person:
    ruth = a_person("Ruth")
    a_membership(ruth, an_organisation("The Hub"))
    return ruth


@pytest.fixture
def meg(ruth: Person) -> Person:
    """Of the same organisation as who walks alongside."""
    meg = a_person("Meg")
    a_membership(meg, ruth.memberships.get().organisation)
    return meg


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(ruth, name="Rosa", whose=rosa)


@verb
def hand_over(entry: Entry, *, by: Person, name: str = "from-dean.txt") -> Attachment:
    happened("lives.tested", by=by.pk, on=entry.system_id, to=entry.pk)
    upload = SimpleUploadedFile(name, b"Dear Rosa, it was me. Dean")
    return logbook.attach(entry=entry, upload=upload, by=by)


def shown(person: Person, name: str, pk: object) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(f"lives:{name}", args=[pk]), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_went_with_covered_words_is_in_no_file(
    life: System, rosa: Person, ruth: Person, meg: Person
) -> None:
    entry = an_entry(life, by=ruth, words="Her brother Dean wrote.")
    hand_over(entry, by=ruth)
    for name in ("everything_file", "everything_data"):
        assert "from-dean.txt" in shown(rosa, name, life.pk)
    covering = actions.cover(entry=entry, part="words", why=WhyCovered.OTHERS, second=meg, by=ruth)
    page = shown(meg, "check_covering", covering.pk)
    assert "from-dean.txt" in page
    assert "it is left out too" in page
    actions.check_covering(covering=covering, agreed=True, by=meg)
    for person in (rosa, ruth):
        for name in ("everything_file", "everything_data"):
            assert "from-dean.txt" not in shown(person, name, life.pk)
        assert "What went with it is left out too." in shown(person, "everything_file", life.pk)
    data = json.loads(shown(rosa, "everything_data", life.pk))
    assert all(one["attachments"] == [] for one in data["lives"][0]["written"])


def test_what_was_handed_over_is_looked_at_first(life: System, ruth: Person) -> None:
    """Nobody knows from the words beside it who is heard in a recording."""
    entry = an_entry(life, by=ruth, words="The rent is short again this month.")
    assert "Save it as a page" in shown(ruth, "all_of_it", life.pk)
    letter = hand_over(entry, by=ruth)
    assert "There is 1 thing to look at" in shown(ruth, "all_of_it", life.pk)
    page = shown(ruth, "cover", life.pk)
    assert reverse("logbook:attachment", args=[letter.pk]) in page
    assert "if you cover the words, it is left out" in page
    actions.keep(entry=entry, part="words", by=ruth)
    assert "Save it as a page" in shown(ruth, "all_of_it", life.pk)


def test_what_is_handed_over_later_is_looked_at_too(
    life: System, rosa: Person, ruth: Person, meg: Person
) -> None:
    kept = an_entry(life, by=ruth, words="Her brother Dean wrote.")
    covered = an_entry(life, by=ruth, words="Her brother Dean rang.")
    actions.keep(entry=kept, part="words", by=ruth)
    covering = actions.cover(entry=covered, part="words", why="others", second=meg, by=ruth)
    actions.check_covering(covering=covering, agreed=True, by=meg)
    assert "Save it as a page" in shown(ruth, "all_of_it", life.pk)
    hand_over(kept, by=ruth)
    hand_over(covered, by=ruth, name="rang.txt")
    assert "There is 1 thing to look at" in shown(ruth, "all_of_it", life.pk)
    assert "rang.txt" not in shown(rosa, "everything_data", life.pk)
