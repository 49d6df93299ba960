"""
Questions written out as SQL that nearly every page asks.

PostgreSQL takes several times as long to plan some of them as to answer them. So each connection
has them planned once, and after that only says which one it asks, and about whom. Several can be
asked at once: a trip to the database and back takes longer than most answers.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Generic, TypeVar, overload
from weakref import WeakKeyDictionary

from django.db import connection

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
Params = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]

# So many are kept planned in one connection; what is asked in more ways than these is planned anew.
MOST = 100
MARK = re.compile(r"%\((\w+)\)s|%s")
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Question(Generic[A]):
    """
    A question that can be asked together with others.

    :param params: those of ``sql``, by place or by name.
    :param read: what its rows say.
    """

    sql: str
    params: Params
    read: Callable[[Rows], A]


def ask(sql: str, params: Params) -> Rows:
    """The rows that answer it. ``params`` are those of ``sql``, by place or by name."""
    (rows,) = answers(Question(sql, params, list))
    return rows


@overload
def answers(one: Question[A], /) -> tuple[A]: ...
@overload
def answers(one: Question[A], two: Question[B], /) -> tuple[A, B]: ...
@overload
def answers(one: Question[A], two: Question[B], three: Question[C], /) -> tuple[A, B, C]: ...
@overload
def answers(
    one: Question[A], two: Question[B], three: Question[C], four: Question[D], five: Question[E], /
) -> tuple[A, B, C, D, E]: ...
def answers(*questions: Question[Any]) -> tuple[Any, ...]:
    """What answers each of them, in one trip where the database can do that."""
    found = _at_once(questions) if connection.vendor == "postgresql" else _in_turn(questions)
    return tuple(one.read(rows) for one, rows in zip(questions, found, strict=True))


def _in_turn(questions: Iterable[Question[Any]]) -> list[Rows]:
    found: list[Rows] = []
    with connection.cursor() as cursor:
        for one in questions:
            cursor.execute(one.sql, one.params)
            found.append(list(cursor.fetchall()))
    return found


def _at_once(questions: Iterable[Question[Any]]) -> list[Rows]:
    asked, given, found = list[str](), list[Any](), list[Rows]()
    with connection.cursor() as cursor:
        for one in questions:
            sql, values = _written(one)
            asked.append(sql)
            given += values
        cursor.execute("; ".join(asked), given)
        for _one in asked:
            found.append(list(cursor.fetchall()))
            cursor.nextset()
    return found


def _written(one: Question[Any]) -> tuple[str, list[Any]]:
    """It as PostgreSQL is asked: by its name, or in full where it has none."""
    if name := _plan(one.sql):
        given = [one.params[which] for which in _marks(one.sql)[1]]
        values = f" ({', '.join(['%s'] * len(given))})" if given else ""
        return f"EXECUTE {name}{values}", given
    if not isinstance(one.params, Mapping):
        return one.sql, list(one.params)
    order = [found.group(1) for found in MARK.finditer(one.sql)]
    return MARK.sub("%s", one.sql), [one.params[which] for which in order]


def _plan(sql: str) -> str | None:
    """
    What this connection calls the question, once it has planned it. It plans none ahead where
    connections are lent by the transaction, as this setting tells Django they are.
    """
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False):
        return None
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
