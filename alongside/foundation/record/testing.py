"""For tests only: a record that can be emptied between them, and broken on purpose."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from . import triggers


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take away what keeps events from being changed; ``triggers.install`` puts it back."""
    with connection.cursor() as cursor:
        for name, table in triggers.names(connection.vendor).items():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def lifted() -> Iterator[None]:
    """Events can be changed inside, as somebody with the database in their hands could."""
    lift(connection)
    try:
        yield
    finally:
        triggers.install(connection)


@contextmanager
def unwritable() -> Iterator[None]:
    """Inside, the database takes no event: what cannot be recorded must not be done or shown."""
    with connection.cursor() as cursor:
        cursor.execute(BREAK[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(MEND[connection.vendor])


BREAK = {
    "sqlite": (
        "CREATE TRIGGER record_event_broken BEFORE INSERT ON record_event "
        "BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END"
    ),
    "postgresql": (
        "CREATE TRIGGER record_event_broken BEFORE INSERT ON record_event "
        "FOR EACH STATEMENT EXECUTE FUNCTION record_event_written_once()"
    ),
}
MEND = {
    "sqlite": "DROP TRIGGER IF EXISTS record_event_broken",
    "postgresql": "DROP TRIGGER IF EXISTS record_event_broken ON record_event",
}
