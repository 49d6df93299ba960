"""
Questions written out as SQL that nearly every page asks.

PostgreSQL takes several times as long to plan some of them as to answer them. So each connection
has them planned once, and after that only says which one it asks, and about whom.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

Params = Sequence[Any] | Mapping[str, Any]

# So many are kept planned in one connection; what is asked in more ways than these is planned anew.
MOST = 100
MARK = re.compile(r"%\((\w+)\)s|%s")
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def ask(sql: str, params: Params) -> list[tuple[Any, ...]]:
    """The rows that answer it. ``params`` are those of ``sql``, by place or by name."""
    with connection.cursor() as cursor:
        if _plans_once() and (name := _plan(sql)):
            given = [params[which] for which in _marks(sql)[1]]
            cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(given))})", given)
        else:
            cursor.execute(sql, params)
        return list(cursor.fetchall())


def _plans_once() -> bool:
    """Not where connections are lent by the transaction, as this setting tells Django they are."""
    shared: bool = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
    return connection.vendor == "postgresql" and not shared


def _plan(sql: str) -> str | None:
    """What this connection calls the question, once it has planned it."""
    connection.ensure_connection()
    mine = _planned.setdefault(connection.connection, set())
    written, _order = _marks(sql)
    name = f"asked_{blake2b(written.encode(), digest_size=8).hexdigest()}"
    if name not in mine:
        if len(mine) >= MOST:
            return None
        connection.connection.execute(f"PREPARE {name} AS {written}")
        mine.add(name)
    return name


@lru_cache(500)
def _marks(sql: str) -> tuple[str, list[Any]]:
    """The question with its blanks numbered, and which of the values stands in each."""
    order: list[Any] = []

    def number(found: re.Match[str]) -> str:
        which = found.group(1) or len(order)
        if which not in order:
            order.append(which)
        return f"${order.index(which) + 1}"

    return MARK.sub(number, sql), order
