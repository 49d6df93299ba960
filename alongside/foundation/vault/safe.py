"""Sealing and opening the words of lives. Ids are opaque here: the vault knows no lives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap

from . import sealing
from .models import LifeKey
from .site_key import site_key


class Unreadable(Exception):
    """Sealed words that no longer open: their key is gone, or a bit of them was changed."""


@dataclass(frozen=True)
class Sealed:
    """Sealed words and where they belong: the life, the thing they are about, and which part."""

    life: UUID
    of: UUID
    part: str
    version: int
    body: bytes


def seal(life: UUID, words: Iterable[tuple[UUID, str, str]]) -> list[Sealed]:
    """
    Seal ``(of, part, words)`` under the key of ``life``, in the order given.

    :raises Unreadable: if the life has no key (any more).
    """
    key = LifeKey.objects.filter(life=life).first()
    if key is None:
        raise Unreadable("This life has no key.")
    data_key = sealing.unwrap(site_key(), bytes(key.wrapped))
    return [
        Sealed(
            life=life,
            of=of,
            part=part,
            version=key.version,
            body=sealing.seal(data_key, text, _bound_to(life, of, part, key.version)),
        )
        for of, part, text in words
    ]


def open_all(sealed: Sequence[Sealed]) -> list[str]:
    """
    Open sealed words in the order given, with one query however many lives they are of.

    :raises Unreadable: if any of them does not open.
    """
    if not sealed:
        return []
    keys = _data_keys({one.life for one in sealed})
    return [_open(keys, one) for one in sealed]


def keyed_hash(use: str, text: str) -> bytes:
    """The same text gives the same 32 bytes here, and tells nothing to who lacks the site's key."""
    return sealing.keyed_hash(site_key(), use, text)


def _data_keys(lives: set[UUID]) -> dict[UUID, bytes]:
    site = site_key()
    rows = LifeKey.objects.filter(life__in=lives)
    try:
        return {row.life: sealing.unwrap(site, bytes(row.wrapped)) for row in rows}
    except InvalidUnwrap as error:
        raise Unreadable("A life's key does not open with this site key.") from error


def _open(keys: dict[UUID, bytes], one: Sealed) -> str:
    try:
        bound_to = _bound_to(one.life, one.of, one.part, one.version)
        return sealing.open_sealed(keys[one.life], one.body, bound_to)
    except (KeyError, InvalidTag) as error:
        raise Unreadable("Sealed words do not open.") from error


def _bound_to(life: UUID, of: UUID, part: str, version: int) -> str:
    return f"{life}|{of}|{part}|{version}"
