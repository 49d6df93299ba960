"""
What of tables may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

ASKED_TO_SIT = "asked_to_sit"

WAITS = {
    ASKED_TO_SIT: """
        systems_invitation WHERE person_id = %(me)s AND yes IS NULL AND taken_back_at IS NULL
    """,
}
