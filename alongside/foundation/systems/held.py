"""The seats somebody holds, in one question."""

import json
from collections.abc import Sequence
from typing import Any

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
        seat.id, seat.system_id, seat.person_id, seat.organisation_id, seat.role, seat.categories,
        seat.ground, seat.since, seat.until, seat.given_by, seat.ended_by, system.scale
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


def values_of(row: Sequence[Any]) -> list[Any]:
    """A row as Python knows it. Somebody may have many, and every request asks for them."""
    pk, system, person, organisation, role, about, ground, since, until, by, ended_by, scale = row
    return [
        as_uuid(pk),
        as_uuid(system),
        person and as_uuid(person),
        organisation and as_uuid(organisation),
        role,
        json.loads(about) if about != "[]" else [],
        ground,
        as_moment(since),
        until and as_moment(until),
        as_uuid(by),
        ended_by and as_uuid(ended_by),
        scale,
    ]
