"""Stories, in the words of whoever told them, with who will bring them news."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.files import Handed
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import rules as reading
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.listening import rules
from alongside.human.listening.events import ListeningEvent
from alongside.human.listening.models import STORY, Story, Visit, Whose


@verb
def tell(
    *,
    system: System,
    words: str,
    by: Person,
    ceiling: str,
    reach: str = "",
    teller: str = Whose.SOMEBODYS,
    told_on: date | None = None,
    visit: Visit | None = None,
    category: str = "",
    promised_by: Person | None = None,
    attached: Sequence[Handed] = (),
    once: str = "",
) -> tuple[Entry, str]:
    """
    This will write down a story in its teller's words, with somebody who promises them news.

    Whoever writes down another's story promises the news. Of one's own, and of what its writer is
    not to read again, whoever answers for the table owes it.

    :param reach: whom at the table it is addressed to; as far as the teller allows if not said.
    :param promised_by: only ever the writer: nobody promises for somebody else.
    :param attached: a picture, a letter, a recording; seen by whoever may read the story.
    :param once: the token of the form, so that sent twice it is told once.
    :returns: the story, and the code for the teller's card: the only time it can be read.
    :raises Refused: if it reaches further than the teller allows, or nobody may promise that.
    :raises SentBefore: if the same form was sent before.
    """
    require(rules.can_tell(by, system))
    if not rules.can_be_about(by, [category], system):
        raise Refused(str(rules.NOT_FOR_THIS))
    _may_be_told(system, visit, told_on, by)
    if promised_by not in (None, by):
        raise Refused(
            _("Only they can promise that. Promise the news yourself; they may take it on.")
        )
    reach = reach or rules.at_their_table(ceiling)
    draft = logbook.Draft(
        words={"words": words},
        reach=reach,
        ceiling=ceiling,
        category=category,
        on=told_on or (visit.on if visit else None),
    )
    entry = logbook.write(system=system, kind=STORY, by=by, draft=draft)
    logbook.once(entry=entry, token=once, words=words, by=by)
    Story.objects.create(entry=entry, visit=visit)
    logbook.attach_all(entry=entry, uploads=attached, by=by)
    is_theirs = teller == Whose.MINE
    _who, code = logbook.voice(entry=entry, by=by, person=by if is_theirs else None)
    owed_by = (
        rules.who_answers(system, teller=by)
        if is_theirs
        else rules.who_owes(system, by=by, reach=reach)
    )
    if owed_by is not None:
        logbook.promise(entries=[entry], by=owed_by)
    happened(ListeningEvent.TOLD, by=by.pk, on=system.pk, to=entry.pk)
    return entry, code


def _may_be_told(system: System, visit: Visit | None, told_on: date | None, by: Person) -> None:
    if told_on is not None and told_on > timezone.localdate():
        raise Refused(_("The day it was told must be today or before."))
    if visit is None:
        return
    require(reading.can_read(by, visit.entry))
    if visit.entry.system_id != system.pk:
        raise Refused(_("That visit was made for another table."))
    if visit.is_ahead:
        raise Refused(_("The day of this visit is still to come."))
