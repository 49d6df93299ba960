"""
The database itself refuses to change or remove an event.

Installed by the first migration and again after every one: rebuilding a table on SQLite drops its
triggers without a word.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

TABLE = "record_event"
SQLITE = {
    "record_event_no_update": "BEFORE UPDATE",
    "record_event_no_delete": "BEFORE DELETE",
    # REPLACE deletes without firing the trigger above, so it is refused where it would.
    "record_event_no_replace": "BEFORE INSERT",
}
REPLACES = (
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR (chain = NEW.chain AND n = NEW.n))"
)
POSTGRESQL = {
    "record_event_no_change": "BEFORE UPDATE OR DELETE",
    "record_event_no_truncate": "BEFORE TRUNCATE",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; harmless where they are."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _install_sqlite(cursor)
        else:
            _install_postgresql(cursor)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should be there and are not."""
    if connection.vendor == "sqlite":
        sql, expected = "SELECT name FROM sqlite_master WHERE type = 'trigger'", SQLITE
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
        expected = POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(expected.keys() - present)


def _install_sqlite(cursor: CursorWrapper) -> None:
    for name, moment in SQLITE.items():
        only = REPLACES if name.endswith("replace") else ""
        cursor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {name} {moment} ON {TABLE} {only} "
            "BEGIN SELECT RAISE(ABORT, 'events are written once'); END"
        )


def _install_postgresql(cursor: CursorWrapper) -> None:
    cursor.execute(
        "CREATE OR REPLACE FUNCTION record_event_written_once() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RAISE EXCEPTION 'events are written once'; END $$"
    )
    for name, moment in POSTGRESQL.items():
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {name} {moment} ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_event_written_once()"
        )
