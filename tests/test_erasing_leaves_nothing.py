"""
Of an erased life nothing is left: no row in any table, and no word in any file.

The world of ``tests.world`` has one of everything in it, and a planted word in all of it. What a
room adds there is looked for here without anybody having to think of it.
"""

import logging
import os
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from alongside.foundation.kit.leaving import leave_nothing_of
from alongside.foundation.kit.testing import a_wav
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Attachment, Ceiling, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import checking
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import Followup
from alongside.foundation.systems.models import Invitation, Role, System
from alongside.foundation.systems.testing import a_seat
from alongside.foundation.vault.models import LifeKey
from alongside.human.listening import models as listening
from alongside.human.listening.testing import a_story
from alongside.human.lives import actions
from alongside.human.lives import models as lives
from alongside.human.lives.actions.erasing import KEYS
from alongside.human.lives.testing import a_basis, a_life_with
from tests.world import SECRET, World, a_world, pages

# Ids of what happened stay, and that a life was erased; nothing else knows that it was there.
STAYS = {"record_event", "record_head", "vault_erasure"}
# What a life never has.
NEVER = {
    # What changes in a life is told there, not counted; and trying something stays one sentence
    # and two questions.
    "measures_aside",
    "measures_freeze",
    "measures_keptchart",
    "measures_measure",
    "measures_note",
    "measures_question",
    "measures_reset",
    "measures_rolling",
    "experiments_change",
    "experiments_cycle",
    "experiments_plan",
    "experiments_study",
    "experiments_talk",
    "lives_toomany",  # asked in the name of a table
    "signals_source",  # a source is an organisation's
    "systems_place",
    "systems_within",  # nothing sits within a life, and a life within nothing that is kept here
}
DUMP = "/usr/lib/postgresql/{}/bin/pg_dump"


@pytest.fixture(autouse=True)
def _a_ledger_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.ERASURES = tmp_path / "erasures.ledger"


@pytest.fixture
def world() -> World:
    world = a_world()
    pages(world.life)
    with_everything_else(world)
    return world


@verb
def with_everything_else(world: World) -> None:
    """What the world has none of: recordings, and what was shared from the life and quoted."""
    life, ruth = world.life.system, world.ruth
    story = a_story(system=life, by=ruth, words=f"My {SECRET}.", ceiling=Ceiling.OPEN)
    letter = f"Dear {SECRET}, no.".encode() * 9
    for name, body in ((f"{SECRET}.txt", letter), (f"{SECRET}.wav", a_wav())):
        logbook.attach(entry=story, upload=SimpleUploadedFile(name, body), by=ruth)
    copy = logbook.widen(
        entry=story, into=world.place.system, words=f"A {SECRET} again.", agreed="yes", by=ruth
    )
    again = logbook.widen(entry=copy, into=world.larger, words=SECRET, agreed="yes", by=ruth)
    logbook.withdraw(entry=a_story(system=life, by=ruth, words=SECRET), by=ruth)
    logbook.answer(promise=world.life.promise, says="yes", to_tellers=SECRET, by=ruth, way="person")
    rows_by_hand(world, story)
    happened("tests.shared", by=ruth.pk, on=life.pk, to=again.pk)


def rows_by_hand(world: World, entry: Entry) -> None:
    """A row of what takes several people and days to come to be."""
    life, ruth, other = world.life.system, world.ruth, a_life_with(world.joan)
    lives.ErasureWish.objects.create(life=life, by=ruth, said_how="beside")
    lives.Looking.objects.create(life=life, by=ruth, organisation=world.organisation)
    lives.Merged.objects.create(life=life, into=other, by=ruth.pk, said_how="beside")
    lives.Wish.objects.create(life=life, person=world.nobody, by=ruth, said_how="beside")
    Invitation.objects.create(system=life, by=ruth, person=world.nobody, role=Role.PERSON)
    lives.WayBack.objects.create(life=life, code=bytes(32))
    lives.Covering.objects.create(
        entry=entry, part="words", fingerprint=bytes(32), covers=False, by=ruth
    )
    listening.EmpathyMap.objects.create(entry=entry, of=world.life.story)
    listening.Invitation.objects.create(entry=entry)


def erase(world: World) -> None:
    rosa = a_person("Rosa", by=world.ruth)
    life = world.life.system
    a_seat(life, by=world.ruth, person=rosa, role=Role.PERSON, ground="agreed")
    actions.ask_to_erase(life=life, by=rosa)
    actions.erase(life=life, by=rosa)


# --- rows ----------------------------------------------------------------------------------------


def ids_of(life: System) -> set[UUID]:
    """The life, its entries, its seats, and whatever else of any room is one of its rows."""
    found, edge = {life.pk}, {life.pk}
    while edge:
        edge = {pk for model in models_of_ours() for pk in rows_of(model, edge)} - found
        found |= edge
    return found


def models_of_ours() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("alongside."):
            yield model


def rows_of(model: type[models.Model], ids: set[UUID]) -> Iterator[UUID]:
    """The ids of the rows that go when one of these goes."""
    if not isinstance(model._meta.pk, models.UUIDField | models.OneToOneField):
        return
    for field in links(model):
        if field.remote_field.on_delete is models.CASCADE and field.name != "person":
            rows = model._default_manager.filter(**{f"{field.name}__in": ids})
            yield from (pk for pk in rows.values_list("pk", flat=True) if isinstance(pk, UUID))


def links(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is not Person
    ]


def holding(ids: set[UUID]) -> dict[str, int]:
    """How many rows hold one of these ids, in whichever column of whichever table."""
    found: dict[str, int] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            column = f"{model._meta.db_table}.{field.column}"
            if isinstance(target(field), models.UUIDField):
                count = model._default_manager.filter(**{f"{field.attname}__in": ids}).count()
                if count and model._meta.db_table not in STAYS:
                    found[column] = count
    return found


def target(field: Any) -> Any:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


@pytest.mark.django_db
def test_no_column_of_any_table_holds_an_id_of_it(world: World) -> None:
    elsewhere = set(Entry.objects.exclude(system=world.life.system).values_list("pk", flat=True))
    ids = ids_of(world.life.system) - elsewhere
    before = holding(ids)
    assert len(ids) > 40
    assert {"logbook_attachment.entry_id", "logbook_words.entry_id", "vault_lifekey.life"} <= set(
        before
    )
    erase(world)
    assert holding(ids) == {}
    assert checking.check().faults == []


@pytest.mark.django_db
def test_every_table_that_could_hold_something_of_a_life_held_something(world: World) -> None:
    """Otherwise the test above says nothing about it."""
    ids = ids_of(world.life.system)
    held = {column.split(".")[0] for column in holding(ids)}
    could = {
        model._meta.db_table
        for model in models_of_ours()
        if any(field.related_model in (Entry, System) for field in links(model))
    }
    assert could - held == NEVER


@pytest.mark.django_db
def test_what_was_made_elsewhere_stays_readable(world: World, client: Client) -> None:
    place = pages(world.place)
    erase(world)
    client.force_login(world.ruth)
    for name, address in place.items():
        assert client.get(address).status_code in (200, 302), name
    assert client.get("/").status_code == 200


# --- files ---------------------------------------------------------------------------------------


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def written(folder: Path) -> dict[str, bytes]:
    """Everything this place has on a disk: the database as it stands and dumped, and the rest."""
    found = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        found |= {f"{name}{end}": raw(f"{name}{end}") for end in ("", "-wal", "-journal", "-shm")}
    else:
        found["keys"] = table_file("vault_lifekey")
    found["dump"] = dumped()
    return found


def table_file(table: str) -> bytes:
    """The file PostgreSQL keeps a table in, with what is dead in it."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])


def raw(path: str) -> bytes:
    return Path(path).read_bytes() if Path(path).exists() else b""


def dumped() -> bytes:
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"]) as kept:
            return "\n".join(kept.iterdump()).encode()
    return pg("pg_dump", "--inserts")


def pg(program: str, *arguments: str) -> bytes:
    """One of PostgreSQL's own programs, of the version that serves this database."""
    at = settings.DATABASES["default"]
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    path = DUMP.format(version).replace("pg_dump", program)
    where = shutil.which(program) or path
    named = {
        "PGHOST": at.get("HOST"), "PGPORT": at.get("PORT"), "PGUSER": at.get("USER"),
        "PGPASSWORD": at.get("PASSWORD"), "PGDATABASE": connection.settings_dict["NAME"],
    }  # fmt: skip
    env = os.environ | {name: str(value) for name, value in named.items() if value}
    ran = subprocess.run([where, *arguments], env=env, capture_output=True, check=True)  # noqa: S603
    return ran.stdout


def anywhere(said: str, found: dict[str, bytes]) -> list[str]:
    """Where a word is written, as it is, as an index shortens it, or as a program writes it."""
    said = said[:-1]
    forms = [said.encode(), said.encode().hex().encode(), said.encode().hex().upper().encode()]
    forms += [said.encode("utf-16-le"), said.upper().encode(), said.capitalize().encode()]
    return [name for name, body in found.items() if any(form in body for form in forms)]


@pytest.mark.django_db(transaction=True)
def test_its_words_are_nowhere_on_the_disk_nor_in_a_log(
    world: World, tmp_path: Path, heard: pytest.LogCaptureFixture
) -> None:
    before = written(tmp_path)
    assert "dump" in anywhere(SECRET, before)  # what was shared from it lies there in plain words
    bodies = [bytes(body) for body in Attachment.objects.values_list("body", flat=True)]
    bodies.append(bytes(LifeKey.objects.get(life=world.life.system.pk).wrapped))
    erase(world)
    # PostgreSQL keeps a deleted row while anybody writes who began before, in any database it has:
    # here the other half of the tests. In earnest the worker does this again a day later.
    for _again in range(300):
        after = written(tmp_path)
        sealed = [name for name, whole in after.items() for body in bodies if body[:64] in whole]
        if not sealed:
            break
        time.sleep(0.5)
        leave_nothing_of(KEYS)
    assert anywhere(SECRET, after) == []
    assert sealed == []
    assert SECRET not in heard.text


@pytest.mark.django_db(transaction=True)
def test_an_older_backup_gives_nothing_back_once_it_is_replayed(
    world: World, tmp_path: Path
) -> None:
    ids = ids_of(world.life.system)
    backup = tmp_path / "backups" / "yesterday"
    backup.parent.mkdir()
    back_up(backup)
    erase(world)
    restore(backup)
    assert System.objects.filter(pk=world.life.system.pk).exists()
    assert SECRET.encode() in dumped()
    shutil.rmtree(backup.parent)
    call_command("erasures", "replay", stdout=StringIO())
    elsewhere = set(Entry.objects.values_list("pk", flat=True))
    assert holding(ids - elsewhere) == {}
    assert anywhere(SECRET, written(tmp_path)) == []
    assert checking.check().faults == []


def with_words_a_law_keeps(world: World) -> None:
    life, ruth = world.life.system, world.ruth
    bound = an_organisation("A council", by=ruth)
    a_membership(ruth, bound)
    a_basis(bound, by=ruth, purpose="home", ground="obligation", allows_acting_without_yes=False)
    spoken = SimpleUploadedFile(f"{SECRET}.wav", a_wav())
    entry = actions.note(life=life, words=f"Kept: {SECRET}.", spoken=[spoken], by=ruth)
    actions.put_right(entry=entry, words=f"Mine: {SECRET}.", by=ruth)
    right = lives.PutRight.objects.get(older=entry)
    until = timezone.localdate() + timedelta(days=400)
    actions.hold(put_right=right, law=f"The {SECRET} Act", until=until, by=ruth)


@pytest.mark.django_db(transaction=True)
def test_what_a_law_keeps_is_sealed_apart_and_goes_too(world: World, tmp_path: Path) -> None:
    with_words_a_law_keeps(world)
    ids = ids_of(world.life.system)
    backup = tmp_path / "backups" / "yesterday"
    backup.parent.mkdir()
    back_up(backup)
    erase(world)
    [kept] = lives.HeldApart.objects.all()
    for restored in (False, True):
        if restored:
            restore(backup)
            shutil.rmtree(backup.parent)
            call_command("erasures", "replay", stdout=StringIO())
        assert lives.HeldApart.objects.get() == kept
        assert holding(ids - set(Entry.objects.values_list("pk", flat=True))) == {}
        found = {name: body for name, body in written(tmp_path).items() if name != backup.name}
        assert anywhere(SECRET, found) == []
    lives.HeldApart.objects.update(kept_until=timezone.localdate())
    bodies = [bytes(body) for body in lives.HeldPart.objects.values_list("sealed", flat=True)]
    actions.let_go_what_is_due()
    assert holding({kept.pk}) == {}
    if connection.vendor == "sqlite":
        whole = b"".join(written(tmp_path).values())
        assert not [body for body in bodies if body[:64] in whole]
    assert checking.check().faults == []


def back_up(to: Path) -> None:
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"]) as now, sqlite3.connect(to) as kept:
            now.backup(kept)
        return
    pg("pg_dump", "--format=custom", f"--file={to}")


def restore(kept: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        with sqlite3.connect(kept) as old, sqlite3.connect(connection.settings_dict["NAME"]) as now:
            old.backup(now)
        return
    named = str(connection.settings_dict["NAME"])
    pg("pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={named}", str(kept))


# --- what waits ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_what_waits_to_be_done_holds_ids_and_no_words() -> None:
    assert {field.name for field in Followup._meta.concrete_fields} == {
        "id", "event", "what", "due", "done_at", "tries",
    }  # fmt: skip
    whats = set(Followup.objects.values_list("what", flat=True))
    assert whats
    assert all(re.fullmatch(r"alongside(\.\w+)+", what) for what in whats)
