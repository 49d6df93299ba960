"""
What of what is tried may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

TO_TALK = "to_talk"
UP_FOR_IT = "up_for_it"

WAITS = {
    TO_TALK: "experiments_talk WHERE owner_id = %(me)s AND decided = ''",
    UP_FOR_IT: "experiments_invited WHERE person_id = %(me)s AND says = ''",
}
