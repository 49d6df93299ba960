"""
The newest things a reader may read, read off an index: one branch a seat and reach, each limited,
in a union. However many entries there are, each branch reads no more rows than a page shows.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.foundation.kit.asked import Question, Rows, ask
from alongside.foundation.kit.clocks import as_moment
from alongside.foundation.kit.ids import as_array, as_stored, as_uuid
from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.systems.models import INNER, Reader

from .models import Audience, Entry, Reach

# SQLite takes at most 500 branches in a union; more seats than this are asked in several queries.
BRANCHES = 200
FEW = 3
TABLE = Audience._meta.db_table
Asked = tuple[str, list[Any]]  # a question in SQL, and what to give it


@dataclass(frozen=True)
class Branch:
    """One run along the index: a table, a reach, maybe some kinds, maybe some categories."""

    system: UUID
    reach: str
    kinds: tuple[str, ...]
    categories: tuple[str, ...]


def newest(
    reader: Reader,
    *,
    systems: Iterable[UUID] | None = None,
    kinds: Sequence[str] = (),
    before: UUID | None = None,
    size: int = PAGE,
) -> Page[Entry]:
    """
    A page of what this reader may read, newest first.

    :param systems: only what is addressed to these tables; all the reader sits at if not given.
    :param kinds: only these kinds.
    :param before: only what is older than this id.
    """
    branches = _branches(reader, systems, [tuple(kinds)])
    rows = _run(branches, before, size + 1)
    ids = sorted({entry for _system, entry in rows}, reverse=True)[: size + 1]
    items = in_order(ids[:size])
    return Page(items, ids[size - 1] if len(ids) > size else None)


def newest_each(
    reader: Reader, systems: Iterable[UUID], kinds: Iterable[Sequence[str]] = ((),), size: int = 3
) -> dict[UUID, list[Entry]]:
    """
    The newest ``size`` entries at each table, of each group of kinds, newest first.

    One query for the ids and one for the entries, whatever the number of tables.
    """
    branches = _branches(reader, systems, [tuple(group) for group in kinds])
    rows = _run(branches, None, size)
    entries = {entry.pk: entry for entry in in_order({entry for _system, entry in rows})}
    found: dict[UUID, list[Entry]] = {}
    for system, entry in sorted(set(rows), key=lambda row: row[1], reverse=True):
        found.setdefault(system, []).append(entries[entry])
    return found


Moved = dict[UUID, tuple[UUID, datetime]]


def moved(reader: Reader, systems: Iterable[UUID]) -> Question[Moved]:
    """Asks for the newest entry at each table: its id, the moment it was written, nothing else."""
    sql, params = _newest_of(_branches(reader, systems, [()]))
    written = f"""
        SELECT run.system_id, run.entry_id, entry.at FROM ({sql}) AS run
        JOIN {Entry._meta.db_table} entry ON entry.id = run.entry_id
    """
    return Question(written, params, _moved)


def _moved(rows: Rows) -> Moved:
    newest: Moved = {}
    for system, entry, at in rows:
        here, found = as_uuid(system), (as_uuid(entry), as_moment(at))
        newest[here] = max(found, newest.get(here, found))
    return newest


def in_order(ids: Iterable[UUID]) -> list[Entry]:
    """These entries, newest first, with who wrote them and where they belong."""
    ids = list(ids)
    if not ids:
        return []
    found = Entry.objects.filter(pk__in=ids).select_related("system", "by")
    return sorted(found, key=lambda entry: entry.pk, reverse=True)


def _branches(
    reader: Reader, systems: Iterable[UUID] | None, kinds: Iterable[tuple[str, ...]]
) -> list[Branch]:
    groups = list(kinds)
    wanted = None if systems is None else set(systems)
    seats = [seat for seat in reader.seats if wanted is None or seat.system_id in wanted]
    branches = [
        Branch(seat.system_id, reach, group, tuple(seat.categories))
        for seat in seats
        for reach in ((Reach.US, Reach.TABLE) if seat.role in INNER else (Reach.TABLE,))
        for group in groups
    ]
    # What is for anyone is for the table too, so whoever has a whole seat there has it already.
    whole = {seat.system_id for seat in seats if not seat.categories}
    others = (wanted if wanted is not None else {seat.system_id for seat in seats}) - whole
    branches += [Branch(pk, Reach.ANYONE, group, ()) for pk in sorted(others) for group in groups]
    return list(dict.fromkeys(branches))


def _run(branches: Sequence[Branch], before: UUID | None, size: int) -> list[tuple[UUID, UUID]]:
    return [
        (as_uuid(system), as_uuid(entry))
        for sql, params in _asked(branches, before, size)
        for system, entry in ask(sql, params)
    ]


def _asked(branches: Sequence[Branch], before: UUID | None, size: int) -> Iterator[Asked]:
    if before is None and size <= FEW and _are_many(branches):
        yield _few(branches, size)
        return
    if before is None and size == 1 and _are_of_any_kind(branches):
        yield _newest_of(branches)
        return
    for start in range(0, len(branches), BRANCHES):
        yield _union(branches[start : start + BRANCHES], before, size)


def _newest_of(branches: Sequence[Branch]) -> Asked:
    """The newest of each branch, whatever its kind: one question, however many there are."""
    return _one_each(branches) if connection.vendor == "sqlite" else _few(branches, 1)


def _are_of_any_kind(branches: Sequence[Branch]) -> bool:
    return not any(branch.kinds for branch in branches)


def _are_many(branches: Sequence[Branch]) -> bool:
    is_postgresql = connection.vendor == "postgresql"
    return is_postgresql and _are_of_any_kind(branches) and len(branches) > FEW


def _few(branches: Sequence[Branch], size: int) -> Asked:
    """
    The same branches as rows that PostgreSQL goes through: it takes ten times as long to plan a
    union of so many as to run it. For a few of each only: how many there are of each it cannot
    tell from this, and for more it would rather sort them all.
    """
    sql = f"""
        SELECT newest.* FROM unnest(
            %s::uuid[], string_to_array(%s, ','), string_to_array(%s, ',')
        ) AS run(system, reach, categories) CROSS JOIN LATERAL (
            SELECT a.system_id, a.entry_id FROM {TABLE} a
            WHERE a.system_id = run.system AND a.reach = run.reach
            AND (
                -- Of one branch about everything the array of categories is empty, not of one.
                coalesce(run.categories, '') = ''
                OR 'c' || a.category = ANY(string_to_array(run.categories, ' '))
            )
            ORDER BY a.entry_id DESC LIMIT %s
        ) AS newest
    """
    # Life in general is the empty category: no category at all is what means everything.
    reaches = ",".join(b.reach for b in branches)
    categories = ",".join(" ".join(f"c{c}" for c in b.categories) for b in branches)
    return sql, [as_array(b.system for b in branches), reaches, categories, size]


def _one_each(branches: Sequence[Branch]) -> Asked:
    """The newest of each branch on SQLite: always the same question, which it planned before."""
    sql = f"""
        WITH run(system, reach, categories) AS (
            SELECT
                json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                json_extract(value, '$[2]')
            FROM json_each(%s)
        )
        SELECT system_id, entry_id FROM (
            SELECT run.system AS system_id, (
                SELECT a.entry_id FROM {TABLE} a
                WHERE a.system_id = run.system AND a.reach = run.reach AND (
                    run.categories = '[]'
                    OR a.category IN (SELECT value FROM json_each(run.categories))
                )
                ORDER BY a.entry_id DESC LIMIT 1
            ) AS entry_id FROM run
        ) WHERE entry_id IS NOT NULL
    """
    return sql, [json.dumps([[as_stored(b.system), b.reach, b.categories] for b in branches])]


def _union(branches: Sequence[Branch], before: UUID | None, size: int) -> Asked:
    parts, params = [], []
    for branch in branches:
        sql, values = _one(branch, before, size)
        parts.append(f"SELECT * FROM ({sql}) AS run")
        params += values
    return " UNION ALL ".join(parts), params


def _one(branch: Branch, before: UUID | None, size: int) -> tuple[str, list[Any]]:
    where, params = "system_id = %s AND reach = %s", [as_stored(branch.system), branch.reach]
    if branch.kinds:
        where += f" AND kind IN ({', '.join(['%s'] * len(branch.kinds))})"
        params += branch.kinds
    if branch.categories:
        where += f" AND category IN ({', '.join(['%s'] * len(branch.categories))})"
        params += branch.categories
    if before is not None:
        where += " AND entry_id < %s"
        params.append(as_stored(before))
    sql = f"SELECT system_id, entry_id FROM {TABLE} WHERE {where} ORDER BY entry_id DESC LIMIT %s"
    return sql, [*params, size]
