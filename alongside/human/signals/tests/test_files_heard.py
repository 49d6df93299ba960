"""A file is heard whole, whatever came at the same moment, and keeps no message waiting."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.human.signals import actions, rules
from alongside.human.signals.actions import hearing
from alongside.human.signals.models import Heard, Knock, Source
from alongside.human.signals.testing import a_saying, a_source, who_runs
from alongside.human.signals.views import bringing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAMES = ["Rosa Hall", "Sam Hill", "Jo Dean", "Kit Wood", "Lee Marsh"]


@pytest.fixture
def source() -> Source:
    return a_source()


@pytest.fixture
def tess(source: Source) -> Person:
    return who_runs(source)


def bring(person: Person, source: Source) -> str:
    soon = (TODAY + timedelta(days=30)).isoformat()
    rows = [f"Missed payment,{TODAY:%d/%m/%Y},{soon},{name},1984-03-09" for name in NAMES]
    body = "\n".join(["what,when,expires,name,born", *rows]).encode()
    client = Client()
    client.force_login(person)
    at = reverse("signals:bring_in", args=[source.pk])
    page: str = client.post(at, {"file": SimpleUploadedFile("s.csv", body)}).content.decode()
    return page


def test_what_came_at_the_same_moment_is_left_out_and_the_others_heard(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.hear(source=source, said={"one": a_saying()})
    seen, known = [], hearing._known

    def late(keys: Any) -> set[bytes]:
        """The first time, what another is just writing is not to be seen yet."""
        seen.append(keys)
        return set() if len(seen) == 1 else known(keys)

    monkeypatch.setattr(hearing, "_known", late)
    said = {name: a_saying() for name in ("one", "two", "three")}
    assert actions.hear(source=source, said=said) == 2
    assert Heard.objects.count() == Knock.objects.count() == 3


def test_a_file_is_heard_a_few_rows_at_a_time(
    source: Source, tess: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "CHUNK", 2)
    assert "5 rows were heard." in bring(tess, source)
    assert Knock.objects.count() == 5
    # The same again reads the same.
    assert "5 rows were heard." in bring(tess, source)
    assert Knock.objects.count() == 5


def test_where_it_stops_on_the_way_only_what_was_heard_is_said(
    source: Source, tess: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "CHUNK", 2)
    hear, chunks = actions.hear, []

    def held_meanwhile(**given: Any) -> int:
        chunks.append(given)
        if len(chunks) == 2:
            raise Refused("Nobody is listening.")
        return hear(**given)

    monkeypatch.setattr(actions, "hear", held_meanwhile)
    page = bring(tess, source)
    assert "2 rows were heard." in page
    assert "Nobody is listening." in page
    assert Knock.objects.count() == 2


def test_a_file_does_not_turn_the_sources_own_messages_away(
    source: Source, tess: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "A_MINUTE", 2)
    bring(tess, source)
    assert not rules.says_too_much(source)
    actions.hear(source=source, said={"one": a_saying(), "two": a_saying()})
    assert rules.says_too_much(source)
