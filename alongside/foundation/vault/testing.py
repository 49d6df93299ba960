"""A key management service for tests, and one that forgets nothing between them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from . import hash_key, safe, sealing
from .models import LifeKey
from .site_key import WrongKey, current


class Ours:
    """A key management service, as a place would write it: its keys never leave it."""

    keys = {"ours-1": os.urandom(32), "ours-2": os.urandom(32)}
    now, asked = "ours-1", 0

    def name(self) -> str:
        return type(self).now

    def wrap(self, key: bytes) -> bytes:
        return sealing.wrap(self.keys[self.now], key)

    def unwrap(self, wrapped: bytes, name: str) -> bytes:
        type(self).asked += 1
        if name not in self.keys:
            raise WrongKey
        return sealing.unwrap(self.keys[name], wrapped)


OURS = f"{__name__}.Ours"


@contextmanager
def begun_anew() -> Iterator[None]:
    """The service begins anew, and what other tests hash with is as it was before."""
    Ours.now, Ours.asked = "ours-1", 0
    known = dict(hash_key._known)
    yield
    hash_key._known.clear()
    hash_key._known.update(known)


def a_sealed_life(words: str = "a secret") -> safe.Sealed:
    """By hand: whoever begins a life records it, and the vault comes before the record."""
    life = uuid4()
    a_key(life)
    return safe.seal(life, [(uuid4(), "words", words)])[0]


def a_key(life: UUID) -> LifeKey:
    wraps = current()
    wrapped = wraps.wrap(sealing.new_data_key())
    return LifeKey.objects.create(life=life, wrapped=wrapped, site_key=wraps.name())
