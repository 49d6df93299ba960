"""
Reading the record back: is every event as it was written, in its place, and is none missing?

Values are taken as the database keeps them, not as it would kindly read them: on SQLite an id in
capitals or a number kept as text reads the same and is still a changed byte.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from . import checkpoints, triggers
from .chains import START
from .models import Event, Head

COLUMNS = ["id", "chain", "n", "at", "kind", "by", "thing", "data", "before", "hash"]
AT_ONCE = 2_000


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

    @property
    def is_whole(self) -> bool:
        return not self.faults and not self.missing_triggers and not self.unsealed


class Changed(Exception):
    """A value is not written the way this database would have written it."""


def check(copies: Mapping[str, str] | None = None, *, public: bytes | None = None) -> Outcome:
    """
    Read the whole record. Every chain is read to its first fault.

    :param copies: signed checkpoints that others kept, by what to call them.
    :param public: another key that may have signed them.
    """
    heads = {_plain(head.chain): head for head in Head.objects.iterator()}
    walk = _Walk(heads)
    for raw in _rows():
        walk.step(raw)
    walk.end()
    faults = sorted(walk.faults.values(), key=lambda fault: (fault.chain, fault.n))
    unsealed = checkpoints.faults(copies, public=public)
    return Outcome(len(heads), walk.events, faults, triggers.missing(connection), unsealed)


class _Walk:
    """Along the events in the order of chains and places, remembering the one before."""

    def __init__(self, heads: dict[str, Head]) -> None:
        self.heads = heads
        self.ends: dict[str, tuple[int, bytes]] = {}
        self.faults: dict[str, Fault] = {}
        self.events = 0

    def step(self, raw: tuple[Any, ...]) -> None:
        self.events += 1
        chain, n, row = _name(raw)
        if chain in self.faults:
            return
        try:
            event = _read(raw)
            self._follow(chain, event)
        except Changed as why:
            self.faults[chain] = Fault(chain, n, row, str(why))

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
        for chain in sorted((self.heads.keys() | self.ends.keys()) - self.faults.keys()):
            n, last = self.ends.get(chain, (0, START))
            head = self.heads.get(chain)
            if head is None:
                self.faults[chain] = Fault(chain, n, "", "the head of the chain is missing")
            elif head.n > n:
                self.faults[chain] = Fault(chain, n + 1, "", f"event {n + 1} is missing at the end")
            elif (head.n, bytes(head.hash)) != (n, last):
                self.faults[chain] = Fault(chain, n, "", "the head of the chain was changed")


def _rows() -> Iterator[tuple[Any, ...]]:
    literal = "hex(CAST(quote({}) AS BLOB))" if connection.vendor == "sqlite" else "{}"
    names = ", ".join(literal.format(f'"{name}"') for name in COLUMNS)
    sql = f'SELECT {names} FROM {Event._meta.db_table} ORDER BY "chain", "n", "id"'
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _name(raw: tuple[Any, ...]) -> tuple[str, int, str]:
    """What a row calls itself, however it was changed: its chain, place and id."""
    if connection.vendor != "sqlite":
        return str(raw[1]), raw[2], str(raw[0])
    row, chain, n = (bytes.fromhex(raw[i]).decode(errors="replace").strip("'") for i in (0, 1, 2))
    return _plain(chain), int(n) if n.isdigit() else 0, _plain(row)


def _plain(value: object) -> str:
    try:
        return str(value if isinstance(value, UUID) else UUID(str(value)))
    except ValueError:
        return str(value)


def _read(raw: tuple[Any, ...]) -> Event:
    if connection.vendor != "sqlite":
        return Event(**dict(zip(COLUMNS, raw, strict=True)))
    values = {}
    for name, hexed in zip(COLUMNS, raw, strict=True):
        kept = bytes.fromhex(hexed)
        value = _from_literal(name, kept)
        if _to_literal(value) != kept:
            raise Changed(f"its {name} is not written as it was")
        values[name] = value
    return Event(**values)


def _from_literal(name: str, kept: bytes) -> Any:
    """A value from the SQL literal SQLite would write for it."""
    try:
        text = kept.decode()
        if text == "NULL":
            return None
        if name == "n":
            return int(text)
        if name in ("before", "hash"):
            return bytes.fromhex(text[2:-1])
        return _from_text(name, text[1:-1].replace("''", "'"))
    except ValueError as error:
        raise Changed(f"its {name} cannot be read") from error


def _from_text(name: str, text: str) -> Any:
    if name in ("id", "chain", "by", "thing"):
        return UUID(text)
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if name == "at" else text


def _to_literal(value: Any) -> bytes:
    if value is None or isinstance(value, int):
        return b"NULL" if value is None else str(value).encode()
    if isinstance(value, bytes):
        return b"X'" + value.hex().upper().encode() + b"'"
    if isinstance(value, UUID):
        value = value.hex
    if isinstance(value, datetime):
        value = str(value.replace(tzinfo=None))
    return "'{}'".format(value.replace("'", "''")).encode()
