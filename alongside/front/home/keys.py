"""
The keys of a place: one that signs sessions, one that everything sealed depends on, and one that
signs checkpoints of the record.
"""

import base64
import os
import secrets
from pathlib import Path

NAMES = {"SECRET_KEY": "secret.key", "SITE_KEY": "site.key", "SIGNING_KEY": "signing.key"}
# Random bytes of each; `check --deploy` wants the first longer than the two ciphers' keys are.
LENGTHS = {"SECRET_KEY": 48, "SITE_KEY": 32, "SIGNING_KEY": 32}
NOT_SET = "not-set"


def missing(*, secret_key: str, site_key: str, signing_key: str | None = None) -> list[str]:
    """
    The names of the settings a place lacks before it may serve anybody.

    :param signing_key: where it is asked for: nobody needs it to serve.
    """
    lacking = ["SECRET_KEY"] if secret_key.startswith(NOT_SET) else []
    lacking += [] if site_key else ["SITE_KEY"]
    return [*lacking, "SIGNING_KEY"] if signing_key == "" else lacking


def write(folder: Path, name: str) -> str:
    """
    A new key, written where only its owner reads it; the key itself.

    :raises FileExistsError: rather than replace a key, which nobody could ever undo.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = base64.b64encode(secrets.token_bytes(LENGTHS[name])).decode()
    handle = os.open(folder / NAMES[name], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key + "\n")
    return key
