"""What is sealed beside a knock, under the knock's own key or that of a life."""

from __future__ import annotations

from uuid import UUID

from alongside.foundation.vault import safe

WHO, BECAUSE = "who", "because"
_VERSION = 2  # bytes before the sealed words: which version of the key they are under


def seal(key: UUID, of: UUID, part: str, words: str) -> bytes:
    """:raises Unreadable: if that key is gone."""
    [sealed] = safe.seal(key, [(of, part, words)])
    return sealed.version.to_bytes(_VERSION, "big") + sealed.body


def open_sealed(key: UUID, of: UUID, part: str, body: bytes | memoryview[int]) -> str:
    """:raises Unreadable: if that key is gone."""
    whole = bytes(body)
    version = int.from_bytes(whole[:_VERSION], "big")
    return safe.open_all([safe.Sealed(key, of, part, version, whole[_VERSION:])])[0]
