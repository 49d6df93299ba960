"""The ledger of what was erased: written first, whole, and played again after a restore."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from pytest_django import Settings

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ceiling
from alongside.foundation.logbook.testing import a_voice
from alongside.foundation.people.models import Person
from alongside.foundation.record import checking
from alongside.foundation.record.actions import NotRecorded
from alongside.foundation.record.testing import unwritable
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.foundation.vault import ledger
from alongside.foundation.vault.models import LifeKey
from alongside.human.lives import actions
from alongside.human.lives.testing import a_life_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_ledger")]


def test_the_ledger_has_it_before_it_is_done_and_takes_it_back_if_it_fails(
    rosa: Person, ruth: Person
) -> None:
    life = a_life_with(ruth, whose=rosa)
    actions.ask_to_erase(life=life, by=rosa)
    seen: list[bool] = []

    def fails(**_given: object) -> None:
        seen.append(life.pk in ledger.erased())
        raise RuntimeError

    with patch("alongside.human.lives.actions.erasing._erase", fails), pytest.raises(RuntimeError):
        actions.erase(life=life, by=rosa)
    assert seen == [True]
    assert ledger.erased() == {}


def test_where_somebody_writes_at_that_moment_it_is_tried_again(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    actions.ask_to_erase(life=life, by=rosa)
    tried: list[int] = []

    def in_the_way(**_given: object) -> None:
        tried.append(1)
        raise IntegrityError

    where = "alongside.human.lives.actions.erasing._erase"
    with patch(where, in_the_way), pytest.raises(Refused, match="Try again"):
        actions.erase(life=life, by=rosa)
    assert len(tried) == 3
    assert ledger.erased() == {}
    actions.erase(life=life, by=rosa)
    assert list(ledger.erased()) == [life.pk]


def test_what_cannot_be_recorded_is_not_erased(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    actions.ask_to_erase(life=life, by=rosa)
    with unwritable(), pytest.raises(NotRecorded):
        actions.erase(life=life, by=rosa)
    assert System.objects.filter(pk=life.pk).exists()
    assert ledger.erased() == {}


def test_what_the_ledger_cannot_keep_is_not_erased(
    rosa: Person, ruth: Person, settings: Settings, tmp_path: Path
) -> None:
    life = a_life_with(ruth, whose=rosa)
    actions.ask_to_erase(life=life, by=rosa)
    settings.ERASURES = tmp_path
    with pytest.raises(Refused, match="nothing was erased"):
        actions.erase(life=life, by=rosa)
    assert System.objects.filter(pk=life.pk).exists()


def test_after_a_restore_it_is_erased_again(
    rosa: Person, ruth: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    """As if an older database were back: the life is there, and the ledger knows better."""
    life, place = a_life_with(ruth, whose=rosa), a_system(by=ruth)
    entry = a_voice(life, by=ruth, ceiling=Ceiling.OPEN)
    copy = logbook.widen(entry=entry, into=place, words="Copied.", agreed="yes", by=ruth)
    ledger.enter(life.pk, by=rosa.pk)
    ledger.enter(uuid4(), by=rosa.pk)
    assert said(capsys)["still_here"] == 1
    call_command("erasures", "replay")
    assert capsys.readouterr().out == "2 in the ledger\n1 erased again now\n"
    assert not System.objects.filter(pk=life.pk).exists()
    assert not LifeKey.objects.exists()
    copy.refresh_from_db()
    assert copy.is_withdrawn
    assert checking.check().faults == []
    call_command("erasures", "replay")
    assert "0 erased again now" in capsys.readouterr().out


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("erasures", "--json")
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_key_that_came_back_alone_goes_again() -> None:
    life = uuid4()
    LifeKey.objects.create(life=life, wrapped=b"", site_key="")
    assert actions.erase_again(life=life, by=None)
    assert not LifeKey.objects.exists()


def lives_in(path: Path) -> Iterator[UUID]:
    for line in path.read_text().splitlines():
        yield UUID(json.loads(line)["life"])


def test_each_line_holds_the_one_before(settings: Settings) -> None:
    lives = [uuid4() for _life in range(3)]
    for life in lives:
        ledger.enter(life, by=None)
    path = Path(settings.ERASURES)
    assert list(lives_in(path)) == lives
    assert path.stat().st_mode & 0o777 == 0o600
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for broken in (
        whole.replace(b'"by": null', b'"by":  null', 1),
        whole.replace(str(lives[0]).encode(), str(uuid4()).encode()),
        lines[0] + lines[2],
        lines[1] + lines[2],
        b"nonsense\n" + whole,
    ):
        path.write_bytes(broken)
        with pytest.raises(ledger.BrokenLedger):
            ledger.erased()
        with pytest.raises(ledger.BrokenLedger):
            ledger.enter(uuid4(), by=None)
        with pytest.raises(CommandError):
            call_command("erasures", "replay")


def test_a_line_cut_off_in_a_crash_is_dropped(settings: Settings) -> None:
    life, other = uuid4(), uuid4()
    ledger.enter(life, by=None)
    path = Path(settings.ERASURES)
    path.write_bytes(path.read_bytes() + b'{"at": "20')
    assert list(ledger.erased()) == [life]
    ledger.enter(other, by=None)
    assert list(ledger.erased()) == [life, other]
