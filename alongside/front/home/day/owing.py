"""The answers somebody owes: to whom, how long they have had them, what there is to tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.kit.addresses import address
from alongside.foundation.kit.clocks import had_for, on_day
from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import threads, visible
from alongside.foundation.logbook.models import Audience, Entry, News, Promise, Reaches
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader, System
from alongside.front.home.naming import named

# News for those who had an answer before is looked for among so many promises, newest first.
KEPT = 200
FEW = 5
ON_PAPER = 900  # characters of somebody's own words


@dataclass(frozen=True)
class Piece:
    """Words written for a teller. ``words`` is empty where they are read on a life's own page."""

    entry: Entry
    words: str
    can_read: bool


@dataclass
class Owed:
    """
    A promise as the one who made it sees it. What is kept close now they do not read again; while
    they sit at the table it is theirs to answer all the same.
    """

    promise: Promise
    entry: Entry
    can_read: bool
    system: System
    sits: bool
    pieces: list[Piece] = field(default_factory=list)
    told: str = ""  # their own words, on a sheet that is carried to them; never of a life

    @property
    def since(self) -> datetime:
        return self.promise.held_since

    @property
    def held(self) -> str:
        return _("you have had it %(time)s") % {"time": had_for(self.since)}

    @property
    def about(self) -> str:
        """The first words of the story; of a life, or of what is closed now, only what it is."""
        if not self.can_read and not self.sits:
            return _("Something you heard at a table you no longer sit at")
        if not self.can_read:
            return _("Something you heard that is kept close, so it is not shown here")
        if self.entry.title:
            return self.entry.title
        return _("%(what)s, %(day)s") % {"what": self.entry.called, "day": self.day}

    @property
    def url(self) -> str:
        """What came of it, where they may read that; else where it says all the same who owes."""
        return address("home:thread", self.entry.pk) if self.can_read else reverse("home:owed")

    @property
    def is_quoted(self) -> bool:
        return self.can_read and bool(self.entry.title)

    @property
    def day(self) -> str:
        return self.entry.when if self.can_read else on_day(self.promise.made_at)


def systems_of(owed: Iterable[Owed]) -> list[System]:
    """The table of each that the reader may read, to be named."""
    return [one.system for one in owed if one.can_read]


def page(reader: Reader, after: UUID | None, look: Look | None = None) -> Page[Owed]:
    """A page of answers owed, longest held first, with what is written for each teller so far."""
    promises = list(_of(reader).filter(_later_than(after))[: PAGE + 1])
    items = _with_pieces(reader, _owed(reader, promises[:PAGE]), look)
    return Page(items, promises[PAGE - 1].pk if len(promises) > PAGE else None)


def chosen(reader: Reader, ids: Iterable[UUID], look: Look | None = None) -> list[Owed]:
    """These promises of the reader's, with what is still to tell."""
    rows = _promises(reader).filter(pk__in=list(ids), entry__withdrawn_at=None)
    owed = _owed(reader, rows)
    quoted = [one for one in owed if one.is_quoted]
    words = words_of([one.entry for one in quoted], look)
    for one in quoted:
        told = next(iter(words.get(one.entry.pk, {}).values()), one.entry.title)
        one.told = told if len(told) <= ON_PAPER else excerpt(told, ON_PAPER)
    return _with_pieces(reader, owed, look)


def news(reader: Reader, look: Look | None = None) -> list[Owed]:
    """Those who had an answer before, and for whom something new is written."""
    rows = _promises(reader).filter(kept_at__isnull=False, entry__withdrawn_at=None)
    waiting = _untold(list(rows.order_by("-kept_at")[:KEPT]))
    some = [promise for promise, pieces in waiting if pieces][:PAGE]
    return _with_pieces(reader, _owed(reader, some), look)


def brought_by_others(reader: Reader) -> list[Promise]:
    """
    What the reader promised first and another has taken on since, with or without their yes, until
    the teller has had news; so that they can say so to whoever told them.
    """
    rows = Promise.objects.owed().filter(first_by=reader.person).exclude(by=reader.person)
    mine = rows.filter(Reaches(Audience, "entry", reader)).select_related("by", "entry__system")
    return list(mine.order_by("-held_since")[:FEW])


def _promises(reader: Reader) -> "QuerySet[Promise]":
    """Promises of the reader's, and whether what they are about is still theirs to read."""
    mine = Promise.objects.filter(by=reader.person).select_related("entry__system", "offered_by")
    can_read: QuerySet[Promise] = mine.annotate(can_read=Reaches(Audience, "entry", reader))
    return can_read


def _of(reader: Reader) -> "QuerySet[Promise]":
    owed = _promises(reader).filter(kept_at=None, entry__withdrawn_at=None)
    return owed.order_by("held_since", "pk")


def _later_than(after: UUID | None) -> Q:
    start = after and Promise.objects.filter(pk=after).first()
    if not start:
        return Q()
    since = start.held_since
    return Q(held_since__gt=since) | Q(held_since=since, pk__gt=start.pk)


def _owed(reader: Reader, promises: Iterable[Any]) -> list[Owed]:
    """The promises with their entries, and their tables named."""
    # ``can_read`` is annotated, which the checker of types cannot see.
    found = [
        Owed(p, p.entry, bool(p.can_read), p.entry.system, reader.takes_part(p.entry.system_id))
        for p in promises
    ]
    named(reader, systems_of(found))
    return found


def _untold(promises: Sequence[Promise]) -> list[tuple[Promise, list[UUID]]]:
    """Of each promise, what is written for its teller that they have not had."""
    written = threads.for_tellers([promise.entry_id for promise in promises])
    had = set(News.objects.filter(promise__in=promises).values_list("promise_id", "entry_id"))
    return [
        (promise, [pk for pk in written[promise.entry_id] if (promise.pk, pk) not in had])
        for promise in promises
    ]


def _with_pieces(reader: Reader, owed: list[Owed], look: Look | None) -> list[Owed]:
    by_promise = dict(zip([o.promise.pk for o in owed], owed, strict=True))
    untold = _untold([o.promise for o in owed])
    ids = {pk for _promise, pieces in untold for pk in pieces}
    entries = {entry.pk: entry for entry in visible.in_order(ids)}
    mine = set(Entry.objects.visible_to(reader).filter(pk__in=ids).values_list("pk", flat=True))
    open_to = [e for e in entries.values() if not e.of_life or e.pk in mine]
    words = words_of(open_to, look, [threads.TO_TELLERS])
    for promise, pieces in untold:
        by_promise[promise.pk].pieces = [
            Piece(entries[pk], words.get(pk, {}).get(threads.TO_TELLERS, ""), pk in mine)
            for pk in pieces
            if pk in entries
        ]
    return owed
