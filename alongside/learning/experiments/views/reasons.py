"""
What something may be tried because of: the few newest, all in sight; others by their words, or in
a life, where words are not searched, by turning pages. Nothing is begun while somebody looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.foundation.kit import paging
from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.logbook import search, visible
from alongside.foundation.logbook.addressing import may_rest_on
from alongside.foundation.logbook.kinds import voices
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.ui.templatetags.ui import in_quotes
from alongside.learning.experiments import rules
from alongside.learning.experiments.models import CONCLUSION
from alongside.learning.sensemaking.models import INSIGHT

FEW = 5
MOST_FOUND = 10
LONGEST = 200
SHORT = 160


@dataclass(frozen=True)
class Reasons:
    """
    What is offered to choose from.

    :param words: by which words others were looked for; ``found`` is how many were.
    :param older: where older ones begin, if there are any.
    :param looks: whether somebody looks for others, and begins nothing yet.
    """

    entries: list[Entry]
    words: str
    found: int
    older: UUID | None
    turned: bool
    looks: bool


def reasons_for(request: Request, reader: Reader, system: System) -> Reasons:
    """The few newest or those that were found, after what is chosen or was come from."""
    data = request.POST
    words = "" if system.is_life else clean(data.get("find", ""))[:LONGEST]
    before = paging.before(data.get("older")) if system.is_life else None
    page = visible.newest(reader, systems=[system.pk], kinds=_kinds(), before=before, size=FEW)
    found = _with(reader, system, words) if words else []
    # Enter in the box looks as well: words that were not looked for yet begin nothing.
    looks = "look" in data or "older" in data or words != clean(data.get("looked", ""))[:LONGEST]
    chosen = _chosen(request, reader)
    offered = {entry.pk: entry for entry in [*chosen, *(found or page.items)]}
    return Reasons(
        entries=[e for e in offered.values() if may_rest_on(system, [e]) and _is_free(e)],
        words=words,
        found=len(found),
        older=page.older,
        turned=before is not None,
        looks=looks,
    )


def _kinds() -> list[str]:
    return [INSIGHT, CONCLUSION, *voices()]


def _is_free(entry: Entry) -> bool:
    return rules.rests_on_no_aid([entry])


def _with(reader: Reader, system: System, words: str) -> list[Entry]:
    """The newest here that have all of these words."""
    ids = search.find(reader, words, [system.pk], _kinds()).entries[:MOST_FOUND]
    return _read(reader, ids)


def _chosen(request: Request, reader: Reader) -> list[Entry]:
    """What is chosen, or was come from, whatever else is in sight."""
    asked = (request.POST.get("because"), request.GET.get("because"))
    return _read(reader, [pk for pk in map(paging.before, asked) if pk])


def _read(reader: Reader, ids: Sequence[UUID]) -> list[Entry]:
    if not ids:
        return []
    found = Entry.objects.visible_to(reader).filter(pk__in=ids)
    return list(found.select_related("system", "by").order_by("-pk"))


def in_a_line(entry: Entry, parts: dict[str, str]) -> tuple[str, str, str]:
    """How it is offered: its id, its words, and what it is."""
    words = excerpt(next(iter(parts.values()), ""), SHORT)
    if not words:
        return str(entry.pk), str(entry.called), entry.when
    said = in_quotes(words) if entry.means.is_voice else words
    return str(entry.pk), said, f"{entry.called} · {entry.when}"
