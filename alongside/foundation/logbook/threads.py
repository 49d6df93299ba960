"""
The thread: from an entry back to the voices it rests on, and forward to all that came of it.

Each walk is one recursive query. A reader's walk never passes through anything they may not read,
so a thread shows neither what is hidden nor that something hidden joins two things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from alongside.foundation.kit.ids import as_stored, as_uuid
from alongside.foundation.systems.models import Reader

from .kinds import voices
from .models import Audience, Because, Entry, How, Words
from .reaching import addressed_to

# A walk that meets more than this stops and the page says "and more".
FAR = 20_000
TO_TELLERS = "to_tellers"


@dataclass(frozen=True)
class Step:
    """Something met on a walk; back, also whether what was shared from it was met before it."""

    entry: UUID
    kind: str
    met_wider: bool = False

    @property
    def is_voice(self) -> bool:
        return self.kind in voices()


def back(reader: Reader, *entries: UUID) -> list[Step]:
    """Everything these entries rest on that the reader may read, newest first."""
    return _walk("entry_id", "of_id", list(entries), reader)


def forward(reader: Reader, *entries: UUID) -> list[Step]:
    """Everything that came of these entries that the reader may read, newest first."""
    return _walk("of_id", "entry_id", list(entries), reader)


def for_tellers(entries: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """
    Of each entry, what came of it that has words written for tellers, oldest first.

    What a teller reads is those words only, so no reader bounds this walk; but what happens in a
    life is news for its own voices only.
    """
    entries = list(entries)
    if not entries:
        return {}
    marks = ", ".join(["%s"] * len(entries))
    sql = f"""
        WITH RECURSIVE walk(start, id, home) AS (
            SELECT id, id, system_id FROM {Entry._meta.db_table} WHERE id IN ({marks})
            UNION
            SELECT walk.start, b.entry_id, walk.home
            FROM walk JOIN {Because._meta.db_table} b ON b.of_id = walk.id
            JOIN {Entry._meta.db_table} e ON e.id = b.entry_id
            WHERE NOT e.of_life OR e.system_id = walk.home
        )
        SELECT walk.start, walk.id FROM walk
        JOIN {Words._meta.db_table} w ON w.entry_id = walk.id AND w.part = %s
        WHERE walk.id <> walk.start ORDER BY walk.id LIMIT {FAR}
    """
    found: dict[UUID, list[UUID]] = {entry: [] for entry in entries}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*map(as_stored, entries), TO_TELLERS])
        for start, came in cursor.fetchall():
            found[as_uuid(start)].append(as_uuid(came))
    return found


def rest_on_voices(entries: Iterable[UUID]) -> bool:
    """Does a voice lie behind any of these, whoever may read it? Then somebody is owed words."""
    behind = _behind(entries)
    return Entry.objects.filter(pk__in=behind, kind__in=voices(), withdrawn_at=None).exists()


def seen_one_way(entries: Iterable[UUID]) -> bool:
    """Do these rest, however far back, on something that has been seen one way only?"""
    return Entry.objects.filter(pk__in=_behind(entries), seen_one_way=True).exists()


def _behind(entries: Iterable[UUID]) -> RawSQL:
    """These entries and everything they rest on, as a subquery."""
    stored = [as_stored(entry) for entry in entries] or [as_stored(UUID(int=0))]
    sql = f"""
        WITH RECURSIVE walk(id) AS (
            SELECT id FROM {Entry._meta.db_table} WHERE id IN ({", ".join(["%s"] * len(stored))})
            UNION
            SELECT b.of_id FROM walk JOIN {Because._meta.db_table} b ON b.entry_id = walk.id
        ) SELECT id FROM walk
    """
    return RawSQL(sql, stored)


def _walk(from_: str, to: str, start: list[UUID], reader: Reader) -> list[Step]:
    if not start:
        return []
    may, params = addressed_to(reader)
    marks = ", ".join(["%s"] * len(start))
    sql = f"""
        WITH RECURSIVE walk(id, from_wider) AS (
            SELECT id, -1 FROM {Entry._meta.db_table} WHERE id IN ({marks})
            UNION
            SELECT b.{to}, CASE
                WHEN b.how = '{How.SHARED_FROM}' AND walk.from_wider >= 0 THEN 1 ELSE 0
            END
            FROM walk JOIN {Because._meta.db_table} b ON b.{from_} = walk.id
            WHERE EXISTS (
                SELECT 1 FROM {Audience._meta.db_table} a WHERE a.entry_id = b.{to} AND ({may})
            )
        )
        SELECT e.id, e.kind, MAX(walk.from_wider)
        FROM walk JOIN {Entry._meta.db_table} e ON e.id = walk.id
        GROUP BY e.id, e.kind ORDER BY e.id DESC LIMIT {FAR}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*map(as_stored, start), *params])
        steps = [Step(as_uuid(pk), kind, wider > 0) for pk, kind, wider in cursor.fetchall()]
    begun_at = set(start)
    return [step for step in steps if step.entry not in begun_at]
