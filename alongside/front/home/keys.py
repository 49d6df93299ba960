"""The two keys of a place: one that signs sessions, one that everything sealed depends on."""

import base64
import os
import secrets
from pathlib import Path

NAMES = {"SECRET_KEY": "secret.key", "SITE_KEY": "site.key"}
NOT_SET = "not-set"


def missing(*, secret_key: str, site_key: str) -> list[str]:
    """The names of the settings a place lacks before it may serve anybody."""
    lacking = ["SECRET_KEY"] if secret_key.startswith(NOT_SET) else []
    return lacking if site_key else [*lacking, "SITE_KEY"]


def write(folder: Path, name: str) -> str:
    """
    A new key, written where only its owner reads it; the key itself.

    :raises FileExistsError: rather than replace a key, which nobody could ever undo.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    handle = os.open(folder / NAMES[name], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key + "\n")
    return key
