"""
With which migrations a demo was begun. While nothing is released they are written anew in place,
and then the database of a demo from before cannot become what the rooms now expect.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

KEPT = "migrations.json"


def keep(folder: Path, loader: MigrationLoader) -> None:
    """Write down in the demo's folder what its database is made by."""
    (folder / KEPT).write_text(json.dumps(_written(loader), indent=1))


def is_of_before(folder: Path, loader: MigrationLoader) -> bool:
    """Whether one of those it was made by is gone or reads otherwise; new ones may have come."""
    path = folder / KEPT
    now = _written(loader)
    return path.exists() and any(
        now.get(name) != written for name, written in json.loads(path.read_text()).items()
    )


def _written(loader: MigrationLoader) -> dict[str, str]:
    """By ``room.name``, a hash of the file of each migration of our own."""
    return {
        ".".join(key): sha256(_file(migration.__module__).read_bytes()).hexdigest()
        for key, migration in loader.disk_migrations.items()
        if migration.__module__.startswith("alongside.")
    }


def _file(module: str) -> Path:
    return Path(str(sys.modules[module].__file__))
