"""
Sealing as mathematics: bytes in, bytes out, no database.

What is sealed is sealed with AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce and bound,
as associated data, to where it belongs; data keys are wrapped with AES Key Wrap (RFC 3394); keys
for each use are derived with HKDF-SHA256 (RFC 5869).
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

NONCE = 12


@lru_cache(maxsize=32)
def derive(key: bytes, use: str) -> bytes:
    """A 32-byte key for one use; keys of different uses tell nothing about each other."""
    return HKDF(SHA256(), 32, salt=None, info=f"alongside {use}".encode()).derive(key)


def fingerprint(site_key: bytes) -> str:
    """Sixteen hexadecimal digits that name a site key without telling it."""
    return hashlib.sha256(derive(site_key, "name")).hexdigest()[:16]


def new_data_key() -> bytes:
    return AESGCM.generate_key(256)


def wrap(site_key: bytes, data_key: bytes) -> bytes:
    return aes_key_wrap(derive(site_key, "wrap"), data_key)


def unwrap(site_key: bytes, wrapped: bytes) -> bytes:
    """:raises cryptography.hazmat.primitives.keywrap.InvalidUnwrap: under another site key."""
    return aes_key_unwrap(derive(site_key, "wrap"), wrapped)


def seal(data_key: bytes, what: bytes, bound_to: str) -> bytes:
    """The nonce and what is sealed. ``bound_to`` must be given again to open it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(data_key).encrypt(nonce, what, bound_to.encode())


def open_sealed(data_key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """:raises cryptography.exceptions.InvalidTag: if a bit was changed or it belongs elsewhere."""
    nonce, body = sealed[:NONCE], sealed[NONCE:]
    return AESGCM(data_key).decrypt(nonce, body, bound_to.encode())


def keyed_hash(key: bytes, use: str, text: str) -> bytes:
    """HMAC-SHA256: the same text gives the same 32 bytes, but only to who holds the key."""
    return hmac.digest(derive(key, use), text.encode(), "sha256")
