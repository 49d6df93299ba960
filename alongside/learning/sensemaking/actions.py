from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.addressing import addressed, let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.vault.safe import keyed_hash

from . import rules
from .events import SensemakingEvent
from .models import INSIGHT, PERSPECTIVE, Insight, Perspective

# It is seen one way only until so many people's ways of seeing it stand side by side.
SEVERAL = 2


@verb
def make_sense(
    *,
    system: System,
    words: str,
    because: Sequence[Entry],
    by: Person,
    to_tellers: str = "",
    reach: str = Reach.TABLE,
    others: Sequence[System] = (),
    category: str = "",
    on: date | None = None,
    way: str = "",
    whose: str = "",
    why: str = "",
    quoting: Mapping[UUID, tuple[int, int]] | None = None,
) -> Insight:
    """
    This will write down what somebody thinks is going on, because of what was heard.

    :param to_tellers: what the people whose stories these are will read.
    :param way: the first way of seeing it, if there is one already; ``whose`` and ``why`` go with
        it.
    :param quoting: of which stories some words are quoted: where they begin, and for how long.
    :raises Refused: if nothing heard lies behind it, or it says nothing to those who told it.
    """
    require(rules.can_make_sense(by, system))
    reader = Reader.of(by)
    if not because:
        raise Refused(_("Choose at least one story: this starts from what was heard."))
    _say_it(words, _("Write what you think is going on."))
    let_through(reader, system, because=because, reach=reach, others=others, category=category)
    if not clean(to_tellers) and rules.rests_on_voices(because):
        raise Refused(_("Write what the people whose stories these are will read."))
    draft = Draft(
        words={"words": words, TO_TELLERS: to_tellers},
        reach=reach,
        others=others,
        because=because,
        category=category,
        on=on,
        seen_one_way=True,
        quoting=quoting or {},
    )
    entry = write(system=system, kind=INSIGHT, by=by, draft=draft)
    insight = Insight.objects.create(entry=entry)
    _tell_tables(SensemakingEvent.MADE_SENSE, entry, others, by)
    if clean(way):
        see(insight=insight, words=way, whose=whose, why=why, by=by)
    return insight


@verb
def see(*, insight: Insight, words: str, by: Person, whose: str = "", why: str = "") -> Perspective:
    """
    This will put another way of seeing it beside the others, as their equal.

    :param whose: whose way of seeing it is: a name, or where they stand. The writer's, if empty.
    :raises Refused: if the insight was taken back, or nothing is said.
    """
    entry = insight.entry
    entry.read_again()
    require(rules.can_see(by, entry))
    if entry.is_withdrawn:
        raise Refused(_("This was taken back, so there is nothing to see another way."))
    _say_it(words, _("Write how it looks from there."))
    whose = clean(whose) or by.name
    table = rules.table_of(Reader.of(by), entry) or entry.system
    reach, others = _beside(entry, table)
    draft = Draft(
        words={"words": words, "whose": whose, "why": why},
        reach=reach,
        others=others,
        because=[entry],
        category=entry.category,
    )
    written = write(system=table, kind=PERSPECTIVE, by=by, draft=draft)
    perspective = Perspective.objects.create(
        entry=written, insight=insight, of_whom=_of_whom(whose)
    )
    _tell_tables(SensemakingEvent.SEEN, written, others, by)
    look_again(insight=insight, by=by)
    return perspective


@verb
def receive(*, entry: Entry, by: Person | None) -> Insight:
    """This will let an insight that was shared more widely be seen other ways where it is now."""
    insight = Insight.objects.create(entry=entry)
    look_again(insight=insight, by=by)
    return insight


@verb
def look_again(*, insight: Insight, by: Person | None) -> None:
    """This will say whether an insight is seen one way only, now that one was added or is gone."""
    entry = insight.entry
    # Of two who each add one in the same moment, the second counts both.
    entry.read_again()
    people = set(insight.perspectives.standing().values_list("of_whom", flat=True))
    one_way = len({bytes(of_whom) for of_whom in people}) < SEVERAL
    entry.seen_one_way = one_way
    entry.save(update_fields=["seen_one_way"])
    kind = SensemakingEvent.SEEN_ONE_WAY if one_way else SensemakingEvent.SEEN_SEVERAL_WAYS
    happened(kind, by=by.pk if by else None, on=entry.system_id, to=entry.pk)


def _beside(entry: Entry, table: System) -> tuple[str, list[System]]:
    """What stands beside an entry reaches whom the entry reaches."""
    reach, others = addressed(entry)
    if table.pk == entry.system_id:
        return reach, others
    reach = Reach.ANYONE if reach == Reach.ANYONE else Reach.TABLE
    return reach, [entry.system, *[other for other in others if other.pk != table.pk]]


def _tell_tables(kind: str, entry: Entry, others: Sequence[System], by: Person) -> None:
    happened(kind, by=by.pk, on=entry.system_id, to=entry.pk)
    for other in others:
        happened(kind, by=by.pk, on=other.pk, to=entry.pk)


def _say_it(words: str, sentence: str) -> None:
    if not clean(words):
        raise Refused(sentence)


def _of_whom(whose: str) -> bytes:
    return keyed_hash("whose way of seeing it", " ".join(whose.casefold().split()))
