"""
What of words may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

TOLD = "told"

WAITS = {
    TOLD: "logbook_teller WHERE person_id = %(me)s",
}
