"""Places to measure in: an empty database each, with its own keys, filled with a made-up city."""

import base64
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

SEED = 1


@dataclass(frozen=True)
class Place:
    """One database with a city of so many entries, and the environment that leads to it."""

    database: str
    entries: int
    folder: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *command: str, **kwargs: Any) -> "subprocess.CompletedProcess[str]":
        """Run a command there; its output, or an error that shows what it said."""
        whole = [sys.executable, *command]
        done = subprocess.run(
            whole, env=self.environment, stdout=subprocess.PIPE, text=True, **kwargs
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed on {self.database}:\n{done.stdout}")
        return done

    def alongside(self, *command: str) -> str:
        return self.run("-m", "alongside.config.main", *command).stdout


def prepare(database: str, entries: int, scratch: Path) -> Place:
    """An empty place, ready to be filled."""
    folder = scratch / f"{database}-{entries}"
    folder.mkdir()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE_")},
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "DATABASE_URL": _address(database, entries, folder),
        "ALONGSIDE_DATA": str(folder),
        "ALONGSIDE_STATIC": str(scratch / "static"),
        "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(48),
        "ALONGSIDE_SITE_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "ALONGSIDE_LOG_LEVEL": "ERROR",
    }
    place = Place(database, entries, folder, environment)
    place.alongside("migrate", "--verbosity", "0")
    place.alongside("collectstatic", "--no-input", "--verbosity", "0")
    return place


def fill(place: Place) -> float:
    """Make up its city; how many seconds that took."""
    began = time.perf_counter()
    place.alongside("simulate", "--entries", str(place.entries), "--seed", str(SEED))
    took = time.perf_counter() - began
    settle(place)
    return took


def count_rows_as_it_goes() -> None:
    """The throwaway server is told not to, for tests; a city of a million needs it."""
    with psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET autovacuum = on")
        connection.execute("SELECT pg_reload_conf()")


def settle(place: Place) -> None:
    """What autovacuum does within minutes wherever PostgreSQL runs for real."""
    if place.database == "postgresql":
        with psycopg.connect(place.environment["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def clear(place: Place) -> None:
    """Give back the disk space."""
    for file in place.folder.glob("*.sqlite3*"):
        file.unlink()
    if place.database == "postgresql":
        with psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE bench_{place.entries}")


def _address(database: str, entries: int, folder: Path) -> str:
    if database == "sqlite":
        return f"sqlite:///{folder / 'city.sqlite3'}"
    url = os.environ["POSTGRES_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE bench_{entries}")
    return f"{url.rpartition('/')[0]}/bench_{entries}"
