"""All that the base has stored, to look through for words."""

from django.db import connection


def everything_stored() -> str:
    """Every column of every row of every table, the search index's own too: text, and bytes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables, stored = [row[0] for row in cursor.fetchall()], list[bytes]()
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            stored += [_bytes(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(stored).decode("latin-1")


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
