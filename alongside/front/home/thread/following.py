"""A thread as its page tells it: every thing on it in words, and the same as nodes of a drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import rules
from alongside.foundation.logbook.models import ANSWER, Audience, Entry, Promise
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.ui.thread import Edge, Node
from alongside.front.home.naming import colour_of, may_be_used

from .came import OTHER_VOICES, Links, Walked

LONG, SHORT, IN_A_NODE = 1_200, 400, 64
FEW = 2  # voices, each named where something is said to have come of them


@dataclass(frozen=True)
class Source:
    """What something on a thread came of, and where on the page that is told."""

    called: str
    url: str


@dataclass(frozen=True)
class Item:
    """One thing on a thread, as the list tells it."""

    entry: Entry
    words: str
    to_tellers: str
    is_this: bool
    because: Sequence[Source] = ()

    @property
    def kind(self) -> str:
        return f"{self.entry.called}, {self.entry.when}"

    @property
    def said(self) -> bool:
        return self.entry.means.is_voice and bool(self.words)

    @property
    def station(self) -> str:
        return colour_of(self.entry)

    @property
    def line(self) -> str:
        """Who, and how it may be used. A voice says nothing of who wrote it down."""
        if self.entry.means.is_voice:
            return may_be_used(self.entry)
        return self.entry.by.name if self.entry.by else ""

    @property
    def url(self) -> str:
        return self.entry.get_absolute_url()


class Telling:
    """Entries with the words the reader may have of them, turned into items."""

    def __init__(
        self,
        this: Entry,
        entries: Mapping[UUID, Entry],
        words: Mapping[UUID, Mapping[str, str]],
        lines: Links | None = None,
    ) -> None:
        self.this, self.entries, self.words = this, entries, words
        self.groups = lines.groups if lines else {}
        self.came_of: dict[str, list[str]] = {}
        for source, target in lines.pairs if lines else []:
            self.came_of.setdefault(target, []).append(source)

    def item(self, pk: UUID) -> Item:
        parts = dict(self.words.get(pk, {}))
        to_tellers = parts.pop(TO_TELLERS, "")
        entry = self.entries.get(pk, self.this)
        first = (
            "" if entry.kind == ANSWER and "words" not in parts else next(iter(parts.values()), "")
        )
        length = LONG if pk == self.this.pk else SHORT
        because = self._sources(self.came_of.get(str(pk), []))
        return Item(entry, excerpt(first, length), to_tellers, pk == self.this.pk, because)

    def items(self, ids: Iterable[UUID]) -> list[Item]:
        return [self.item(pk) for pk in ids]

    def _sources(self, names: Sequence[str]) -> list[Source]:
        """The drawing's lines in words; many voices are not named one by one."""
        entries = [self.entries[UUID(name)] for name in names if name not in self.groups]
        voices = [entry for entry in entries if entry.means.is_voice]
        found = []
        if len(voices) > FEW:
            entries = [entry for entry in entries if not entry.means.is_voice]
            many = ngettext("%(n)s voice", "%(n)s voices", len(voices)) % {"n": len(voices)}
            found.append(Source(many, f"#step-{voices[0].pk}"))
        found += [Source(f"{e.called}, {e.when}", f"#step-{e.pk}") for e in entries]
        return found + [Source(and_others(self.groups[n]), "") for n in names if n in self.groups]


# --- the drawing ---------------------------------------------------------------------------------


def drawn(walked: Walked, told: Telling, lines: Links) -> tuple[list[Node], list[Edge]]:
    """The nodes and lines of the drawing: what the list shows, and a node for those it groups."""
    nodes = [_node(told.item(pk), lines.columns[str(pk)]) for pk in walked.shown]
    for name, others in lines.groups.items():
        voices = name == OTHER_VOICES
        url, station = (_voices_url(walked.this), "understand") if voices else ("", "")
        nodes.append(Node(name, lines.columns[name], and_others(others), "", station, url))
    return nodes, [Edge(*pair) for pair in lines.pairs]


def and_others(others: int) -> str:
    return ngettext("and %(n)s other", "and %(n)s others", others) % {"n": f"{others:,}"}


def _node(item: Item, column: int) -> Node:
    words = item.words or item.to_tellers
    line = excerpt(words, IN_A_NODE) if words else item.entry.when
    line = f"“{line}”" if item.said else line
    url = "" if item.is_this else item.url
    pk = str(item.entry.pk)
    return Node(pk, column, item.entry.called, line, item.station, url, item.is_this)


def _voices_url(this: Entry) -> str:
    return reverse("home:voices", args=[this.pk])


# --- what somebody may do from here --------------------------------------------------------------


@dataclass(frozen=True)
class May:
    """Where the reader could go on from this thread, at which of their tables."""

    table: System | None
    ask: bool
    widen: bool


def may(reader: Reader, this: Entry) -> May:
    """What follows from this that the reader could do: at its own table, or at one it reached."""
    table = this.system if reader.sits_at(this.system_id) else _table_it_reached(reader, this)
    if table is None:
        return May(None, False, False)
    ask = reader.is_inner(table.pk) if table.is_life else True
    return May(table, ask, rules.can_widen(reader.person, this))


def _table_it_reached(reader: Reader, this: Entry) -> System | None:
    reached = Audience.objects.filter(~Q(system=this.system_id), entry=this)
    row = reached.filter(system__in=reader.systems).select_related("system").first()
    return row.system if row else None


def owed(reader: Reader, this: Entry) -> Promise | None:
    """The reader's own promise for this voice, if they made one."""
    if not this.means.is_voice:
        return None
    return Promise.objects.filter(entry=this, by=reader.person).first()
