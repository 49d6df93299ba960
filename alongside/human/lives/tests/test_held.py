"""What a law keeps of an erased life: apart, sealed, listed, and gone on its day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from alongside.foundation.kit.testing import a_wav
from alongside.foundation.logbook.models import Attachment, Entry, Words
from alongside.foundation.people.models import Membership, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import checking, followups
from alongside.foundation.record.models import Followup
from alongside.foundation.systems.models import System
from alongside.foundation.vault import ledger
from alongside.foundation.vault.models import LifeKey
from alongside.human.lives import actions
from alongside.human.lives.models import Basis, HeldApart, HeldFor, HeldPart, PutRight
from alongside.human.lives.testing import a_basis

from .erasing import erased

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_ledger")]
LATER = timedelta(days=400)


@pytest.fixture
def basis(ruth: Person) -> Basis:
    """Ruth belongs to an organisation that names a law nobody can stop."""
    council = an_organisation("A council", by=ruth)
    a_membership(ruth, council)
    return a_basis(
        council, by=ruth, purpose="home", ground="obligation", allows_acting_without_yes=False
    )


def held(life: System, *, by: Person, until: date | None = None) -> Entry:
    """A spoken conversation, put right, that somebody says a law keeps."""
    spoken = SimpleUploadedFile("Rosa on Tuesday.wav", a_wav())
    entry = actions.note(
        life=life, words="We talked about the flat.", there="Mum", spoken=[spoken], by=by
    )
    actions.put_right(entry=entry, words="It was about my mother.", by=by)
    right = PutRight.objects.get(older=entry)
    day = until or timezone.localdate() + LATER
    actions.hold(put_right=right, law="Housing Act 1996", until=day, by=by)
    return entry


# --- kept apart ----------------------------------------------------------------------------------


def test_a_workers_word_alone_keeps_nothing(life: System, rosa: Person, ruth: Person) -> None:
    held(life, by=ruth)
    erased(life, rosa)
    assert not HeldApart.objects.exists()


def test_all_else_goes_at_once(life: System, rosa: Person, ruth: Person, basis: Basis) -> None:
    entry = held(life, by=ruth)
    erased(life, rosa)
    assert not System.objects.filter(pk=life.pk).exists()
    assert not Entry.objects.exists()
    assert not Words.objects.exists()
    assert not Attachment.objects.exists()
    assert not LifeKey.objects.filter(life=life.pk).exists()
    one = HeldApart.objects.get()
    assert set(HeldPart.objects.values_list("part", flat=True)) == {"words", "law", "file 1"}
    assert LifeKey.objects.get().life == one.pk
    assert one.pk not in (life.pk, entry.pk)
    assert (one.organisation, one.held_by) == (basis.organisation, ruth)
    assert checking.check().faults == []


def test_what_is_past_its_day_is_not_kept(
    life: System, rosa: Person, ruth: Person, basis: Basis
) -> None:
    held(life, by=ruth)
    PutRight.objects.update(kept_until=timezone.localdate())
    erased(life, rosa)
    assert not HeldApart.objects.exists()


def test_the_ledger_says_both(life: System, rosa: Person, ruth: Person, basis: Basis) -> None:
    entry = held(life, by=ruth)
    erased(life, rosa)
    [line] = ledger.erased().values()
    [kept] = line.kept
    one = HeldApart.objects.get()
    assert (line.life, kept.entry, kept.as_) == (life.pk, entry.pk, one.pk)
    assert (kept.by, kept.until) == (basis.organisation_id, one.kept_until)


def test_it_cannot_be_put_back_where_it_was(
    life: System, rosa: Person, ruth: Person, basis: Basis
) -> None:
    """What is sealed is bound to what it is now, and nothing here says what it was."""
    entry = held(life, by=ruth)
    before = {bytes(words.sealed or b"") for words in Words.objects.all()}
    erased(life, rosa)
    for model in (HeldApart, HeldFor, HeldPart):
        ids = {str(value) for row in model.objects.values() for value in row.values()}
        assert not ids & {str(life.pk), str(entry.pk)}
    assert not before & {bytes(body) for body in HeldPart.objects.values_list("sealed", flat=True)}


# --- and gone ------------------------------------------------------------------------------------


def test_on_its_day_the_key_and_the_rows_go(
    life: System, rosa: Person, ruth: Person, basis: Basis
) -> None:
    until = timezone.localdate() + LATER
    held(life, by=ruth, until=until)
    erased(life, rosa)
    waiting = Followup.objects.get(what__endswith=".what_was_kept_goes")
    assert timezone.localdate(waiting.due) == until
    Followup.objects.update(due=timezone.now())
    HeldApart.objects.update(kept_until=timezone.localdate())
    followups.run_waiting()
    assert not HeldApart.objects.exists()
    assert not HeldPart.objects.exists()
    assert not LifeKey.objects.exists()


def test_it_goes_when_the_organisation_says_the_law_asks_no_longer(
    life: System,
    rosa: Person,
    ruth: Person,
    basis: Basis,
) -> None:
    held(life, by=ruth)
    erased(life, rosa)
    actions.end_basis(basis=basis, by=ruth)
    followups.run_waiting()
    assert not HeldApart.objects.exists()
    assert not LifeKey.objects.exists()


# --- after a restore -----------------------------------------------------------------------------


def test_replayed_the_same_is_kept_apart_again(
    life: System, rosa: Person, ruth: Person, basis: Basis
) -> None:
    """As if an older database were back, from before a law was named even: the ledger knows."""
    entry = actions.note(life=life, words="We talked about the flat.", by=ruth)
    until = timezone.localdate() + LATER
    kept = ledger.Kept(entry.pk, HeldApart().pk, basis.organisation_id, until)
    ledger.enter(life.pk, by=rosa.pk, kept=[kept])
    call_command("erasures", "replay")
    assert not System.objects.filter(pk=life.pk).exists()
    one = HeldApart.objects.get()
    assert (one.pk, one.kept_until) == (kept.as_, until)
    assert HeldFor.objects.get().person == rosa
    call_command("erasures", "replay")
    assert HeldApart.objects.count() == 1


def test_replayed_after_its_day_nothing_is_kept(
    life: System, rosa: Person, ruth: Person, basis: Basis
) -> None:
    held(life, by=ruth)
    erased(life, rosa)
    HeldApart.objects.update(kept_until=timezone.localdate())
    call_command("erasures", "replay")
    assert not HeldApart.objects.exists()
    assert not LifeKey.objects.exists()


def test_lines_from_before_read_as_they_were(settings: Settings) -> None:
    ledger.enter(HeldApart().pk, by=None)
    assert "kept" not in Path(settings.ERASURES).read_text()


# --- the pages -----------------------------------------------------------------------------------


def test_the_page_names_the_law_before_and_after(
    life: System, rosa: Person, ruth: Person, basis: Basis, client: Client
) -> None:
    held(life, by=ruth)
    client.force_login(rosa)
    page = reverse("lives:erase", args=[life.pk])
    before = client.get(page).content.decode()
    for said in ("Housing Act 1996", "A council", "ico.org.uk", "Erase it for good"):
        assert said in before
    gone = client.post(page, {"sure": "on"}, follow=True).content.decode()
    assert reverse("lives:kept_by_law") in gone
    listed = client.get(reverse("lives:kept_by_law")).content.decode()
    assert "Housing Act 1996" in listed
    assert "A council" in listed
    assert "the flat" not in listed


def test_the_person_reads_it_and_sees_who_opened_it(
    life: System, rosa: Person, ruth: Person, basis: Basis, client: Client
) -> None:
    held(life, by=ruth)
    erased(life, rosa)
    one = HeldApart.objects.get()
    client.force_login(ruth)
    assert "We talked about the flat." in client.get(one.get_absolute_url()).content.decode()
    client.force_login(rosa)
    assert "Ruth" in client.get(one.get_absolute_url()).content.decode()
    file = one.parts.get(part="file 1")
    played = client.get(reverse("lives:held_recording", args=[one.pk, file.pk]))
    assert played.content.startswith(b"RIFF")
    assert "Rosa" not in played["Content-Disposition"]


def test_to_others_it_is_not_there(
    life: System, rosa: Person, ruth: Person, basis: Basis, client: Client
) -> None:
    held(life, by=ruth)
    erased(life, rosa)
    one, colleague = HeldApart.objects.get(), a_person("Dev")
    a_membership(colleague, basis.organisation)
    recording = reverse("lives:held_recording", args=[one.pk, one.parts.get(part="file 1").pk])
    for person in (colleague, a_person()):
        client.force_login(person)
        assert client.get(one.get_absolute_url()).status_code == 404
        assert client.get(recording).status_code == 404
        assert "Housing" not in client.get(reverse("lives:kept_by_law")).content.decode()


def test_who_left_the_organisation_reads_it_no_longer(
    life: System, rosa: Person, basis: Basis, client: Client, ruth: Person
) -> None:
    """Then whoever set that organisation up here does: somebody has to, or nobody could answer."""
    leaves = a_person("Lee")
    a_membership(leaves, basis.organisation)
    held(life, by=ruth)
    erased(life, rosa)
    HeldApart.objects.update(held_by=leaves)
    assert not HeldApart.objects.visible_to(ruth).exists()
    assert HeldApart.objects.visible_to(leaves).exists()
    Membership.objects.filter(person=leaves).update(until=timezone.now())
    assert not HeldApart.objects.visible_to(leaves).exists()
    assert HeldApart.objects.visible_to(ruth).exists()
