"""Too many to know anyone: a question to whoever decides, in the name of the table."""

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import TooMany


@verb
def too_many(*, table: System, of: System, by: Person, why: str = "") -> Entry:
    """
    This will ask whoever decides what a table can have: too many to know anyone. It is asked in the
    name of the table; who pressed is not kept. The clock is on whoever was asked.

    :raises Refused: if the table has asked them already and has no answer yet.
    """
    require(rules.can_say_too_many(by, table))
    waiting = Ask.objects.filter(
        entry__in=TooMany.objects.filter(entry__system=table).values("entry"),
        of=of,
        answered_at=None,
        entry__withdrawn_at=None,
    )
    if waiting.exists():
        raise Refused(_("Your table has asked them already. They have it; you need not ask again."))
    words = _("Here we each walk with too many people to know any of them. What can change?")
    entry = logbook.ask(system=table, of=of, words=words, why=clean(why), by=by, unsigned=True)
    TooMany.objects.create(entry=entry)
    happened(LivesEvent.TOO_MANY, by=None, on=table.pk, to=entry.pk)
    return entry
