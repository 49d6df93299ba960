"""Changing the site key, and the command that says how far it has come."""

import base64
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from alongside.foundation.logbook.codes import code_hash, new_code
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import Look
from alongside.foundation.record.models import HOUSE, Event
from alongside.foundation.systems.testing import a_life
from alongside.foundation.vault import hash_key, keyring, safe, sealing
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.testing import OURS, Ours, a_sealed_life, begun_anew
from alongside.front.home import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _begun_anew() -> Iterator[None]:
    with begun_anew():
        yield


def a_site_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def wrapped_anew() -> int:
    return actions.wrap_keys_anew(lives=keyring.remaining())


def test_wrapped_anew_nothing_needs_the_old_one(settings: Settings) -> None:
    sealed, hashed = a_sealed_life(), safe.keyed_hash("card", "7K3D")
    settings.SITE_KEY_OLD = [settings.SITE_KEY]
    settings.SITE_KEY = a_site_key()
    assert wrapped_anew() == 2
    assert wrapped_anew() == 0
    settings.SITE_KEY_OLD = []
    hash_key.make_ready()
    assert safe.open_all([sealed]) == ["a secret"]
    assert safe.keyed_hash("card", "7K3D") == hashed
    assert keyring.look().remaining == 0


def test_from_a_site_key_to_a_service_and_its_next_key_and_back(settings: Settings) -> None:
    sealed, hashed, site_key = a_sealed_life(), safe.keyed_hash("card", "x"), settings.SITE_KEY
    steps: tuple[dict[str, Any], ...] = (
        {"KMS": OURS, "SITE_KEY": "", "SITE_KEY_OLD": [site_key]},
        {"SITE_KEY_OLD": []},
        {"KMS": "", "KMS_OLD": OURS, "SITE_KEY": a_site_key()},
    )
    for step in steps:
        for name, value in step.items():
            setattr(settings, name, value)
        Ours.now = "ours-2" if not settings.SITE_KEY_OLD else "ours-1"
        assert wrapped_anew() == 2
        hash_key.make_ready()
        assert safe.open_all([sealed]) == ["a secret"]
        assert safe.keyed_hash("card", "x") == hashed
    settings.KMS_OLD = ""
    hash_key.make_ready()
    assert safe.open_all([sealed]) == ["a secret"]


def test_a_service_that_loses_what_it_wraps_is_not_trusted_with_the_last_copy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = a_sealed_life()
    settings.SITE_KEY_OLD, settings.KMS = [settings.SITE_KEY], OURS
    monkeypatch.setattr(
        Ours, "wrap", lambda ours, key: sealing.wrap(ours.keys["ours-1"], key[::-1])
    )
    assert wrapped_anew() == 0
    assert LifeKey.objects.get(life=sealed.life).site_key != "ours-1"


def read(entry: Entry) -> str:
    assert entry.by_id
    look = Look(entry.by_id, "test")
    return words_of([entry], look)[entry.pk]["words"]


def rotate(*arguments: str) -> None:
    call_command("keys", "rotate", *arguments)


def test_a_place_changes_its_site_key_while_it_is_open(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ruth, code = a_person(), new_code()
    entries = [an_entry(a_life(by=ruth), by=ruth, words="Not on a Tuesday.") for _n in range(5)]
    card = code_hash(code)
    settings.SITE_KEY_OLD, settings.SITE_KEY = [settings.SITE_KEY], a_site_key()
    hash_key.make_ready()
    call_command("keys")
    assert "6 remain: run `alongside keys rotate`." in capsys.readouterr().out
    rotate("--at-once", "2")
    assert "Nothing remains to be wrapped anew" in capsys.readouterr().out
    batches = Event.objects.filter(chain=HOUSE, kind="home.keys_wrapped_anew").order_by("n")
    assert [json.loads(batch.data)["keys"] for batch in batches] == [3, 2, 1]
    settings.SITE_KEY_OLD = []
    hash_key.make_ready()
    assert {read(entry) for entry in entries} == {"Not on a Tuesday."}
    assert code_hash(code) == card


def test_stopped_in_the_middle_it_goes_on_where_it_was(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ruth = a_person()
    lives = [a_life(by=ruth).pk for _n in range(3)]
    settings.SITE_KEY_OLD, settings.SITE_KEY = [settings.SITE_KEY], a_site_key()
    actions.wrap_keys_anew(lives=lives[:1])
    assert keyring.look().remaining == 2
    rotate()
    rotate()
    assert "Nothing remains" in capsys.readouterr().out
    assert Event.objects.filter(kind="home.keys_wrapped_anew").count() == 2


def test_what_nothing_opens_is_said_and_fails(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    a_sealed_life()
    settings.SITE_KEY = a_site_key()
    with pytest.raises(CommandError, match="ALONGSIDE_SITE_KEY_OLD"):
        rotate("--json")
    told = json.loads(capsys.readouterr().out)
    assert told["remaining"] == 2
    assert len(told["unreadable"]) == 1


def test_without_a_site_key_it_says_so(settings: Settings) -> None:
    settings.SITE_KEY = ""
    with pytest.raises(CommandError, match="no site key"):
        call_command("keys")
