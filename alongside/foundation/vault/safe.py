"""Sealing and opening what is of lives. Ids are opaque here: the vault knows no lives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag

from alongside.foundation.kit.asked import ask
from alongside.foundation.kit.ids import among, as_uuid

from . import hash_key, sealing
from .models import LifeKey
from .site_key import WrongKey, unwrapped

# A life's key as it is kept, and the name of the site key that opens it.
Wrapped = tuple[bytes, str]


class Unreadable(Exception):
    """Something sealed that no longer opens: its key is gone, or a bit of it was changed."""


@dataclass(frozen=True)
class Sealed:
    """Something sealed and where it belongs: the life, the thing it is about, and which part."""

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
    return seal_bytes(life, [(of, part, text.encode()) for of, part, text in words])


def seal_bytes(life: UUID, things: Iterable[tuple[UUID, str, bytes]]) -> list[Sealed]:
    """The same for bytes: a picture, a recording."""
    key = LifeKey.objects.filter(life=life).first()
    if key is None:
        raise Unreadable("This life has no key.")
    data_key = _unwrapped(bytes(key.wrapped), key.site_key)
    return [
        Sealed(
            life=life,
            of=of,
            part=part,
            version=key.version,
            body=sealing.seal(data_key, body, _bound_to(life, of, part, key.version)),
        )
        for of, part, body in things
    ]


def seal_anew(things: Iterable[tuple[Sealed, str]], *, life: UUID, of: UUID) -> list[Sealed]:
    """
    The same under another key, each as another part of another thing: of what is to outlive the
    key it is sealed with now. Nobody reads it.
    """
    pairs = list(things)
    bodies = open_bytes([one for one, _part in pairs])
    return seal_bytes(
        life, [(of, part, body) for (_one, part), body in zip(pairs, bodies, strict=True)]
    )


def open_all(sealed: Sequence[Sealed]) -> list[str]:
    """
    Open sealed words in the order given, with one query however many lives they are of.

    :raises Unreadable: if any of them does not open.
    """
    return [body.decode() for body in open_bytes(sealed)]


def open_bytes(sealed: Sequence[Sealed]) -> list[bytes]:
    """The same for bytes."""
    if not sealed:
        return []
    keys = _keys_of({one.life for one in sealed})
    return [_open(keys, one) for one in sealed]


def open_with(wrapped: Mapping[UUID, Wrapped], sealed: Sequence[Sealed]) -> list[str]:
    """
    The same as ``open_all`` where the keys were read together with what is sealed.

    :param wrapped: the key of each life as it is kept, and which site key opens it.
    """
    keys = {life: _unwrapped(*key) for life, key in wrapped.items()}
    return [_open(keys, one).decode() for one in sealed]


def keyed_hash(use: str, text: str) -> bytes:
    """The same text gives the same 32 bytes here, and tells nothing to who lacks this place's key.

    It stays the same when the site key is changed for another.
    """
    return sealing.keyed_hash(hash_key.hash_key(), use, text)


def _keys_of(lives: set[UUID]) -> dict[UUID, bytes]:
    """The key of each that has one. Written out: it is asked for on nearly every page of a life."""
    these, params = among(lives)
    found = ask(
        f"SELECT life, wrapped, site_key FROM {LifeKey._meta.db_table} WHERE life {these}", params
    )
    return {as_uuid(life): _unwrapped(key, by) for life, key, by in found}


def _unwrapped(wrapped: bytes, site_key: str) -> bytes:
    try:
        return unwrapped(bytes(wrapped), site_key)
    except WrongKey as error:
        raise Unreadable("A life's key does not open with any site key here.") from error


def _open(keys: dict[UUID, bytes], one: Sealed) -> bytes:
    try:
        bound_to = _bound_to(one.life, one.of, one.part, one.version)
        return sealing.open_sealed(keys[one.life], one.body, bound_to)
    except (KeyError, InvalidTag) as error:
        raise Unreadable("Something sealed does not open.") from error


def _bound_to(life: UUID, of: UUID, part: str, version: int) -> str:
    return f"{life}|{of}|{part}|{version}"
