"""
Somebody with the file of an SQLite database in an editor: a byte is another, in a table or in one
of its indexes, and no statement was run that a trigger could have refused.
"""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from alongside.foundation.record import checking, checkpoints
from alongside.foundation.record.models import HOUSE, Event

from .test_checking import SYSTEM, do

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="a copy of a PostgreSQL database is made of its tables alone",
    ),
]


@pytest.fixture
def file() -> Path:
    """A place's database as it lies in a folder, with ten events and a seal."""
    for _time in range(5):
        do(by=uuid4(), on=SYSTEM)
        do(by=uuid4(), on=HOUSE)
    checkpoints.make()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # so that no byte among the rows is one of nothing
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    name = Path(connection.settings_dict["NAME"])
    connections.close_all()
    return name


@contextmanager
def instead_of(file: Path, page: int, at: int, byte: int) -> Iterator[None]:
    """Inside, one byte is another."""
    before = file.read_bytes()
    place = (page - 1) * page_size(file) + at
    changed = before[:place] + bytes([byte]) + before[place + 1 :]
    connections.close_all()
    file.write_bytes(changed)
    try:
        yield
    finally:
        connections.close_all()
        file.write_bytes(before)


def page_size(file: Path) -> int:
    return int.from_bytes(file.read_bytes()[16:18]) or 65_536


def pages(file: Path, *, of: str) -> list[tuple[str, int, int, int]]:
    """A table and its indexes: the name, the page, and from where to where its cells lie."""
    with sqlite3.connect(file) as db:
        names = db.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", [of]
        ).fetchall()
    whole, size = file.read_bytes(), page_size(file)
    found = []
    for name, root in names:
        page = whole[(root - 1) * size : root * size]
        assert page[0] in (10, 13), "ten events lie on one page"
        found.append((name, root, int.from_bytes(page[5:7]), size))
    return found


@pytest.mark.parametrize(
    "table", ["record_event", "record_head", "record_leaf", "record_checkpoint"]
)
def test_no_byte_of_a_row_or_of_an_index_can_be_another(file: Path, table: str) -> None:
    whole = file.read_bytes()
    for name, page, start, end in pages(file, of=table):
        # Every seventh byte, and not the same ones of each row: all of them take minutes.
        for at in range(start, end, 7):
            there = whole[(page - 1) * page_size(file) + at]
            with instead_of(file, page, at, there ^ 1):
                outcome = checking.check()
                assert not outcome.is_whole, f"{name}, byte {at}: {there} is {there ^ 1}"


def test_the_row_of_a_changed_index_is_named(file: Path) -> None:
    whole = file.read_bytes()
    event = Event.objects.get(chain=SYSTEM, n=3)
    [(_name, page, start, end)] = [
        one for one in pages(file, of="record_event") if one[0].endswith("_event_2")
    ]
    from_page = whole[(page - 1) * page_size(file) :][:end]
    at = from_page.index(event.chain.hex.encode(), start)
    with instead_of(file, page, at, ord("f")):
        outcome = checking.check()
        assert len(outcome.damaged) > 0
        ids = {str(one) for one in Event.objects.values_list("id", flat=True)}
        assert any(named in sentence for named in ids for sentence in outcome.damaged)
        said = command()
    assert said["damaged"] == outcome.damaged


def command() -> Any:
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check", "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_a_page_that_is_no_page_is_said(file: Path) -> None:
    [(_name, page, _start, _end)] = [
        one for one in pages(file, of="record_event") if one[0] == "record_event"
    ]
    with instead_of(file, page, 0, 0):
        assert "record_event" in " ".join(command()["damaged"])
