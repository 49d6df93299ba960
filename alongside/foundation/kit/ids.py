"""Ids that sort by the moment they were made (UUID version 7, RFC 9562)."""

import secrets
import threading
import time
import uuid
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection

_RANDOM_BITS = 62
_COUNTER_BITS = 12
_lock = threading.Lock()
_last = 0


def uuid7(*, after: Iterable[uuid.UUID] = ()) -> uuid.UUID:
    """
    A new id, larger than every id this process made before and than all of ``after``.

    48 bits of milliseconds and 12 bits that count within the millisecond (RFC 9562, section 6.2,
    method 1), then 62 random bits. ``after`` keeps an entry younger than what it rests on even
    when the clocks of two machines disagree.
    """
    global _last
    with _lock:
        moment = (time.time_ns() // 1_000_000) << _COUNTER_BITS
        floor = max((_moment_of(other) for other in after), default=0)
        _last = max(moment, _last + 1, floor + 1)
        moment = _last
    millis, counter = moment >> _COUNTER_BITS, moment & ((1 << _COUNTER_BITS) - 1)
    number = millis << 80 | 7 << 76 | counter << 64 | 2 << 62 | secrets.randbits(_RANDOM_BITS)
    return uuid.UUID(int=number)


def _moment_of(other: uuid.UUID) -> int:
    return (other.int >> 80) << _COUNTER_BITS | (other.int >> 64) & ((1 << _COUNTER_BITS) - 1)


def as_stored(value: uuid.UUID) -> Any:
    """An id as this database keeps it: 32 hexadecimal digits on SQLite."""
    return value if has_arrays() else value.hex


def as_uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else _read(value)


@lru_cache(2**14)
def _read(digits: str) -> uuid.UUID:
    """An id out of its digits: a page reads hundreds, and mostly the same as the page before."""
    return uuid.UUID(digits)


def among(ids: Iterable[uuid.UUID]) -> tuple[str, list[Any]]:
    """
    "Is one of these", to stand behind a column in SQL written out, and what to give it.

    As an array where there are such, so that the question is the same however many are asked for.
    """
    return _among([value.hex for value in ids])


def among_numbers(ids: Iterable[int]) -> tuple[str, list[Any]]:
    """The same for ids as plain numbers, which are remembered more quickly."""
    return _among([f"{number:032x}" for number in ids])


def as_number(value: Any) -> int:
    """An id as a plain number, out of what either database gives."""
    return value.int if isinstance(value, uuid.UUID) else int(value, 16)


def _among(each: Sequence[str]) -> tuple[str, list[Any]]:
    if has_arrays():
        return "= ANY(%s::uuid[])", [_array(each)]
    return f"IN ({', '.join(['%s'] * len(each)) or 'NULL'})", list(each)


def as_array(ids: Iterable[uuid.UUID]) -> str:
    """Ids as PostgreSQL reads an array of them; written id by id it took longer than to answer."""
    return _array([value.hex for value in ids])


def _array(each: Iterable[str]) -> str:
    return "{" + ",".join(each) + "}"


@cache
def has_arrays() -> bool:
    """Whether this database knows ids for what they are, and arrays of them. Asked very often."""
    return connection.features.has_native_uuid_field
