"""
What wraps every other key: the site's key, from the environment or a file, never from the database;
or a key management service (KMS), which keeps its key to itself.

Which one is said by settings: ``SITE_KEY``, or ``KMS``, the dotted path of a class like ``Wraps``.
Those that wrapped before and can still be opened are ``SITE_KEY_OLD`` (by commas) and ``KMS_OLD``.
"""

import base64
import binascii
from functools import lru_cache
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from . import sealing

NONE = (
    "This place has no site key, so it cannot open or seal anything. Run `alongside start`, or "
    "set ALONGSIDE_SITE_KEY or ALONGSIDE_SITE_KEY_FILE."
)


class WrongKey(Exception):
    """It does not open with the key it was asked to be opened with."""


class Wraps(Protocol):
    """
    Whoever wraps the keys of this place. A class for a KMS has these three, takes no arguments, and
    is asked from several threads at once. For a KMS with an address it looks like this::

        class Ours:
            def name(self) -> str:                # at most 64 characters; changes with the key
                return "ours-2026-11"

            def wrap(self, key: bytes) -> bytes:  # 32 bytes in, at most a few hundred out
                return client.encrypt("ours-2026-11", key)

            def unwrap(self, wrapped: bytes, name: str) -> bytes:
                try:
                    return client.decrypt(name, wrapped)
                except client.Refused as error:
                    raise WrongKey from error

    It opens what it wrapped under earlier names of its own too, for as long as they are needed.
    """

    def name(self) -> str:
        """Which key wraps now. It is kept beside everything wrapped."""

    def wrap(self, key: bytes) -> bytes:
        """The key, readable only to who may ask for it to be unwrapped."""

    def unwrap(self, wrapped: bytes, name: str) -> bytes:
        """:raises WrongKey: if it cannot: another's, or changed."""


class Local:
    """A site key this program holds itself."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._name = sealing.fingerprint(key)

    def name(self) -> str:
        return self._name

    def wrap(self, key: bytes) -> bytes:
        return sealing.wrap(self._key, key)

    def unwrap(self, wrapped: bytes, name: str) -> bytes:
        try:
            return sealing.unwrap(self._key, wrapped)
        except (InvalidUnwrap, ValueError) as error:
            raise WrongKey from error


def current() -> Wraps:
    """
    Whoever wraps new keys.

    :raises ImproperlyConfigured: if there is no site key, or it is not 32 bytes in base64.
    """
    if settings.KMS:
        return _made(settings.KMS)
    return Local(_key(settings.SITE_KEY))


def unwrapped(wrapped: bytes, name: str) -> bytes:
    """
    A key that was wrapped under the site key of that name.

    :raises WrongKey: if none of the site keys here opens it.
    """
    if settings.KMS or settings.KMS_OLD:
        return _asked_once(wrapped, name, *_said())
    return _unwrapped(wrapped, name)


@lru_cache(maxsize=4096)
def _asked_once(wrapped: bytes, name: str, *_settings: str) -> bytes:
    """A KMS is far away; what it has unwrapped for this process it is not asked again."""
    return _unwrapped(wrapped, name)


def _unwrapped(wrapped: bytes, name: str) -> bytes:
    for one in _ring(*_said()):
        if isinstance(one, Local) and one.name() != name:
            continue
        try:
            return one.unwrap(wrapped, name)
        except WrongKey:
            continue
    raise WrongKey


@lru_cache(maxsize=8)
def _ring(kms: str, kms_old: str, *site_keys: str) -> list[Wraps]:
    """All that may be able to unwrap something here, the current one first."""
    paths = [path for path in (kms, kms_old) if path]
    if not paths and not site_keys[0]:
        raise ImproperlyConfigured(NONE)
    return [*(_made(path) for path in paths), *(Local(_key(text)) for text in site_keys if text)]


def _said() -> tuple[str, ...]:
    return (settings.KMS, settings.KMS_OLD, settings.SITE_KEY, *settings.SITE_KEY_OLD)


@lru_cache(maxsize=8)
def _made(path: str) -> Wraps:
    try:
        made: Wraps = import_string(path)()
    except ImportError as error:
        raise ImproperlyConfigured(f"ALONGSIDE_KMS names {path}, which is not there.") from error
    return made


def _key(text: str) -> bytes:
    if not text:
        raise ImproperlyConfigured(NONE)
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured("The site key is not 32 bytes written in base64.")
    return key
