"""
What a database keeps of deleted rows until it needs their place, made to go at once.

SQLite overwrites what is deleted, but its write-ahead log remembers until it is written back;
PostgreSQL leaves dead rows in their table until it is written anew.
"""

import logging
from collections.abc import Iterable

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


def leave_nothing_of(tables: Iterable[str]) -> None:
    """
    After a commit: nothing deleted from these tables can be read out of the database's files.

    Where it does not work at this moment (somebody reads or backs up), it says so in the log; where
    PostgreSQL still keeps a row for whoever began to read before, it does not say. So it is done
    again a day later. What is deleted is sealed, and its key is among it.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                # Whoever reads a life meanwhile is not kept waiting behind this.
                cursor.execute("SET lock_timeout = '2s'")
                for table in tables:
                    cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
                cursor.execute("RESET lock_timeout")
    except DatabaseError as error:
        logger.warning("deleted rows are still in the files: %s", type(error).__name__)
