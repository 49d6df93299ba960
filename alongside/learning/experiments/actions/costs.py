"""Telling what was spent, and what might have come instead."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.addressing import let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader, System
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import COSTS, CostStory
from alongside.learning.experiments.money import (
    MIGHT,
    MOST_LINES,
    SPENT,
    Line,
    Unclear,
    money_from,
    parts_of,
    when_from,
)


@verb
def tell_costs(
    *,
    system: System,
    words: str,
    lines: Sequence[Line],
    by: Person,
    learnt: str = "",
    their_say: str = "",
    because: Sequence[Entry] = (),
    before: CostStory | None = None,
    reach: str = Reach.TABLE,
    others: Sequence[System] = (),
    category: str = "",
) -> CostStory:
    """
    This will tell a story of money over time: what was spent, what might have come instead.

    :param lines: each with when, what, how much and where the figure comes from.
    :param learnt: what those who tell it make of it.
    :param their_say: in a life, what the person says about its being written down.
    :param before: the telling that this one puts right or adds to.
    :raises Refused: if a line does not say all of that, or would leave a life.
    """
    require(rules.can_tell_costs(by, system))
    _whole(system, words, lines, their_say)
    rests = list(because)
    if before is not None:
        _still_there(before, system)
        rests += [before.entry] if before.entry not in rests else []
    if not rules.rests_on_no_aid(rests):
        raise Refused(str(rules.NO_AID))
    let_through(Reader.of(by), system, because=rests, reach=reach, others=others, category=category)
    parts = {"words": words, "learnt": learnt, "their_say": their_say if system.is_life else ""}
    draft = Draft(
        words=parts | parts_of(lines),
        reach=reach,
        others=others,
        because=rests,
        category=category,
    )
    entry = write(system=system, kind=COSTS, by=by, draft=draft)
    told = CostStory.objects.create(entry=entry, before=before)
    for table in (system, *others):
        record.happened(ExperimentEvent.COSTS_TOLD, by=by.pk, on=table.pk, to=entry.pk)
    return told


def _whole(system: System, words: str, lines: Sequence[Line], their_say: str) -> None:
    if not clean(words):
        raise Refused(_("Write what happened, in a few words."))
    if system.is_life and not clean(their_say):
        raise Refused(_("Write what the person says about writing this down."))
    if not 1 <= len(lines) <= MOST_LINES:
        raise Refused(_("Write at least one amount, and at most %(most)s.") % {"most": MOST_LINES})
    for line in lines:
        _says_all(line)


def _says_all(line: Line) -> None:
    try:
        readable = when_from(line.when) == line.when and money_from(str(line.amount))
    except Unclear:
        readable = False
    if not readable or line.sort not in (SPENT, MIGHT):
        raise Refused(_("Say of each amount when it was, how much, and if it was spent."))
    if not clean(line.what) or not clean(line.source):
        raise Refused(_("Say of each amount what it was for, and where the figure comes from."))


def _still_there(before: CostStory, system: System) -> None:
    if before.entry.system_id != system.pk or before.entry.is_withdrawn:
        raise Refused(_("What this was to put right is not there any more."))
