"""
Signed notes: a few lines of text, and beneath them who vouches for them. No database here.

The format is that of C2SP's signed-note and tlog-checkpoint, with Ed25519 (RFC 8032), so that
programs other than this one can read and check them too.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
MARK = "\u2014 "  # an em dash and a space, as the format has it


class NotSigned(Exception):
    """This is not a checkpoint, or not one that this key has signed."""


@dataclass(frozen=True)
class Note:
    """What a checkpoint says: whose record, how long it was, what it came to, and the rest."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.more))


def public_key(seed: bytes) -> bytes:
    """The half of the key that everybody may know."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(note: Note, seed: bytes) -> str:
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(note.text.encode())
    signed = _key_id(note.origin, public_key(seed)) + signature
    return f"{note.text}\n{MARK}{note.origin} {base64.b64encode(signed).decode()}\n"


def verifier(name: str, public: bytes) -> str:
    """The public key on one line, with the name it signs by."""
    key = base64.b64encode(ED25519 + public).decode()
    return f"{name}+{_key_id(name, public).hex()}+{key}"


def of_verifier(line: str) -> bytes:
    """:raises NotSigned: if the line is not a public key as ``verifier`` writes it."""
    try:
        name, key_id, key = line.strip().split("+", 2)
        plain = base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NotSigned("That is not a public key.") from error
    if plain[:1] != ED25519 or len(plain) != 33 or _key_id(name, plain[1:]).hex() != key_id:
        raise NotSigned("That is not a public key.")
    return plain[1:]


def read(signed: str, keys: Iterable[bytes]) -> Note:
    """
    What a signed checkpoint says, once its signature has been checked.

    :param keys: the public keys any of which may have signed it.
    :raises NotSigned: if it is none, or another key has signed it, or a byte was changed.
    """
    text, gap, vouched = signed.replace("\r\n", "\n").partition("\n\n")
    note = _note(f"{text}\n")
    ours = [line for line in vouched.splitlines() if line.startswith(f"{MARK}{note.origin} ")]
    if not gap or not ours:
        raise NotSigned("It carries no signature.")
    if not any(is_by(public, note.origin, note.text, line) for public in keys for line in ours):
        raise NotSigned("It was changed, or another key has signed it.")
    return note


def _note(text: str) -> Note:
    try:
        origin, size, root, *more = text.splitlines()
        note = Note(origin, int(size), base64.b64decode(root, validate=True), tuple(more))
    except (ValueError, binascii.Error) as error:
        raise NotSigned("It is not a checkpoint.") from error
    if note.text != text or len(note.root) != 32 or note.size < 0:
        raise NotSigned("It is not a checkpoint.")
    return note


def is_by(public: bytes, name: str, text: str, line: str) -> bool:
    """Is this line, beneath this text, the signature of whoever has this name and key?"""
    try:
        written = line.removeprefix(f"{MARK}{name} ")
        signed = base64.b64decode(written, validate=True)
        # Several ways of writing it mean the same bytes; only the one that was written will do.
        if signed[:4] != _key_id(name, public) or base64.b64encode(signed).decode() != written:
            return False
        Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], text.encode())
    except (InvalidSignature, binascii.Error):
        return False
    return True


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]
