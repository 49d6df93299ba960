"""Asking the person: can I tell them? And their answer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.models import Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, looking, verb
from alongside.foundation.systems.models import Category, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import QUESTION, Agreement, Question, Said

from .agreements import ASK_AGAIN, SEES_ALL, TOO_LONG, agree


@verb
def ask_to_share(
    *,
    life: System,
    by: Person,
    recipient: Person | Organisation,
    question: str,
    purpose: str,
    categories: Sequence[str],
    until: datetime | None,
    ask_again: datetime | None = None,
) -> Question:
    """
    This will ask the person whether somebody may know something. It opens nothing.

    :raises Refused: if it is more than a yes could be.
    """
    require(rules.can_ask_to_share(by, life))
    last = until or ask_again or timezone.now() + ASK_AGAIN
    if not rules.is_within_a_year(last):
        raise Refused(TOO_LONG)
    if rules.holds_it(life, recipient):
        raise Refused(SEES_ALL)
    if not categories or not set(categories) <= set(Category.values):
        raise Refused(_("Choose what it is about."))
    words = {"question": question, "purpose": purpose}
    entry = write(system=life, kind=QUESTION, by=by, draft=Draft(words=words, reach=Reach.US))
    asked = Question.objects.create(
        entry=entry,
        life=life,
        person=recipient if isinstance(recipient, Person) else None,
        organisation=recipient if isinstance(recipient, Organisation) else None,
        categories=list(categories),
        until=last,
        until_sorted=until is None,
        asked_by=by,
    )
    happened(LivesEvent.ASKED, by=by.pk, on=life.pk, to=entry.pk)
    return asked


@verb
def say_yes(*, question: Question, by: Person) -> Agreement:
    """
    This will write down a yes to a question, exactly as it was asked.

    :raises Refused: if it was answered already, or its day has passed.
    """
    words = _answer(question, Said.YES, by)
    return agree(
        life=question.life,
        by=by,
        recipient=question.recipient,
        question=words["question"],
        purpose=words["purpose"],
        categories=question.categories,
        until=None if question.until_sorted else question.until,
        ask_again=question.until,
        because=[question.entry],
    )


@verb
def say_no(*, question: Question, by: Person) -> None:
    """
    This will write down a no. Nothing follows from it, and nobody is asked why.

    :raises Refused: if it was answered already.
    """
    _answer(question, Said.NO, by)
    happened(LivesEvent.SAID_NO, by=by.pk, on=question.life_id, to=question.pk)


def _answer(question: Question, said: Said, by: Person) -> dict[str, str]:
    require(rules.can_answer_for_them(by, question))
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.said:
        raise Refused(_("That was answered already."))
    question.said, question.answered_at = said, timezone.now()
    question.said_how = rules.said_how(by, question.life)
    question.save(update_fields=["said", "said_how", "answered_at"])
    with looking(by=by.pk, why="lives:question") as look:
        return words_of([question.entry], look)[question.pk]
