"""The answers somebody has owed longest, as the front page lists them: asked every time."""

from collections.abc import Sequence
from typing import Any

from alongside.foundation.kit.asked import ask
from alongside.foundation.kit.clocks import as_moment
from alongside.foundation.kit.ids import as_stored, as_uuid
from alongside.foundation.logbook.models import Audience, Entry, Promise
from alongside.foundation.systems.models import Reader, System

from .owing import Owed

# Put together by Django anew each time it took five times as long.
LONGEST = """
    SELECT
        promise.id, promise.made_at, promise.held_since,
        entry.id, entry.kind, entry.of_life, entry.title, entry.at, entry."on", entry.month_only,
        system.id, system.scale,
        EXISTS (
            SELECT 1 FROM logbook_audience a WHERE a.entry_id = entry.id AND ({reaching})
        ) AS can_read
    FROM logbook_promise promise
    JOIN logbook_entry entry ON entry.id = promise.entry_id
    JOIN systems_system system ON system.id = entry.system_id
    WHERE promise.by_id = %s AND promise.kept_at IS NULL AND entry.withdrawn_at IS NULL
    ORDER BY promise.held_since, promise.id LIMIT %s
"""


def longest(reader: Reader, most: int) -> list[Owed]:
    """The few answers owed longest, without what is written for them; yet to be named."""
    reaching, params = Audience.reaching(reader)
    sql = LONGEST.format(reaching=reaching)
    return [_owed(reader, row) for row in ask(sql, [*params, as_stored(reader.person.pk), most])]


def _owed(reader: Reader, row: Sequence[Any]) -> Owed:
    (
        pk,
        made_at,
        held_since,
        entry,
        kind,
        of_life,
        title,
        at,
        on,
        month_only,
        system,
        scale,
        mine,
    ) = row
    table = System.from_db(None, ["id", "scale"], [as_uuid(system), scale])
    told = Entry(
        id=as_uuid(entry),
        system=table,
        kind=kind,
        of_life=of_life,
        title=title,
        at=as_moment(at),
        on=on,
        month_only=month_only,
    )
    promise = Promise(
        id=as_uuid(pk),
        entry=told,
        by=reader.person,
        made_at=as_moment(made_at),
        held_since=as_moment(held_since),
    )
    return Owed(promise, told, bool(mine), table, reader.sits_at(table.pk))
