from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from alongside.foundation.vault import ledger
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.testing import a_sealed_life

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_ledger_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.ERASURES = tmp_path / "erasures.ledger"


def check() -> str:
    out = StringIO()
    call_command("check", stdout=out, stderr=out)
    return out.getvalue()


def test_a_place_without_a_scanner_is_told_and_is_well() -> None:
    assert "not scanned for viruses" in check()
    assert "The record is whole" in check()


def test_a_scanner_that_does_not_answer_is_no_small_thing(settings: Settings) -> None:
    settings.CLAMD = "/nowhere/clamd"
    with pytest.raises(CommandError, match="put right"):
        check()


def test_an_erased_life_that_is_back_is_found() -> None:
    sealed = a_sealed_life()
    check()
    ledger.enter(sealed.life, by=None)
    with pytest.raises(CommandError, match="put right"):
        check()
    LifeKey.objects.all().delete()
    check()


def test_a_ledger_that_was_changed_is_found(settings: Settings) -> None:
    Path(settings.ERASURES).write_text("nonsense\n")
    with pytest.raises(CommandError, match="put right"):
        check()
