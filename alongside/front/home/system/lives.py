"""The page of a life: it leads with what matters to the person, and then is like any other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Part, Reader, System, name_all
from alongside.human.lives import rules
from alongside.human.lives.models import (
    CONVERSATION,
    FREEDOM,
    Backing,
    Backs,
    Heading,
    Override,
    PutRight,
    matters,
    one_person,
)
from alongside.human.lives.rules import walking
from alongside.learning.experiments.models import TRY

from . import around
from .saying import said_to

SHOWN = {CONVERSATION, FREEDOM}
HEADINGS = (Heading.IMPORTANT, Heading.PEOPLE, Heading.STRENGTHS, Heading.HOPES)
LEADS, BESIDE = 3, 3  # of what matters most, and of strengths and of hopes, so many are shown
FREE = 220
CARDS = 3  # the page is the person's own, and long enough


@dataclass(frozen=True)
class Freer:
    """The newest thing they want to be free to do, and whether somebody stands behind it."""

    entry: Entry
    words: str
    is_backed: bool


def of_life(
    reader: Reader,
    life: System,
    newest: Sequence[Entry],
    words: Mapping[UUID, str],
    trying: Entry | None,
    look: Look,
) -> dict[str, Any]:
    """
    What the page of a life says before and beside what every page says.

    :param trying: the newest of what is tried here and goes on.
    """
    lines = matters.lines_of(reader, life, HEADINGS)
    opened = words_of([*(line.entry for line in lines), *([trying] if trying else [])], look)
    said = matters.said(lines, opened)
    inner = reader.is_inner(life.pk)
    own = reader.seat_of_own_life(life.pk) is not None
    shown = [e for e in newest if e.kind not in (TRY, FREEDOM)]
    return {
        "say": said_to(own, life.name),
        "own_life": own,
        "cards": around.cards(shown, dict(words))[:CARDS],
        "leading": _under(said, (Heading.IMPORTANT, Heading.PEOPLE))[:LEADS],
        "strengths": _under(said, (Heading.STRENGTHS,))[:BESIDE],
        "hopes": _under(said, (Heading.HOPES,))[:BESIDE],
        "more_matters": bool(said),
        "reads_all": any(s.system_id == life.pk and not s.categories for s in reader.seats),
        "done_here": _done_here(reader, life) if inner else [],
        "takes_part": reader.takes_part(life.pk),
        "walked": rules.current(life),
        "can_ask_to_erase": rules.can_ask_to_erase(reader, life),
        "offers": walking.offers_for(life) if inner else [],
        "wishes": walking.wishes_of(life) if inner else [],
        "trying": trying,
        "trying_words": excerpt(opened[trying.pk]["words"], FREE) if trying else "",
        "freer": _freer(newest, words),
        "one_with": _one_with(reader, life, look),
    }


def _done_here(reader: Reader, life: System) -> list[Override]:
    """What was done without a yes, of which the person's own side has not said if they knew."""
    rows = Override.objects.filter(life=life, heard_at=None).select_related("life", "acted_by")
    return [one for one in rows.order_by("-at") if rules.can_look_at(reader, one)]


def _one_with(reader: Reader, life: System, look: Look) -> list[System]:
    """Others begun here that are the same person's, where the reader sits too."""
    others = list(System.objects.filter(pk__in=one_person(reader, life.pk)[1:]))
    for other in others:
        look.saw(other.pk, [])
    return name_all(others, [Part.NAME])


def worth_showing(entries: Iterable[Entry]) -> list[Entry]:
    """
    What is among the newest words of a life: not what was put right, nor what has a page of its
    own beside them, as who may know what does.
    """
    shown = [e for e in entries if e.kind in SHOWN or not e.kind.startswith("lives.")]
    rows = PutRight.objects.filter(older__in=[entry.pk for entry in shown])
    folded = set(rows.values_list("older", flat=True))
    return [entry for entry in shown if entry.pk not in folded]


def _under(said: Iterable[matters.Said], headings: Sequence[str]) -> list[matters.Said]:
    found = [one for one in said if one.line.heading in headings]
    return sorted(found, key=lambda one: list(headings).index(one.line.heading))


def _first(newest: Iterable[Entry], kind: str) -> Entry | None:
    return next((entry for entry in newest if entry.kind == kind), None)


def _freer(newest: Iterable[Entry], words: Mapping[UUID, str]) -> Freer | None:
    entry = _first(newest, FREEDOM)
    if entry is None:
        return None
    backed = Backing.objects.standing().filter(freedom=entry.pk, says=Backs.YES).exists()
    return Freer(entry, excerpt(words[entry.pk], FREE), backed)
