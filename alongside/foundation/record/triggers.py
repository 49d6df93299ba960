"""
The database itself refuses to change or remove an event, and whatever else a room says is written
once (``written_once``).

Installed by the first migration and again after every one: rebuilding a table on SQLite drops its
triggers without a word.
"""

from collections.abc import Collection

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

# Every table that is written once, and what makes a row of it the same row.
TABLES = {
    "record_event": "id = NEW.id OR (chain = NEW.chain AND n = NEW.n)",
    "record_leaf": "place = NEW.place OR (chain = NEW.chain AND n = NEW.n)",
    "record_checkpoint": "number = NEW.number OR day = NEW.day",
}
SQLITE = {
    "no_update": "BEFORE UPDATE",
    "no_delete": "BEFORE DELETE",
    # REPLACE deletes without firing the trigger above, so it is refused where it would.
    "no_replace": "BEFORE INSERT",
}
POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE",
    "no_truncate": "BEFORE TRUNCATE",
}


def written_once(table: str, same: str) -> None:
    """
    A room has a table of which no row is ever changed or removed either.

    :param same: what makes a row of it the same row, as in ``TABLES``.
    """
    TABLES[table] = same


def names(vendor: str) -> dict[str, str]:
    """Every trigger there should be, and the table it guards."""
    kinds = SQLITE if vendor == "sqlite" else POSTGRESQL
    return {f"{table}_{kind}": table for table in TABLES for kind in kinds}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; harmless where they are."""
    here = TABLES.keys() & set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _install_sqlite(cursor, here)
        else:
            _install_postgresql(cursor, here)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should be there and are not."""
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(names(connection.vendor).keys() - present)


def _install_sqlite(cursor: CursorWrapper, here: Collection[str]) -> None:
    for table in sorted(here):
        same = TABLES[table]
        for kind, moment in SQLITE.items():
            only = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            only = only if kind == "no_replace" else ""
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_{kind} {moment} ON {table} {only} "
                "BEGIN SELECT RAISE(ABORT, 'events are written once'); END"
            )


def _install_postgresql(cursor: CursorWrapper, here: Collection[str]) -> None:
    cursor.execute(
        "CREATE OR REPLACE FUNCTION record_event_written_once() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RAISE EXCEPTION 'events are written once'; END $$"
    )
    for table in sorted(here):
        for kind, moment in POSTGRESQL.items():
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_{kind} {moment} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION record_event_written_once()"
            )
