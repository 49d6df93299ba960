"""
What of lives may wait for somebody: parts of the one question a front page begins with.

Each is what follows FROM. Where there is no row there is nothing; where there is one, the room is
asked what it is. ``%(me)s`` is the person, ``{lives}`` and ``{tables}`` where they sit.
"""

YESES = "yeses"
QUESTIONS = "questions"
ASK_AGAIN = "ask_again"
WITHOUT_A_YES = "without_a_yes"
DONE_TO_THEM = "done_to_them"
ASKING_TO_MEET = "asking_to_meet"
TO_LOOK_AT = "to_look_at"
TO_WALK = "to_walk"
TO_CHOOSE = "to_choose"
TO_END = "to_end"
TO_BACK = "to_back"
CONCERNS = "concerns"
TO_SPEAK = "to_speak"
TO_MAKE_SURE = "to_make_sure"
KEPT = "kept"
MERGED = "merged"

WAITS = {
    YESES: """
        lives_agreement WHERE life_id IN ({lives}) AND said_how <> 'here' AND seen_at IS NULL
    """,
    QUESTIONS: "lives_question WHERE life_id IN ({lives}) AND said = ''",
    ASK_AGAIN: """
        lives_agreement yes JOIN systems_seat seat ON seat.id = yes.seat_id
        WHERE yes.life_id IN ({lives}) AND seat.ended_by IS NULL
        AND seat.until > %(lately)s AND seat.until < %(soon)s
    """,
    WITHOUT_A_YES: """
        lives_override WHERE acted_by_id = %(me)s OR second_id = %(me)s
        OR looked_back_at IS NULL AND organisation_id IN (
            SELECT organisation_id FROM people_membership
            WHERE person_id = %(me)s AND (until IS NULL OR until > %(now)s)
        )
    """,
    DONE_TO_THEM: "lives_override WHERE life_id IN ({lives}) AND heard_at IS NULL",
    ASKING_TO_MEET: """
        lives_looking
        WHERE life_id IN ({lives}) AND asked_at IS NOT NULL AND answered_at IS NULL
        OR by_id = %(me)s AND answer = 'yes'
    """,
    TO_LOOK_AT: "lives_covering WHERE second_id = %(me)s AND checked_at IS NULL",
    TO_WALK: """
        lives_wish WHERE closed_at IS NULL AND (
            person_id = %(me)s OR organisation_id IN (
                SELECT organisation_id FROM people_membership
                WHERE person_id = %(me)s AND (until IS NULL OR until > %(now)s)
            )
        )
    """,
    TO_CHOOSE: """
        lives_offer offer JOIN lives_wish wish ON wish.id = offer.wish_id
        WHERE wish.life_id IN ({lives}) AND wish.closed_at IS NULL AND offer.taken_back_at IS NULL
    """,
    TO_END: """
        lives_ending ending JOIN lives_relationship walked ON walked.id = ending.relationship_id
        WHERE walked.life_id IN ({lives}) AND walked.until IS NULL
    """,
    TO_BACK: "lives_backing WHERE person_id = %(me)s AND taken_back_at IS NULL AND says = ''",
    CONCERNS: """
        lives_concern WHERE answered_at IS NULL
        AND (asked_id = %(me)s OR (about_id = %(me)s AND account_at IS NULL))
    """,
    TO_SPEAK: """
        lives_speakswith voice JOIN lives_question asked ON asked.life_id = voice.life_id
        WHERE voice.person_id = %(me)s AND voice.ended_at IS NULL AND asked.said = ''
    """,
    TO_MAKE_SURE: """
        lives_takingup taking CROSS JOIN systems_place place
        WHERE taking.answered_at IS NULL AND place.system_id IN ({tables})
    """,
    KEPT: "lives_heldfor WHERE person_id = %(me)s",
    MERGED: "lives_merged WHERE life_id IN ({lives}) AND until IS NULL",
}
