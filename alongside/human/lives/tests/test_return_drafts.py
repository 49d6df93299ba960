"""What a drafted return quotes, one by one, and since when somebody walks alongside."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives.models import Ended, Relationship
from alongside.human.lives.testing import a_life_with
from alongside.human.lives.views.returns import _since

pytestmark = pytest.mark.django_db
PARTS = {"words": "I lost the flat.", "whom": "They evicted Kev from the flat."}


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def life(ruth: Person) -> System:
    return a_life_with(ruth)


@verb
def more(entry: Entry, *, by: Person) -> None:
    happened("lives.tested", by=by.pk, on=entry.system_id, to=entry.pk)
    add_words(entry=entry, words={"whom": PARTS["whom"]}, by=by)


def test_of_two_parts_of_one_thing_only_what_was_ticked_goes_in(life: System, ruth: Person) -> None:
    entry = an_entry(life, by=ruth, words=PARTS["words"])
    more(entry, by=ruth)
    browser = Client()
    browser.force_login(ruth)
    at = reverse("lives:draft_return", args=[life.pk, "hclic"])
    page = browser.get(at).content.decode()
    assert all(words in page for words in PARTS.values())
    sent = {"said_reason_for_loss": f"{entry.pk}.words.1", "checked": "on"}
    answer = browser.post(at, sent)
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(heads, row, strict=True))["reason_for_loss"] == "“I lost the flat.”"


def walked(life: System, since: int, until: int, ended: Ended) -> None:
    now, worker = timezone.now(), a_person()
    Relationship.objects.create(
        life=life,
        worker=worker,
        since=now - timedelta(days=since),
        until=now - timedelta(days=until),
        ended=ended,
        ended_by=worker.pk,
    )


def days_ago(days: int) -> str:
    return timezone.localdate(timezone.now() - timedelta(days=days)).isoformat()


def test_another_worker_takes_a_walk_over_and_begins_none(life: System) -> None:
    assert _since(life) == days_ago(0)
    walked(life, 300, 200, Ended.AGREED)
    assert _since(life) == days_ago(0)
    walked(life, 90, 30, Ended.CHANGED)
    walked(life, 30, 0, Ended.CHANGED)
    assert _since(life) == days_ago(90)


def test_where_nobody_walks_alongside_there_is_no_such_day(life: System) -> None:
    Relationship.objects.all().delete()
    assert _since(life) == ""
    walked(life, 90, 30, Ended.CHANGED)
    assert _since(life) == ""
