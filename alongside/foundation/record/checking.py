"""
Reading the record back: is every event as it was written, in its place, and is none missing?

Values are taken as the database keeps them, not as it would kindly read them: on SQLite an id in
capitals or a number kept as text reads the same and is still a changed byte.

Each event is asked for together with the head of its chain, in one question: what is written while
it is answered is in neither, so a place may go on working while its record is read.

A database reads a value out of an index where it can, and the table beneath may say something else.
So on SQLite an index only gives the order, every value comes out of the table, and whether the two
agree is asked first. (A copy of a PostgreSQL database is made of its tables alone.)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection

from . import checkpoints, triggers
from .chains import START
from .models import Checkpoint, Event, Head, Leaf

COLUMNS = ["id", "chain", "n", "at", "kind", "by", "thing", "data", "before", "hash"]
OF_HEADS = ["n", "hash"]
SEALS = {
    Leaf._meta.db_table: ["place", "chain", "n", "hash"],
    Checkpoint._meta.db_table: ["number", "day", "size", "note"],
}
EVENTS = """
    SELECT {columns} FROM {events} LEFT JOIN record_head head ON head.chain = event.chain
    ORDER BY {order}.chain, {order}.n, {order}.id
"""
# Two of the same table on SQLite: one is walked in the order of an index, the other is read.
FROM = {
    "sqlite": (
        "record_event place CROSS JOIN record_event event NOT INDEXED ON event.rowid = place.rowid"
    ),
    "postgresql": "record_event event",
}
ORDER = {"sqlite": "place", "postgresql": "event"}
WITHOUT_EVENTS = """
    SELECT {chain} FROM record_head head
    WHERE NOT EXISTS (SELECT 1 FROM record_event event WHERE event.chain = head.chain)
"""
UUIDS = {"id", "chain", "by", "thing"}
NUMBERS = {"n", "place", "number", "size"}
AT_ONCE = 2_000
# What is never left empty.
ALWAYS = [name for name in COLUMNS if name not in ("by", "thing")]
KEPT_IN = [Event, Head, Leaf, Checkpoint]


@dataclass(frozen=True)
class Fault:
    """The first thing wrong in a chain: which chain, which place in it, which row, and what."""

    chain: str
    n: int
    row: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """What a check found: how much was read, and what is wrong."""

    chains: int
    events: int
    faults: list[Fault]
    missing_triggers: list[str]
    unsealed: list[str] = field(default_factory=list)  # what does not agree with a checkpoint
    damaged: list[str] = field(default_factory=list)  # where the database contradicts itself
    strange_triggers: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        wrong = (self.faults, self.damaged, self.unsealed)
        return not any((*wrong, self.missing_triggers, self.strange_triggers))


class Changed(Exception):
    """A value is not written the way this database would have written it."""


def check(copies: Mapping[str, str] | None = None, *, public: bytes | None = None) -> Outcome:
    """
    Read the whole record. Every chain is read to its first fault.

    :param copies: signed checkpoints that others kept, by what to call them.
    :param public: another key that may have signed them.
    """
    walk, damaged = _Walk(), _damage()
    try:
        walk.along()
        unsealed = _badly_written_seals() or checkpoints.faults(copies, public=public)
        lacking, strange = triggers.missing(connection), triggers.strange(connection)
    except DatabaseError as error:
        damaged.append(f"After {walk.events} events it cannot be read any further: {error}.")
        unsealed, lacking, strange = [], [], []
    faults = sorted(walk.faults.values(), key=lambda fault: (fault.chain, fault.n))
    return Outcome(walk.chains, walk.events, faults, lacking, unsealed, damaged, strange)


def _damage() -> list[str]:
    """Where an index and its table do not say the same, or a page of the file cannot be read."""
    if connection.vendor != "sqlite":
        return []
    return [said for kept in KEPT_IN for said in _damage_to(kept._meta.db_table)]


def _damage_to(table: str) -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA integrity_check({table})")
            said = [line for (line,) in cursor.fetchall() if line != "ok"]
        return [_of_row(table, line) for line in said]
    except DatabaseError as error:
        return [f"{table}: {error}."]


def _of_row(table: str, said: str) -> str:
    """SQLite counts rows as they lie in the table; people find them by their ids."""
    row = re.match(r"row (\d+) missing from index (\S+)", said)
    if row is None:
        return f"{table}: {said}."
    key = "id" if table == Event._meta.db_table else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key} FROM {table} NOT INDEXED ORDER BY rowid LIMIT 1 OFFSET %s",
            [int(row[1]) - 1],
        )
        named = cursor.fetchone() or row.groups()
    return f"{table}, row {_plain(named[0])}: the index {row[2]} says something else."


def _badly_written_seals() -> list[str]:
    found = []
    for table, names in SEALS.items():
        columns = ", ".join(_kept(table, name) for name in names)
        for raw in _asked(f"SELECT {columns} FROM {table} ORDER BY {names[0]}"):
            try:
                read = _read(names, raw)
                gone = [name for name in names if read[name] is None]
                if gone:
                    raise Changed(f"its {gone[0]} is gone")
            except Changed as why:
                found.append(f"{table}, row {_named(names[0], raw[0])}: {why}.")
    return found


class _Walk:
    """Along the events in the order of chains and places, remembering the one before."""

    def __init__(self) -> None:
        self.heads: dict[str, Sequence[Any]] = {}
        self.ends: dict[str, tuple[int, bytes]] = {}
        self.faults: dict[str, Fault] = {}
        self.events = 0

    @property
    def chains(self) -> int:
        return len(self.heads.keys() | self.faults.keys())

    def along(self) -> None:
        """All of it. :raises DatabaseError: where the database itself can read no further."""
        of = connection.vendor
        sql = EVENTS.format(columns=_columns(), events=FROM[of], order=ORDER[of])
        for raw in _asked(sql):
            self.step(raw[: len(COLUMNS)], raw[len(COLUMNS) :])
        for (raw,) in _asked(WITHOUT_EVENTS.format(chain=_kept("head", "chain"))):
            self.lacks_all(_named("chain", raw))
        self.end()

    def step(self, raw: Sequence[Any], head: Sequence[Any]) -> None:
        """An event, and the head of its chain as it stood in the same moment."""
        self.events += 1
        chain, n, row = (_named(COLUMNS[at], raw[at]) for at in (1, 2, 0))
        self.heads[chain] = head
        if chain in self.faults:
            return
        try:
            self._follow(chain, _event(raw))
        except Changed as why:
            place = int(n) if n.isascii() and n.isdecimal() else 0
            self.faults[chain] = Fault(chain, place, row, str(why))

    def lacks_all(self, chain: str) -> None:
        """A head of which no event is left."""
        self.faults.setdefault(chain, Fault(chain, 1, "", "event 1 is missing at the end"))

    def _follow(self, chain: str, event: Event) -> None:
        n, before = self.ends.get(chain, (0, START))
        if event.n > n + 1:
            raise Changed(f"event {n + 1} is missing before it")
        if event.n <= n:
            raise Changed(f"it stands where event {n + 1} should")
        if bytes(event.before) != before:
            raise Changed("it does not follow from the event before it")
        if event.hashed() != bytes(event.hash):
            raise Changed("it is not what was written")
        self.ends[chain] = (event.n, bytes(event.hash))

    def end(self) -> None:
        """Chains must end where their heads say, and each must have one."""
        for chain in sorted(self.heads.keys() - self.faults.keys()):
            n, last = self.ends[chain]
            try:
                head_n, head_hash = _head(self.heads[chain])
                if head_n > n:
                    n += 1
                    raise Changed(f"event {n} is missing at the end")
                if (head_n, head_hash) != (n, last):
                    raise Changed("the head of the chain was changed")
            except Changed as why:
                self.faults[chain] = Fault(chain, n, "", str(why))


def _columns() -> str:
    events = [_kept("event", name) for name in COLUMNS]
    return ", ".join([*events, *(_kept("head", name) for name in OF_HEADS)])


def _kept(of: str, name: str) -> str:
    """
    How a value is asked for. SQLite keeps any sort of value in any column: there it is its sort and
    its bytes. PostgreSQL can keep a moment that no clock here could show: there it is text.
    """
    column = f'{of}."{name}"'
    if connection.vendor == "sqlite":
        return f"typeof({column}) || ':' || hex(CAST({column} AS BLOB))"
    return f"{column}::text" if name == "at" else column


def _asked(sql: str) -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _named(name: str, raw: Any) -> str:
    """What a row calls its id, its chain or its place, however that was changed."""
    if connection.vendor == "sqlite":
        raw = bytes.fromhex(raw.partition(":")[2]).decode(errors="replace")
    return _plain(raw) if name in UUIDS else str(raw)


def _plain(value: object) -> str:
    try:
        return str(value if isinstance(value, UUID) else UUID(str(value)))
    except ValueError:
        return str(value)


def _event(raw: Sequence[Any]) -> Event:
    read = _read(COLUMNS, raw)
    for name in ALWAYS:
        if read[name] is None:
            raise Changed(f"its {name} is gone")
    return Event(**read)


def _head(raw: Sequence[Any]) -> tuple[int, bytes]:
    try:
        read = _read(OF_HEADS, raw)
    except Changed as why:
        raise Changed("the head of the chain was changed") from why
    if read["n"] is None:
        raise Changed("the head of the chain is missing")
    return read["n"], bytes(read["hash"])


def _read(names: Sequence[str], raw: Sequence[Any]) -> dict[str, Any]:
    read = _from_sqlite if connection.vendor == "sqlite" else _from_postgresql
    return {name: read(name, kept) for name, kept in zip(names, raw, strict=True)}


def _from_postgresql(name: str, kept: Any) -> Any:
    try:
        return datetime.fromisoformat(kept).astimezone(UTC) if name == "at" else kept
    except ValueError as error:
        raise Changed(f"its {name} cannot be read") from error


def _from_sqlite(name: str, kept: str) -> Any:
    sort, _colon, written = kept.partition(":")
    try:
        value = _value(name, sort, bytes.fromhex(written))
    except ValueError as error:
        raise Changed(f"its {name} cannot be read") from error
    if f"{_sort(value)}:{_written(value).hex().upper()}" != kept:
        raise Changed(f"its {name} is not written as it was")
    return value


def _value(name: str, sort: str, kept: bytes) -> Any:
    """:raises ValueError: if these bytes are no such value."""
    if sort == "null":
        return None
    if name in ("before", "hash"):
        return kept
    if name in NUMBERS:
        return int(kept)
    text = kept.decode()
    if name in UUIDS:
        return UUID(text)
    if name == "day":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if name == "at" else text


def _sort(value: Any) -> str:
    return {type(None): "null", int: "integer", bytes: "blob"}.get(type(value), "text")


def _written(value: Any) -> bytes:
    """The bytes this database would have written for a value."""
    if value is None or isinstance(value, bytes):
        return value or b""
    if isinstance(value, UUID):
        return value.hex.encode()
    if isinstance(value, datetime):
        return str(value.replace(tzinfo=None)).encode()
    return str(value).encode()
