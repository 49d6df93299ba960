"""
What came of something, and what it rests on: chosen for a page a person can read.

A thread may hold thousands of voices. The page names a few of them and says how many others there
are, counting only what the reader may read; the drawing shows what the list shows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from alongside.foundation.logbook import threads, visible
from alongside.foundation.logbook.kinds import Station, kind_of
from alongside.foundation.logbook.models import ANSWER, ASK, Because, Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader

VOICES, BEFORE, AFTER = 6, 8, 14
ROOM = 26  # for all of them together; a drawing has 30 nodes, and four are this one and groups
# Of what came of it: the newest it came to, and so much of the way there; then of each kind.
ENDS, WAY = 5, 6
FOLLOWED = 200  # of the oldest, and of the newest, so many have their lines followed
MORE = 60  # of what there is no room for in the drawing, so many are named in the list


@dataclass(frozen=True)
class Part:
    """One side of a thread: what is shown of it, what is only named, and how many there are."""

    shown: list[UUID]
    named: list[UUID] = field(default_factory=list)
    count: int = 0

    @property
    def others(self) -> int:
        return self.count - len(self.shown)

    @property
    def unnamed(self) -> int:
        return self.count - len(self.shown) - len(self.named)


CameOf = Mapping[UUID, Sequence[UUID]]


@dataclass(frozen=True)
class Walked:
    """Everything around one entry that its reader may read; ``came_of``: of what each came."""

    this: Entry
    voices: Part
    before: Part
    after: Part
    came_of: CameOf
    voice_ids: frozenset[UUID]
    and_more: bool

    @property
    def shown(self) -> list[UUID]:
        """Every entry with a place of its own, oldest first: an order nothing points back in."""
        sides = (self.voices.shown, self.before.shown, [self.this.pk], self.after.shown)
        return sorted(pk for side in sides for pk in side)


def walk(reader: Reader, this: Entry) -> Walked:
    """Both ways from an entry, in two recursive queries whatever the length of its thread."""
    back, forward = threads.back(reader, this.pk), threads.forward(reader, this.pk)
    voices = told(back)
    before = [step.entry for step in reversed(back) if not step.is_voice]
    first = [this.pk, *sorted(voices[:VOICES]), *before[:BEFORE]]
    came_of = _came_of(forward, first)
    return Walked(
        this,
        Part(sorted(voices[:VOICES]), count=len(voices)),
        Part(before[:BEFORE], before[BEFORE : BEFORE + MORE], len(before)),
        _after(forward, came_of, min(AFTER, ROOM + 1 - len(first))),
        came_of,
        frozenset(voices),
        len(back) >= threads.FAR - 1 or len(forward) >= threads.FAR - 1,
    )


def told(steps: Iterable[threads.Step]) -> list[UUID]:
    """
    The voices among these, newest first. Of one that was shared more widely, what was shared: that
    is what was rested on, and the closer one stays where it was told.
    """
    return [step.entry for step in steps if step.is_voice and not step.met_wider]


# --- what came of it -----------------------------------------------------------------------------


def _came_of(forward: Sequence[threads.Step], first: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Of what each of these came: others of them, or what stands before them; in one query."""
    ids = [step.entry for step in forward]
    followed = ids if len(ids) <= 2 * FOLLOWED else [*ids[:FOLLOWED], *ids[-FOLLOWED:]]
    rows = Because.objects.filter(entry__in=followed, of__in=[*followed, *first])
    found: dict[UUID, list[UUID]] = {}
    for entry, of in rows.order_by("of").values_list("entry_id", "of_id"):
        found.setdefault(entry, []).append(of)
    return found


def _after(forward: Sequence[threads.Step], came_of: CameOf, most: int) -> Part:
    """
    What of all that came of it is told first: what it came to (answers, and what was kept, changed
    or let go), the way there, and the newest of every kind. What is read beside something else is
    no part of it.
    """
    after = [step for step in forward if not kind_of(step.kind).beside]
    ends = [s.entry for s in after if kind_of(s.kind).station == Station.EMBED][:ENDS]
    told_here = {step.entry for step in after}
    way = [pk for pk in _way_to(ends, came_of) if pk in told_here][:WAY]
    order = list(dict.fromkeys([*ends, *way, *_of_each_kind(after)]))
    order = _each_with_its_ask(order, {s.entry: s.kind for s in after}, came_of)
    rest = set(order[most:])
    named = [step.entry for step in after if step.entry in rest][:MORE]
    return Part(sorted(order[:most]), sorted(named), len(after))


def _each_with_its_ask(
    order: Iterable[UUID], kinds: Mapping[UUID, str], came_of: CameOf
) -> list[UUID]:
    """An answer is to what somebody asked, so that stands before it."""
    whole = list[UUID]()
    for pk in order:
        if kinds[pk] == ANSWER:
            whole += [ask for ask in came_of.get(pk, ()) if kinds.get(ask) == ASK]
        whole.append(pk)
    return list(dict.fromkeys(whole))


def _way_to(ends: Sequence[UUID], came_of: CameOf) -> list[UUID]:
    """All that these came of: what most of them share first, and of that the oldest."""
    shared = Counter(pk for end in ends for pk in _behind(end, came_of) if pk not in ends)
    return sorted(shared, key=lambda pk: (-shared[pk], pk))


def _behind(entry: UUID, came_of: CameOf) -> set[UUID]:
    met, look = {entry}, [entry]
    for pk in look:
        new = [of for of in came_of.get(pk, ()) if of not in met]
        met.update(new)
        look += new
    return met - {entry}


def _of_each_kind(newest_first: Iterable[threads.Step]) -> list[UUID]:
    """The newest of every kind before the second newest of any."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, int, UUID]] = []
    for step in newest_first:
        seen[step.kind] += 1
        ranked.append((seen[step.kind], len(ranked), step.entry))
    return [entry for _nth, _age, entry in sorted(ranked)]


# --- words ---------------------------------------------------------------------------------------


def open_words(
    this: Entry, entries: Iterable[Entry], look: Look | None
) -> dict[UUID, dict[str, str]]:
    """Words by entry; of lives only on a page about the same life."""
    here = [entry for entry in entries if not entry.of_life or entry.system_id == this.system_id]
    return words_of(here, look)


def entries_of(walked: Walked) -> dict[UUID, Entry]:
    """Every entry the page names, in one query."""
    named = [*walked.shown, *walked.before.named, *walked.after.named]
    return {entry.pk: entry for entry in visible.in_order(named)}


# --- the drawing ---------------------------------------------------------------------------------

OTHER_VOICES, OTHERS_BEFORE, OTHERS_AFTER = "voices", "before", "after"


@dataclass(frozen=True)
class Links:
    """Which of what is drawn came of which; a group of others stands as one."""

    pairs: list[tuple[str, str]]
    columns: dict[str, int]
    groups: dict[str, int]  # and how many stand in each


def links(walked: Walked) -> Links:
    """The lines of the drawing and the column of each node, in two queries."""
    shown = set(walked.shown)
    older = [walked.this.pk, *walked.before.shown]
    rows = Because.objects.filter(entry__in=older).values_list("of_id", "entry_id")
    pairs = {(_stands_as(walked, shown, of), str(entry)) for of, entry in rows}
    pairs |= {
        (str(of), str(entry))
        for entry in walked.after.shown
        for of in _nearest(entry, walked.came_of, shown) or {walked.this.pk}
    }
    kept = sorted(pair for pair in pairs if pair[0])
    kept += _groups(walked, kept)
    others = {
        OTHER_VOICES: walked.voices.others,
        OTHERS_BEFORE: walked.before.others,
        OTHERS_AFTER: walked.after.others,
    }
    return Links(kept, _columns(walked, kept), {name: n for name, n in others.items() if n})


def _nearest(entry: UUID, came_of: CameOf, shown: set[UUID]) -> set[UUID]:
    """What an entry came of that is shown, through whatever lies between and is not."""
    met, look = {entry}, [entry]
    for pk in look:
        new = [of for of in came_of.get(pk, ()) if of not in met]
        met.update(new)
        look += [of for of in new if of not in shown]
    return (met & shown) - {entry}


def _stands_as(walked: Walked, shown: set[UUID], of: UUID) -> str:
    if of in shown:
        return str(of)
    if of in walked.voice_ids:
        return OTHER_VOICES
    return OTHERS_BEFORE if of in walked.before.named else ""


def _groups(walked: Walked, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Lines for groups that no line of their own reaches, so that none floats alone."""
    this, sources = str(walked.this.pk), {source for source, _target in pairs}
    found = []
    if walked.voices.others and OTHER_VOICES not in sources:
        found.append((OTHER_VOICES, OTHERS_BEFORE if walked.before.others else this))
    if walked.before.others and OTHERS_BEFORE not in sources:
        found.append((OTHERS_BEFORE, this))
    if walked.after.others:
        found.append((this, OTHERS_AFTER))
    return found


def _columns(walked: Walked, pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many steps from the first voices: each stands right of everything it came of."""
    sources: dict[str, list[str]] = {}
    for source, target in pairs:
        sources.setdefault(target, []).append(source)
    columns = {OTHER_VOICES: 0, OTHERS_BEFORE: 1 if walked.voice_ids else 0}
    for entry in map(str, walked.shown):
        columns[entry] = max((columns.get(s, 0) + 1 for s in sources.get(entry, [])), default=0)
    this = columns[str(walked.this.pk)]
    columns[OTHERS_AFTER] = max([this + 1, *columns.values()])
    return columns
