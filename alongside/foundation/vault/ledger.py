"""
The ledger of erasures: a file outside the database, a line a life, each with the hash of the line
before. An older database that is restored knows the lives erased since; the file says which.

A line is on the disk before the erasing is committed, so that no crash loses one. Where the erasing
then fails, another line takes it back. Where a law keeps some of it for longer, the line names that
too, in ids and days: the same is kept apart again when it is replayed.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

START = "0" * 64
ERASED, NOT_ERASED = "erased", "not erased"
# What a law kept of a life goes on its day, which its line names; gone before that, it has its own.
LET_GO, NOT_LET_GO = "let go", "not let go"


class BrokenLedger(Exception):
    """A line of the ledger is not as it was written, or one is missing."""


@dataclass(frozen=True)
class Kept:
    """
    What a law keeps of a life that was erased.

    :param as_: what it is from then on; nothing else tells what it was once part of.
    :param by: the organisation the law binds.
    """

    entry: UUID
    as_: UUID
    by: UUID
    until: date

    def written(self) -> dict[str, str]:
        said = {"entry": self.entry, "as": self.as_, "by": self.by, "until": self.until}
        return {name: str(value) for name, value in said.items()}


@dataclass(frozen=True)
class Line:
    """
    What one line says: that a life was erased, or that it was not after all; what is kept; or that
    what was kept was let go before its day.
    """

    life: UUID
    at: datetime
    by: UUID | None
    what: str
    before: str
    kept: tuple[Kept, ...] = ()

    def written(self) -> bytes:
        said: dict[str, object] = {
            "life": str(self.life),
            "at": self.at.isoformat(),
            "by": str(self.by) if self.by else None,
            "what": self.what,
            "before": self.before,
        }
        if self.kept:
            said["kept"] = [one.written() for one in self.kept]
        return json.dumps(said, sort_keys=True).encode() + b"\n"


def enter(life: UUID, *, by: UUID | None, what: str = ERASED, kept: Sequence[Kept] = ()) -> None:
    """
    Write a line that is on the disk when this returns.

    :raises OSError: if it cannot be: then the life must not be erased.
    :raises BrokenLedger: if what is there is broken: it is looked into before more is added.
    """
    path = Path(settings.ERASURES)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path) as handle:
        whole = _without_a_torn_end(handle, path.read_bytes())
        lines = _read(whole)
        before = _hash(lines[-1].written()) if lines else START
        line = Line(life, timezone.now(), by, what, before, tuple(kept)).written()
        os.lseek(handle, 0, os.SEEK_END)
        if os.write(handle, line) != len(line):
            raise OSError("The ledger of erasures is full.")
        os.fsync(handle)
    _fsync_folder(path.parent)


def erased() -> dict[UUID, Line]:
    """
    The lives that were erased, in the order they were.

    :raises BrokenLedger: if the file was changed.
    """
    return _standing(ERASED)


def let_go() -> set[UUID]:
    """
    What a law kept of them, and was let go before its day.

    :raises BrokenLedger: if the file was changed.
    """
    return set(_standing(LET_GO))


def _standing(what: str) -> dict[UUID, Line]:
    path = Path(settings.ERASURES)
    found: dict[UUID, Line] = {}
    for line in _read(path.read_bytes()) if path.exists() else []:
        found.pop(line.life, None)
        if line.what == what:
            found[line.life] = line
    return found


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _without_a_torn_end(handle: int, whole: bytes) -> bytes:
    """A line cut off in a crash belongs to an erasing that never came to be."""
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        os.ftruncate(handle, end)
    return whole[:end]


def _read(whole: bytes) -> list[Line]:
    lines, before = list[Line](), START
    for number, written in enumerate(whole.split(b"\n")[:-1], 1):
        line = _line(written, number)
        if line.before != before or line.written() != written + b"\n":
            raise BrokenLedger(f"Line {number} of the ledger of erasures was changed.")
        before = _hash(line.written())
        lines.append(line)
    return lines


def _line(written: bytes, number: int) -> Line:
    try:
        said = json.loads(written)
        return Line(
            life=UUID(said["life"]),
            at=datetime.fromisoformat(said["at"]),
            by=UUID(said["by"]) if said["by"] else None,
            what=said["what"],
            before=said["before"],
            kept=tuple(map(_kept, said.get("kept", []))),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenLedger(f"Line {number} of the ledger of erasures cannot be read.") from error


def _kept(said: dict[str, str]) -> Kept:
    return Kept(
        entry=UUID(said["entry"]),
        as_=UUID(said["as"]),
        by=UUID(said["by"]),
        until=date.fromisoformat(said["until"]),
    )


def _hash(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
