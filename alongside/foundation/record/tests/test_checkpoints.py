"""Somebody with the database in their hands, and somebody else who kept what was signed."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import Settings

from alongside.foundation.record import checking, checkpoints, merkle, signing
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE, Checkpoint, Event, Head, Leaf
from alongside.foundation.record.testing import lifted

pytestmark = pytest.mark.django_db
LIFE = UUID("0190f1d2-0000-7000-8000-00000000abcd")
OTHER = UUID("0190f1d2-0000-7000-8000-00000000abce")
SEED = bytes(range(32))


@verb
def do(*, by: UUID, on: UUID) -> None:
    happened("tests.done", by=by, on=on, data={"what": 1})


def days_from_now(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def a_day(*chains: UUID, ago: int) -> str:
    """Something happens to these chains, and the day is sealed; what a witness keeps of it."""
    with patch("django.utils.timezone.now", return_value=days_from_now(-ago)):
        for chain in chains:
            do(by=uuid4(), on=chain)
        return checkpoints.make()[0].note


@pytest.fixture
def kept() -> list[str]:
    """Three days, as an organisation keeps them."""
    return [a_day(LIFE, HOUSE, ago=3), a_day(LIFE, OTHER, ago=2), a_day(OTHER, HOUSE, ago=1)]


def found(*notes: str) -> list[str]:
    copies = {f"copy {number}": note for number, note in enumerate(notes, 1)}
    return checking.check(copies).unsealed


def cut(chain: UUID, after: int) -> None:
    """End a chain early, head and all, as if nothing more had ever happened."""
    with lifted():
        Event.objects.filter(chain=chain, n__gt=after).delete()
    last = Event.objects.get(chain=chain, n=after)
    Head.objects.filter(chain=chain).update(n=after, hash=last.hash)


def test_a_day_has_one_checkpoint() -> None:
    do(by=uuid4(), on=LIFE)
    first, new = checkpoints.make()
    do(by=uuid4(), on=LIFE)
    again, anew = checkpoints.make()
    assert (new, anew) == (True, False)
    assert first == again
    assert Leaf.objects.count() == 1


def test_what_agrees_is_whole(kept: list[str]) -> None:
    do(by=uuid4(), on=LIFE)  # since the last one
    assert checking.check({str(n): note for n, note in enumerate(kept)}).is_whole
    assert Checkpoint.objects.latest("number").size == Leaf.objects.count() == 6


def test_a_checkpoint_tells_nothing_of_anybody(kept: list[str]) -> None:
    body = kept[-1].partition("\n\n")[0].splitlines()
    assert [body[0], body[1], body[3]] == ["testserver/record", "6", "checkpoint 3"]
    assert body[4].startswith("at ")
    assert len(body) == 5
    assert not any(str(chain) in note for note in kept for chain in (LIFE, OTHER))


def test_a_cut_tail_is_found(kept: list[str]) -> None:
    cut(LIFE, 1)
    assert not checking.check().faults  # the chains alone do not show it
    [sentence] = found(*kept)
    assert sentence.startswith(f"Chain {LIFE}, event 2: it was sealed by a checkpoint")


def test_a_tail_cut_with_all_that_sealed_it_is_found_by_who_kept_a_copy(kept: list[str]) -> None:
    cut(OTHER, 1)
    cut(HOUSE, 1)
    with lifted():
        Checkpoint.objects.filter(number=3).delete()
        Leaf.objects.filter(place__gte=4).delete()
    assert checking.check().is_whole  # nobody here would know
    assert found(kept[1]) == []
    assert found(kept[2]) == ["copy 1 seals 6 leaves, and only 4 are left: the record was cut."]


def test_a_record_written_anew_is_found_by_who_kept_a_copy(kept: list[str]) -> None:
    """Events, heads, leaves and checkpoints all made to agree again, by who has even the key."""
    with lifted():
        for table in (Event, Leaf, Checkpoint):
            table.objects.all().delete()
    Head.objects.all().delete()
    again = [a_day(LIFE, HOUSE, ago=3), a_day(LIFE, OTHER, ago=2), a_day(OTHER, HOUSE, ago=1)]
    assert checking.check().is_whole
    assert found(*again) == []
    assert found(kept[0]) == ["copy 1 seals another record: something before it was changed."]


@pytest.mark.parametrize("column", ["chain", "n", "hash"])
def test_a_changed_leaf_is_found(kept: list[str], column: str) -> None:
    changed = {"chain": uuid4(), "n": 77, "hash": bytes(32)}[column]
    with lifted():
        Leaf.objects.filter(place=2).update(**{column: changed})
    sentences = " ".join(found(kept[2]))
    assert "Checkpoint 2 seals another record" in sentences
    assert "Checkpoint 1" not in sentences
    assert "copy 1 seals another record" in sentences


def test_leaves_in_another_order_are_found(kept: list[str]) -> None:
    with lifted():
        Leaf.objects.filter(place=4).update(place=99)
        Leaf.objects.filter(place=5).update(place=4)
        Leaf.objects.filter(place=99).update(place=5)
    assert found() == ["Checkpoint 3 seals another record: something before it was changed."]


def test_a_leaf_taken_from_the_middle_or_put_there_twice_is_found(kept: list[str]) -> None:
    leaf = Leaf.objects.get(place=2)
    with lifted():
        leaf.delete()
    assert "missing from its middle" in found()[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Leaf.objects.create(place=7, chain=LIFE, n=1, hash=bytes(32))


def test_a_checkpoint_taken_from_between_others_is_found(kept: list[str]) -> None:
    with lifted():
        Checkpoint.objects.filter(number=2).delete()
    assert found(*kept) == ["Checkpoints are missing from between others."]


@pytest.mark.parametrize(
    "values", [{"day": "2020-02-02"}, {"size": 5}, {"note": "more"}, {"number": 4}], ids=str
)
def test_a_row_must_say_what_was_signed(kept: list[str], values: dict[str, Any]) -> None:
    if "note" in values:
        values = {"note": f"{kept[2]}{values['note']}"}
    with lifted():
        Checkpoint.objects.filter(number=3).update(**values)
    assert any("is not what was signed" in sentence for sentence in found())


def test_all_seals_taken_away_are_found_by_the_files_of_the_worker(
    kept: list[str], folder: Path
) -> None:
    folder.mkdir()
    (folder / "2026-03-03.checkpoint").write_text(kept[2])
    against = ["--against", *map(str, folder.iterdir())]
    call_command("check", *against, stdout=io.StringIO(), stderr=io.StringIO())
    with lifted():
        Checkpoint.objects.all().delete()
        Leaf.objects.all().delete()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check", *against, stdout=out, stderr=io.StringIO())
    assert "2026-03-03.checkpoint seals 6 leaves, and only 0" in out.getvalue()


@pytest.mark.parametrize("table", ["record_checkpoint", "record_leaf"])
def test_the_database_refuses_to_change_a_seal(kept: list[str], table: str) -> None:
    from django.db import connection

    for sql in (f"UPDATE {table} SET size = 1", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.replace("size", "n") if table == "record_leaf" else sql)


# --- signatures ----------------------------------------------------------------------------------


def swapped(one: str, other: str) -> str:
    """The words of one with the signature of another."""
    return one.partition("\n\n")[0] + "\n\n" + other.partition("\n\n")[2]


def test_a_swapped_signature_is_none(kept: list[str]) -> None:
    assert found(swapped(kept[1], kept[2])) == [
        "copy 1: It was changed, or another key has signed it."
    ]


def test_any_changed_byte_of_a_copy_is_found(kept: list[str]) -> None:
    for place, letter in enumerate(kept[2]):
        changed = kept[2][:place] + ("A" if letter != "A" else "B") + kept[2][place + 1 :]
        assert found(changed), f"{place} {letter!r}"


def test_another_way_of_writing_the_same_signature_is_found(kept: list[str]) -> None:
    """The last letter of base64 has bits that mean nothing: changed, they are found as well."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = kept[2].rindex("=") - 1
    other = letters[letters.index(kept[2][last]) ^ 1]
    assert found(f"{kept[2][:last]}{other}{kept[2][last + 1 :]}")


def test_what_is_no_checkpoint_says_so(kept: list[str]) -> None:
    assert found("") == ["copy 1: It is not a checkpoint."]
    assert found("hello\n\nworld") == ["copy 1: It is not a checkpoint."]
    assert found(kept[0].partition("\n\n")[0] + "\n") == ["copy 1: It carries no signature."]


def test_another_key_is_not_believed_unless_it_was_ours(
    kept: list[str], settings: Settings
) -> None:
    root = merkle.root(leaf.hashed() for leaf in Leaf.objects.order_by("place"))
    theirs = signing.sign(signing.Note("testserver/record", 6, root), SEED)
    assert found(theirs) == ["copy 1: It was changed, or another key has signed it."]
    key = signing.verifier("testserver/record", signing.public_key(SEED))
    assert checking.check({"copy 1": theirs}, public=signing.of_verifier(key)).is_whole
    settings.SIGNED_BEFORE = [key]
    assert found(theirs) == []


def test_without_a_key_nothing_is_sealed(settings: Settings) -> None:
    for lacking in ("", "c2hvcnQ=", "not base64"):
        settings.SIGNING_KEY = lacking
        with pytest.raises(ImproperlyConfigured):
            checkpoints.make()


def test_a_signature_made_elsewhere_is_understood() -> None:
    """The example in the documentation of Go's sumdb/note, whose format this is."""
    key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    line = (
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
        "ngotpRZb6KE6RyyBwJnAM="
    )
    public = signing.of_verifier(key)
    assert signing.verifier("PeterNeumann", public) == key
    assert signing.is_by(public, "PeterNeumann", text, line)
    assert not signing.is_by(public, "PeterNeumann", text.upper(), line)


def test_what_is_no_public_key_says_so() -> None:
    for not_a_key in ("", "name+00+", "example.org+00000000+AQ=="):
        with pytest.raises(signing.NotSigned):
            signing.of_verifier(not_a_key)


# --- clocks --------------------------------------------------------------------------------------


def test_a_clock_that_went_backwards_seals_nothing(kept: list[str]) -> None:
    with pytest.raises(checkpoints.ClockBehind):
        a_day(LIFE, ago=2)
    assert Checkpoint.objects.count() == 3


def test_a_clock_that_was_put_back_since_is_found(kept: list[str]) -> None:
    with patch("django.utils.timezone.now", return_value=days_from_now(-2)):
        assert found(kept[2])[-1] == "copy 1 was made later than this machine's clock says it is."


def test_a_clock_that_went_backwards_in_between_is_found(kept: list[str]) -> None:
    key, root = (
        checkpoints.signing_key(),
        signing.read(kept[2], [signing.public_key(checkpoints.signing_key())]).root,
    )
    longer = signing.Note("testserver/record", 6, root, (f"at {days_from_now(-9).isoformat()}",))
    assert "a clock went backwards" in found(kept[0], signing.sign(longer, key))[0]


# --- proofs --------------------------------------------------------------------------------------


def test_a_later_checkpoint_is_proven_to_extend_an_earlier_one(kept: list[str]) -> None:
    keys = [signing.public_key(checkpoints.signing_key())]
    for earlier, later in ((1, 2), (1, 3), (2, 3), (3, 3)):
        proof = checkpoints.proof(
            Checkpoint.objects.get(number=earlier), Checkpoint.objects.get(number=later)
        )
        one, other = signing.read(kept[earlier - 1], keys), signing.read(kept[later - 1], keys)
        assert merkle.extends(one.size, other.size, proof, one.root, other.root)


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "checkpoints"


def test_the_worker_seals_each_day_into_a_file(folder: Path) -> None:
    do(by=uuid4(), on=LIFE)
    out = io.StringIO()
    call_command("work", "--once", stdout=out)
    call_command("work", "--once", stdout=out)
    [path] = folder.iterdir()
    assert path.name == f"{timezone.localdate()}.checkpoint"
    assert path.read_text() == Checkpoint.objects.get().note
    assert out.getvalue().count("Checkpoint 1 of") == 1


def test_a_worker_without_a_key_works_on(folder: Path, settings: Settings) -> None:
    settings.SIGNING_KEY = ""
    error = io.StringIO()
    call_command("work", "--once", stdout=io.StringIO(), stderr=error)
    assert "no key to sign checkpoints" in error.getvalue()


def test_check_reads_copies_and_names_what_was_cut(kept: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "gateshead.checkpoint"
    copy.write_text(kept[2])
    out = io.StringIO()
    call_command("check", "--against", str(copy), stdout=out, stderr=io.StringIO())
    assert "The record is whole" in out.getvalue()
    with lifted():
        Checkpoint.objects.filter(number=3).delete()
        Leaf.objects.filter(place__gte=4).delete()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check", "--json", "--against", str(copy), stdout=out, stderr=io.StringIO())
    assert json.loads(out.getvalue())["unsealed"] == [
        "gateshead.checkpoint seals 6 leaves, and only 4 are left: the record was cut."
    ]
    with pytest.raises(CommandError, match="not a public key"):
        call_command("check", "--against", str(copy), "--key", "x", stderr=io.StringIO())
    with pytest.raises(CommandError, match="No such file"):
        call_command("check", "--against", str(tmp_path / "none"), stderr=io.StringIO())


def test_the_public_key_can_be_asked_for() -> None:
    out = io.StringIO()
    call_command("checkpoint", "--key", stdout=out)
    assert out.getvalue().strip() == checkpoints.public_key()
