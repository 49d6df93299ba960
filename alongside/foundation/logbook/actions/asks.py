"""What one table asks another to change: up, across or down; and the answers."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import rules, threads
from alongside.foundation.logbook.addressing import let_through
from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.logbook.models import ANSWER, ASK, Answer, Ask, Entry
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader, System

from .entries import Draft, write


@verb
def ask(
    *,
    system: System,
    of: System,
    words: str,
    why: str,
    by: Person,
    because: Sequence[Entry] = (),
    unsigned: bool = False,
) -> Entry:
    """
    This will ask another table to change something. They have it from this moment.

    :param because: what the ask rests on.
    :param unsigned: asked in the name of the table; which of those around it wrote it is not kept.
    :raises Refused: if it rests, however far back, on what has been seen one way only; if it would
        leave a life; or if it is asked of one.
    """
    require(rules.can_ask(by, system))
    if of.is_life or of.pk == system.pk:
        raise Refused(_("Choose whom you ask: another table that could change this."))
    let_through(Reader.of(by), system, because=because)
    if threads.seen_one_way(entry.pk for entry in because):
        raise Refused(
            _(
                "So far this is seen one way only. Before you ask others to change something "
                "because of it, find somebody who sees it another way and write that down too."
            )
        )
    parts = {"words": words, "why": why}
    draft = Draft(words=parts, others=[of], because=because, anonymous=unsigned)
    entry = write(system=system, kind=ASK, by=by, draft=draft)
    Ask.objects.create(entry=entry, of=of)
    who = None if unsigned else by.pk
    happened(LogbookEvent.ASKED, by=who, on=system.pk, to=entry.pk, data={"of": str(of.pk)})
    happened(LogbookEvent.ASKED, by=who, on=of.pk, to=entry.pk)
    return entry


@verb
def answer_ask(
    *,
    ask: Ask,
    says: str,
    words: str,
    to_tellers: str,
    by: Person,
    because: str = "",
    who_could: str = "",
) -> Entry:
    """
    This will answer what another table asked: yes, partly, or not yet, because, and who could.

    :raises Refused: if a "not yet" has no reason, or names nobody who could change it.
    """
    require(rules.can_answer_ask(by, ask))
    if not rules.says_why(says, because, who_could):
        raise Refused(rules.SAY_WHY)
    asked = ask.entry
    asked.read_again()
    if asked.is_withdrawn:
        raise Refused(_("They took back what they asked, so there is nothing to answer."))
    parts = {"words": words, "because": because, "who_could": who_could, TO_TELLERS: to_tellers}
    draft = Draft(words=parts, others=[asked.system], because=[asked])
    entry = write(system=ask.of, kind=ANSWER, by=by, draft=draft)
    Answer.objects.create(entry=entry, ask=ask, says=says)
    ask.answered_at = timezone.now()
    ask.save(update_fields=["answered_at"])
    happened(LogbookEvent.ANSWERED, by=by.pk, on=ask.of_id, to=entry.pk)
    happened(LogbookEvent.ANSWERED, by=by.pk, on=asked.system_id, to=entry.pk)
    return entry
