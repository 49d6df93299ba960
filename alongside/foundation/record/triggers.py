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
REFUSES = " BEGIN RAISE EXCEPTION 'events are written once'; END "
# The same moments as PostgreSQL keeps them: before (2), delete (8), update (16), truncate (32).
MOMENTS = {"no_change": 2 + 8 + 16, "no_truncate": 2 + 32}


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
    """The names of triggers that should be there and are not, or do not do what they should."""
    present = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    with connection.cursor() as cursor:
        return sorted(names(connection.vendor).keys() - present(cursor))


def strange(connection: BaseDatabaseWrapper) -> list[str]:
    """What else acts on these tables: one that ignores an insert would lose it without a word."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal UNION ALL SELECT tablename, rulename FROM pg_rules"
            )
        return sorted(
            f"{name} on {table}"
            for table, name in cursor.fetchall()
            if table in TABLES and name not in names(connection.vendor)
        )


def _on_sqlite(cursor: CursorWrapper) -> set[str]:
    """Those whose words are the words they were made with."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = dict(cursor.fetchall())
    return {
        f"{table}_{kind}"
        for table in TABLES
        for kind in SQLITE
        if there.get(f"{table}_{kind}") == f"CREATE {_sqlite(table, kind)}"
    }


def _on_postgresql(cursor: CursorWrapper) -> set[str]:
    """
    Those that are switched on, ask no question first, look at no column alone, and refuse when they
    should.
    """
    cursor.execute(
        "SELECT tgname, relname, tgtype FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE tgenabled IN ('O', 'A') AND tgqual IS NULL AND tgattr::text = '' "
        "AND prosrc = %s AND NOT tgisinternal",
        [REFUSES],
    )
    return {
        name
        for name, table, moment in cursor.fetchall()
        if name in {f"{table}_{kind}" for kind, when in MOMENTS.items() if when == moment}
    }


def _sqlite(table: str, kind: str) -> str:
    only = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {TABLES[table]}) "
    only = only if kind == "no_replace" else ""
    return (
        f"TRIGGER {table}_{kind} {SQLITE[kind]} ON {table} {only}"
        "BEGIN SELECT RAISE(ABORT, 'events are written once'); END"
    )


def _install_sqlite(cursor: CursorWrapper, here: Collection[str]) -> None:
    for table in sorted(here):
        for kind in SQLITE:
            # One of the same name that does something else must not stay.
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{kind}")
            cursor.execute(f"CREATE {_sqlite(table, kind)}")


def _install_postgresql(cursor: CursorWrapper, here: Collection[str]) -> None:
    cursor.execute(
        "CREATE OR REPLACE FUNCTION record_event_written_once() RETURNS trigger LANGUAGE plpgsql "
        f"AS $${REFUSES}$$"
    )
    for table in sorted(here):
        for kind, moment in POSTGRESQL.items():
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_{kind} {moment} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION record_event_written_once()"
            )
