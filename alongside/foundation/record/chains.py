"""The hash of an event: what the chains are made of. No database here."""

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID

START = bytes(32)


def canonical(data: dict[str, object]) -> str:
    """JSON with one way to write it: sorted keys, no spaces, ASCII."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), default=str)


def link(
    before: bytes,
    *,
    id: UUID,
    chain: UUID,
    n: int,
    at: datetime,
    kind: str,
    by: UUID | None,
    thing: UUID | None,
    data: str,
) -> bytes:
    """SHA-256 over the hash before and every column of the event: 32 bytes."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    line = json.dumps([str(id), str(chain), n, moment, kind, str(by), str(thing), data])
    return hashlib.sha256(before + line.encode()).digest()
