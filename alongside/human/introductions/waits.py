"""
What of introductions may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

TO_AGREE = "to_agree"
TO_MEET = "to_meet"

WAITS = {
    TO_AGREE: """
        introductions_introduction WHERE life_id IN ({lives})
        AND agreed_at IS NULL AND ended_at IS NULL
    """,
    TO_MEET: """
        introductions_introduction WHERE asked_id = %(me)s
        AND (accepted_at IS NULL AND ended_at IS NULL OR ended = 'passed_on' AND found_id IS NULL)
    """,
}
