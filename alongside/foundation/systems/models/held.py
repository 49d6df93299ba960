"""The seats somebody holds, in one question."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from alongside.foundation.kit.clocks import as_moment
from alongside.foundation.kit.ids import as_uuid

# Asked at the start of every request; putting it together anew took ten times as long as asking it.
HELD_BY = """
    WITH theirs(organisation_id) AS (
        SELECT organisation_id FROM people_membership
        WHERE person_id = %(person)s AND (until IS NULL OR until > %(now)s)
    ),
    -- As "the person or one of these" PostgreSQL would read every seat there is.
    seat AS (
        SELECT * FROM systems_seat WHERE person_id = %(person)s
        UNION ALL
        SELECT * FROM systems_seat WHERE organisation_id IN (SELECT organisation_id FROM theirs)
    )
    SELECT
        seat.id, seat.system_id, system.scale, seat.role, seat.categories, seat.ground,
        CAST(seat.since AS text)
    FROM seat
    JOIN systems_system system ON system.id = seat.system_id
    WHERE seat.since <= %(now)s AND (seat.until IS NULL OR seat.until > %(now)s)
    AND NOT EXISTS (
        SELECT 1 FROM systems_exclusion no
        WHERE no.system_id = seat.system_id AND no.until IS NULL AND (
            no.person_id = %(person)s
            -- A no to an organisation somebody works for never shuts them out of their own life.
            OR no.organisation_id IN (SELECT organisation_id FROM theirs) AND seat.role <> 'person'
        )
    )
    ORDER BY seat.since, seat.id
"""


class Held(NamedTuple):
    """A seat somebody holds at this moment, as far as it decides what they may read and do."""

    pk: UUID
    system_id: UUID
    scale: str  # of the system
    role: str
    categories: list[str]  # none named: about everything
    ground: str
    began: str  # as the database writes it: read for the few pages that ask

    @property
    def since(self) -> datetime:
        return as_moment(datetime.fromisoformat(self.began))


def held(row: Sequence[Any]) -> Held:
    """A row as Python knows it. Somebody may have many, and every request asks for them."""
    pk, system, scale, role, about, ground, since = row
    return Held(
        as_uuid(pk),
        as_uuid(system),
        scale,
        role,
        json.loads(about) if about != "[]" else [],
        ground,
        since,
    )
