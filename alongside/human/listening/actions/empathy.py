"""What somebody who was listened to says, thinks, does and feels."""

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import Entry, How, Reach, Words
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.human.listening import rules
from alongside.human.listening.events import ListeningEvent
from alongside.human.listening.models import EMPATHY, QUADRANTS, STORY, EmpathyMap


@verb
def draw_empathy(*, of: Entry, by: Person, **quadrants: str) -> EmpathyMap:
    """
    This will draw what somebody who was listened to says, thinks, does and feels, as far as anybody
    knows. It is read by those who read what it is drawn from, and kept as close: whoever told the
    story takes it back with their words.

    :param of: the visit or the story it is drawn from.
    :raises Refused: if there is nothing in it at all.
    """
    require(rules.can_draw(by, of))
    parts = {name: quadrants.get(name, "") for name in QUADRANTS}
    if not any(clean(words) for words in parts.values()):
        raise Refused(_("Write something in one of the four. The others can stay empty."))
    reach, others = addressed(of)
    if of.ceiling:  # what somebody told leaves its table only as it was shared
        reach, others = Reach.US if reach == Reach.US else Reach.TABLE, []
    draft = logbook.Draft(
        words=parts,
        reach=reach,
        others=others,
        because=[of],
        how=How.SHARED_FROM if of.kind == STORY else How.RESTS_ON,
        ceiling=of.ceiling,
        category=of.category,
        on=of.on,
    )
    entry = logbook.write(system=of.system, kind=EMPATHY, by=by, draft=draft)
    drawn: EmpathyMap = EmpathyMap.objects.create(entry=entry, of=of)
    happened(ListeningEvent.EMPATHY_DRAWN, by=by.pk, on=of.system_id, to=entry.pk)
    return drawn


@verb
def add_empathy(*, drawn: EmpathyMap, by: Person, **quadrants: str) -> None:
    """
    This will add to what nobody knew yet. What is there stays as it was written.

    :raises Refused: if there is nothing to add, or somebody has written there meanwhile.
    """
    Entry.objects.select_for_update().get(pk=drawn.pk)
    require(rules.can_draw(by, drawn.entry))
    parts = {name: quadrants[name] for name in QUADRANTS if clean(quadrants.get(name, ""))}
    if not parts:
        raise Refused(_("Write something in one of them, or leave it for another day."))
    if Words.objects.filter(entry=drawn.entry_id, part__in=list(parts)).exists():
        raise Refused(_("Somebody wrote there meanwhile. Look at it again."))
    add_words(entry=drawn.entry, words=parts, by=by)
    happened(ListeningEvent.EMPATHY_ADDED_TO, by=by.pk, on=drawn.entry.system_id, to=drawn.entry_id)
