"""
What of people may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

ASKED_TO_BE_NAMED = "asked_to_be_named"

WAITS = {
    ASKED_TO_BE_NAMED: """
        people_asking WHERE person_id = %(me)s AND yes IS NULL AND taken_back_at IS NULL
    """,
}
