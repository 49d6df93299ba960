"""What a law kept and was let go before its day does not come back with an older database."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.vault import actions as vault
from alongside.foundation.vault import ledger
from alongside.foundation.vault.models import LifeKey
from alongside.human.lives import actions
from alongside.human.lives.models import Basis, HeldApart
from alongside.human.lives.testing import a_basis, a_conversation, a_life_with

pytestmark = pytest.mark.django_db
LATER = timedelta(days=400)


@pytest.fixture(autouse=True)
def _a_ledger_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.ERASURES = tmp_path / "erasures.ledger"


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def basis(ruth: Person) -> Basis:
    """Ruth belongs to an organisation that names a law nobody can stop."""
    council = an_organisation("A council", by=ruth)
    a_membership(ruth, council)
    return a_basis(
        council, by=ruth, purpose="home", ground="obligation", allows_acting_without_yes=False
    )


@verb
def kept_by(basis: Basis, *, pk: UUID | None = None, by: None = None) -> HeldApart:
    """As an older database has it: the row, and its key."""
    held: HeldApart = HeldApart.objects.create(
        pk=pk or HeldApart().pk,
        organisation=basis.organisation,
        held_by=basis.recorded_by,
        kept_until=timezone.localdate() + LATER,
    )
    vault.make_key(life=held.pk, by=by)
    happened("lives.tested", by=by, on=held.pk, to=held.pk)
    return held


def test_what_was_let_go_early_is_let_go_again(basis: Basis, ruth: Person) -> None:
    held = kept_by(basis)
    actions.end_basis(basis=basis, by=ruth)
    followups.run_waiting()
    assert not HeldApart.objects.exists()
    assert ledger.let_go() == {held.pk}
    a_basis(
        basis.organisation,
        by=ruth,
        purpose="home",
        ground="obligation",
        allows_acting_without_yes=False,
    )
    kept_by(basis, pk=held.pk)
    with pytest.raises(CommandError, match="put right"):
        call_command("check", stdout=StringIO(), stderr=StringIO())
    out = StringIO()
    call_command("erasures", stdout=out)
    assert "1 still here" in out.getvalue()
    call_command("erasures", "replay")
    assert not HeldApart.objects.exists()
    assert not LifeKey.objects.filter(life=held.pk).exists()
    call_command("check", stdout=StringIO(), stderr=StringIO())


def test_a_life_erased_again_keeps_nothing_that_was_let_go(basis: Basis, ruth: Person) -> None:
    life = a_life_with(ruth)
    entry = a_conversation(life, by=ruth)
    kept = ledger.Kept(
        entry.pk, HeldApart().pk, basis.organisation_id, timezone.localdate() + LATER
    )
    ledger.enter(life.pk, by=ruth.pk, kept=[kept])
    ledger.enter(kept.as_, by=None, what=ledger.LET_GO)
    call_command("erasures", "replay")
    assert not HeldApart.objects.exists()


def test_on_its_day_the_line_of_the_life_says_enough(basis: Basis) -> None:
    held = kept_by(basis)
    HeldApart.objects.update(kept_until=timezone.localdate())
    actions.let_go_what_is_due()
    assert not HeldApart.objects.filter(pk=held.pk).exists()
    assert ledger.let_go() == set()


def test_what_the_ledger_cannot_keep_is_not_let_go_yet(
    basis: Basis, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = kept_by(basis)
    Basis.objects.update(until=timezone.now(), since=timezone.now() - LATER)

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError("The ledger of erasures is full.")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "enter", full)
        with pytest.raises(OSError, match="full"):
            actions.let_go_what_is_due()
    assert HeldApart.objects.filter(pk=held.pk).exists()
    actions.let_go_what_is_due()
    assert not HeldApart.objects.exists()
