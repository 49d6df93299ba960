"""Naming who speaks with somebody, what they say with them, and ending it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, add_words, drop_words, write
from alongside.foundation.logbook.models import Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, inside_a_verb, looking, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    SPEAKS_WITH,
    Agreement,
    Question,
    Said,
    SaidHow,
    SaidWith,
    SpeaksWith,
    TheirOwn,
)

from .agreements import end_what_it_gave, give


@verb
def name_voice(
    *, life: System, person: Person, because: str, why: str, until: datetime, by: Person
) -> SpeaksWith:
    """
    This will name somebody who speaks with a child, or with somebody who cannot decide now.

    :raises Refused: if it is not said why, or for longer than a year, or they hold this table, work
        where who walks alongside works, or were told no by name; or they are named already.
    """
    require(rules.can_name_voice(by, life))
    if not clean(why):
        raise Refused(_("Write why, in words the person can read."))
    if until <= timezone.now() or not rules.is_within_a_year(until):
        raise Refused(_("Choose a day after today, within a year. You can name them again then."))
    if not rules.may_speak_with(person, life):
        raise Refused(
            _(
                "Name somebody else: not who holds this table, nor anybody who works where they "
                "work, nor anybody who was told no."
            )
        )
    _not_named_already(life, person, by)
    draft = Draft(words={"why": why}, reach=Reach.US)
    entry = write(system=life, kind=SPEAKS_WITH, by=by, draft=draft)
    voice: SpeaksWith = SpeaksWith.objects.create(
        entry=entry,
        life=life,
        person=person,
        because=because,
        named_by=by,
        said_how=rules.said_how(by, life),
        until=until,
    )
    happened(LivesEvent.VOICE_NAMED, by=by.pk, on=life.pk, to=entry.pk)
    return voice


def _not_named_already(life: System, person: Person, by: Person) -> None:
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))
    before = SpeaksWith.objects.filter(life=life, person=person, ended_at=None).first()
    if before is None:
        return
    if not before.is_over:
        raise Refused(_("They speak with them already."))
    let_voice_go(voice=before, by=by)  # its day came; now it is said anew


@verb
def end_voice(*, voice: SpeaksWith, by: Person) -> None:
    """
    This will end today that somebody speaks with them. From now on they read nothing.

    :raises Refused: if it has ended.
    """
    require(rules.can_end_voice(by, voice))
    if SpeaksWith.objects.get(pk=voice.pk).is_over:
        raise Refused(_("That has ended already."))
    let_voice_go(voice=voice, by=by)


def let_voice_go(*, voice: SpeaksWith, by: Person) -> None:
    """This will end it, inside the verb it belongs to."""
    inside_a_verb(by=by)
    voice.ended_at, voice.ended_by = timezone.now(), by
    voice.save(update_fields=["ended_at", "ended_by"])
    happened(LivesEvent.VOICE_ENDED, by=by.pk, on=voice.life_id, to=voice.pk)


@verb
def say_with(*, question: Question, says: str, theirs: str, words: str, by: Person) -> SaidWith:
    """
    This will say yes or no with the person to what they are asked, and beside it what they said or
    showed themself. Where they sign in it settles nothing: they answer. Else it does.

    :raises Refused: if it was answered, what they said themself is missing, or that was a no.
    """
    voice = rules.speaks_with(by, question.life)
    if voice is None or not rules.can_answer_with(by, question):
        raise PermissionDenied
    if not clean(words):
        raise Refused(_("Write what they said or showed themself. If they could not, say that."))
    if says == Said.YES and theirs == TheirOwn.NO:
        raise Refused(_("They said no themself. Then it is a no."))
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.said:
        raise Refused(_("That was answered already."))
    if SaidWith.objects.standing().filter(question=question, voice=voice).exists():
        raise Refused(_("You said already what you think. The answer is theirs."))
    said = SaidWith.objects.create(question=question, voice=voice, says=says, theirs=theirs)
    add_words(entry=question.entry, words={said.words_part: words}, by=by)
    happened(LivesEvent.SAID_WITH, by=by.pk, on=question.life_id, to=said.pk, data={"says": says})
    if not rules.signs_in(question.life):
        said.gave = _settle(question, said, words, by)
        said.save(update_fields=["gave"])
    return said


@verb
def take_back_said(*, said: SaidWith, by: Person) -> bool:
    """
    This will take back what was said with the person: the words of theirs that were written beside
    it go, and the yes it gave ends, however often it was renewed. A question it answered no to
    waits for an answer again.

    :returns: whether anything came of that: a yes ended, or a question waits again.
    :raises Refused: if it was taken back before.
    """
    locked = SaidWith.objects.select_for_update(of=["self"]).select_related(
        "question__entry__system", "question__life", "gave__entry__system", "voice"
    )
    said = locked.get(pk=said.pk)
    if said.taken_back_at is not None:
        raise Refused(_("That was taken back already."))
    require(rules.can_take_back_said(by, said))
    said.taken_back_at, said.taken_back_by = timezone.now(), by
    said.save(update_fields=["taken_back_at", "taken_back_by"])
    drop_words(entry=said.question.entry, parts=[said.words_part], by=by)
    came_of_it = _unsettle(said, by)
    happened(LivesEvent.SAID_WITH_TAKEN_BACK, by=by.pk, on=said.question.life_id, to=said.pk)
    return came_of_it


def _unsettle(said: SaidWith, by: Person) -> bool:
    question = Question.objects.select_for_update().get(pk=said.question_id)
    if said.gave is not None:
        drop_words(entry=said.gave.entry, parts=["own"], by=by)
        return end_what_it_gave(agreement=said.gave.newest(), by=by)
    if question.said_how == SaidHow.WITH and question.said == said.says == Said.NO:
        question.said, question.said_how, question.answered_at = "", "", None
        question.save(update_fields=["said", "said_how", "answered_at"])
        return True
    return False


def _settle(question: Question, said: SaidWith, words: str, by: Person) -> Agreement | None:
    question.said, question.answered_at = said.says, timezone.now()
    question.said_how = SaidHow.WITH
    question.save(update_fields=["said", "said_how", "answered_at"])
    if said.says == Said.NO:
        happened(LivesEvent.SAID_NO, by=by.pk, on=question.life_id, to=question.pk)
        return None
    with looking(by=by.pk, why="lives:speak") as look:
        asked = words_of([question.entry], look)[question.pk]
    return give(
        life=question.life,
        by=by,
        recipient=question.recipient,
        words={"question": asked["question"], "purpose": asked["purpose"], "own": words},
        categories=question.categories,
        until=question.until,
        until_sorted=question.until_sorted,
        said_how=SaidHow.WITH,
    )
