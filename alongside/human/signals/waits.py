"""
What of signals may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

DOORS = "doors"

WAITS = {
    DOORS: """
        (
            SELECT 1 FROM signals_knock WHERE ended_at IS NULL AND until > %(now)s AND (
                taken_by_id = %(me)s OR life_id IN ({lives})
                OR (life_id IS NULL AND taken_by_id IS NULL AND table_id IN ({tables}))
            )
            UNION ALL
            SELECT 1 FROM signals_pause WHERE answered_at IS NULL AND of_id IN ({tables})
        ) AS doors
    """,
}
