"""
Reading the record back: is every event as it was written, in its place, and is none missing?

Values are taken as the database keeps them, not as it would kindly read them: on SQLite an id in
capitals or a number kept as text reads the same and is still a changed byte.

Each event is asked for together with the head of its chain, in one question: what is written while
it is answered is in neither, so a place may go on working while its record is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from . import checkpoints, triggers
from .chains import START
from .models import Event

COLUMNS = ["id", "chain", "n", "at", "kind", "by", "thing", "data", "before", "hash"]
OF_HEADS = ["n", "hash"]
EVENTS = """
    SELECT {columns} FROM record_event event LEFT JOIN record_head head ON head.chain = event.chain
    ORDER BY event.chain, event.n, event.id
"""
WITHOUT_EVENTS = """
    SELECT {chain} FROM record_head head
    WHERE NOT EXISTS (SELECT 1 FROM record_event event WHERE event.chain = head.chain)
"""
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
    walk = _Walk()
    for raw in _asked(EVENTS.format(columns=_columns())):
        walk.step(raw[: len(COLUMNS)], raw[len(COLUMNS) :])
    for (raw,) in _asked(WITHOUT_EVENTS.format(chain=_kept("head", "chain"))):
        walk.lacks_all(_named("chain", raw))
    walk.end()
    faults = sorted(walk.faults.values(), key=lambda fault: (fault.chain, fault.n))
    unsealed = checkpoints.faults(copies, public=public)
    return Outcome(walk.chains, walk.events, faults, triggers.missing(connection), unsealed)


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

    def step(self, raw: Sequence[Any], head: Sequence[Any]) -> None:
        """An event, and the head of its chain as it stood in the same moment."""
        self.events += 1
        chain, n, row = (_named(COLUMNS[at], raw[at]) for at in (1, 2, 0))
        self.heads[chain] = head
        if chain in self.faults:
            return
        try:
            self._follow(chain, Event(**_read(COLUMNS, raw)))
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
    return str(raw) if name == "n" else _plain(raw)


def _plain(value: object) -> str:
    try:
        return str(value if isinstance(value, UUID) else UUID(str(value)))
    except ValueError:
        return str(value)


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
    if name == "n":
        return int(kept)
    text = kept.decode()
    if name in ("id", "chain", "by", "thing"):
        return UUID(text)
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
