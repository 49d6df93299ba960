"""
Whether there may be something of a sort for somebody, all sorts in one question: somebody's day
begins with it, and mostly there is nothing. What it is, its own room is asked, and only then.

A sort may say "maybe" where its room says "nothing", never the other way round.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from alongside.foundation.kit.asked import Question, Rows, answers
from alongside.foundation.kit.ids import as_array, as_stored
from alongside.foundation.systems.models import Reader
from alongside.human.lives.models.agreements import LATELY, SOON

TOLD, YESES, QUESTIONS, WITHOUT_A_YES = "told", "yeses", "questions", "without_a_yes"
ASK_AGAIN, DONE_TO_THEM, TO_AGREE = "ask_again", "done_to_them", "to_agree"
ASKING_TO_MEET, TO_LOOK_AT, TO_MEET, DOORS = "asking_to_meet", "to_look_at", "to_meet", "doors"
MERGED, CONCERNS, KEPT = "merged", "concerns", "kept"
ASKED_TO_BE_NAMED, ASKED_TO_SIT = "asked_to_be_named", "asked_to_sit"
TO_WALK, TO_CHOOSE, TO_END, TO_BACK = "to_walk", "to_choose", "to_end", "to_back"
TO_MAKE_SURE, TO_SPEAK = "to_make_sure", "to_speak"
TO_TALK, UP_FOR_IT = "to_talk", "up_for_it"

SORTS = {
    TOLD: "logbook_teller WHERE person_id = %(me)s",
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
    TO_AGREE: """
        introductions_introduction WHERE life_id IN ({lives})
        AND agreed_at IS NULL AND ended_at IS NULL
    """,
    ASKING_TO_MEET: """
        lives_looking
        WHERE life_id IN ({lives}) AND asked_at IS NOT NULL AND answered_at IS NULL
        OR by_id = %(me)s AND answer = 'yes'
    """,
    TO_LOOK_AT: "lives_covering WHERE second_id = %(me)s AND checked_at IS NULL",
    TO_MEET: """
        introductions_introduction WHERE asked_id = %(me)s
        AND (accepted_at IS NULL AND ended_at IS NULL OR ended = 'passed_on' AND found_id IS NULL)
    """,
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
    TO_TALK: "experiments_talk WHERE owner_id = %(me)s AND decided = ''",
    UP_FOR_IT: "experiments_invited WHERE person_id = %(me)s AND says = ''",
    ASKED_TO_BE_NAMED: """
        people_asking WHERE person_id = %(me)s AND yes IS NULL AND taken_back_at IS NULL
    """,
    ASKED_TO_SIT: """
        systems_invitation WHERE person_id = %(me)s AND yes IS NULL AND taken_back_at IS NULL
    """,
    KEPT: "lives_heldfor WHERE person_id = %(me)s",
    MERGED: "lives_merged WHERE life_id IN ({lives}) AND until IS NULL",
}

QUESTION = "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {sort})" for sort in SORTS.values())


def whether(reader: Reader) -> Mapping[str, bool]:
    """For each sort, whether there may be something for this reader."""
    (there,) = answers(asked(reader))
    return there


def asked(reader: Reader) -> Question[Mapping[str, bool]]:
    """The same, to be asked together with something else."""
    now = timezone.now()
    moments = {"now": now, "lately": now - LATELY, "soon": now + SOON}
    params: dict[str, Any] = {
        name: connection.ops.adapt_datetimefield_value(at) for name, at in moments.items()
    }
    params["me"] = as_stored(reader.person.pk)
    lives = set(reader.lives)
    these = {"lives": lives, "tables": set(reader.systems) - lives}
    question = QUESTION
    for name, systems in these.items():
        question = _about(question, name, systems, params)
    return Question(question, params, _read)


def _read(rows: Rows) -> Mapping[str, bool]:
    (found,) = rows
    return dict(zip(SORTS, map(bool, found), strict=True))


def _about(question: str, name: str, systems: Collection[UUID], params: dict[str, Any]) -> str:
    """The question about these systems: as an array where there are such, else one by one."""
    if connection.features.has_native_uuid_field:
        params[name] = as_array(systems)
        return question.replace(f"IN ({{{name}}})", f"= ANY(%({name})s::uuid[])")
    each = {f"{name}{n}": as_stored(pk) for n, pk in enumerate(systems)}
    params.update(each)
    return question.replace(f"{{{name}}}", ", ".join(f"%({one})s" for one in each) or "NULL")
