"""
The newest things a reader may read, read off an index: one branch a seat and reach, each limited,
in a union. However many entries there are, each branch reads no more rows than a page shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.foundation.kit.ids import as_stored, as_uuid
from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.systems.models import INNER, Reader

from .models import Audience, Entry, Reach

# SQLite takes at most 500 branches in a union; more seats than this are asked in several queries.
BRANCHES = 200
TABLE = Audience._meta.db_table


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
    rows: list[tuple[UUID, UUID]] = []
    if connection.vendor == "postgresql":
        for of_kinds in (True, False):
            some = [branch for branch in branches if bool(branch.kinds) is of_kinds]
            rows += _runs(some, before, size, of_kinds) if some else []
        return rows
    for start in range(0, len(branches), BRANCHES):
        rows += _union(branches[start : start + BRANCHES], before, size)
    return rows


def _runs(
    branches: Sequence[Branch], before: UUID | None, size: int, of_kinds: bool
) -> list[tuple[UUID, UUID]]:
    """
    The same branches as rows that PostgreSQL goes through: a union of so many would take it ten
    times as long to plan as to run. Of several kinds, each has a run of its own along the index.
    """
    older = "AND a.entry_id < %(before)s" if before else ""
    one = f"""
        SELECT a.system_id, a.entry_id FROM {TABLE} a
        WHERE a.system_id = run.system AND a.reach = run.reach {older}
        AND (run.categories = '' OR a.category = ANY(string_to_array(run.categories, ' ')))
        {"AND a.kind = of.kind" if of_kinds else ""}
        ORDER BY a.entry_id DESC LIMIT %(size)s
    """
    if of_kinds:
        one = f"""
            SELECT one.* FROM unnest(string_to_array(run.kinds, ' ')) AS of(kind)
            CROSS JOIN LATERAL ({one}) AS one ORDER BY one.entry_id DESC LIMIT %(size)s
        """
    sql = f"""
        SELECT newest.* FROM unnest(
            %(systems)s::uuid[], %(reaches)s::text[], %(kinds)s::text[], %(categories)s::text[]
        ) AS run(system, reach, kinds, categories) CROSS JOIN LATERAL ({one}) AS newest
    """
    params = {
        "systems": [branch.system for branch in branches],
        "reaches": [str(branch.reach) for branch in branches],
        "kinds": [" ".join(branch.kinds) for branch in branches],
        "categories": [" ".join(branch.categories) for branch in branches],
        "before": before,
        "size": size,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _union(branches: Sequence[Branch], before: UUID | None, size: int) -> list[tuple[UUID, UUID]]:
    parts, params = [], []
    for branch in branches:
        sql, values = _one(branch, before, size)
        parts.append(f"SELECT * FROM ({sql}) AS run")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return [(as_uuid(system), as_uuid(entry)) for system, entry in cursor.fetchall()]


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
