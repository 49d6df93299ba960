"""A system as its page shows it: who is around the table, what it sits within, what is alive."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import ordinal
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.kinds import Station, kinds_at, told_beside
from alongside.foundation.logbook.models import ANSWER, ASK, Audience, Entry, Promise, Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import (
    Exclusion,
    Reader,
    Role,
    Scale,
    Seat,
    System,
    Wording,
    seat_all,
)
from alongside.foundation.systems.rules import can_read_what_for
from alongside.front.home.lately import told
from alongside.front.home.naming import colour_of, may_be_used
from alongside.human.listening.models import VISIT
from alongside.learning.measures import models as measures
from alongside.learning.sensemaking.models import PERSPECTIVE

SEATS, CARDS, INSIDE = 12, 5, 40
WORDS = 170
ASIDE = {ASK, ANSWER, VISIT, PERSPECTIVE}
_ORDER = [Role.PERSON, Role.LEAD, Role.STEWARD, Role.MEMBER]


@dataclass(frozen=True)
class Sitter:
    """Somebody around the table, or an organisation, as the page names them."""

    name: str
    line: str


@dataclass(frozen=True)
class Card:
    """Something alive at this table."""

    entry: Entry
    words: str
    said: bool
    station: str
    meta: str

    @property
    def kind(self) -> str:
        return f"{self.entry.called}, {told(self.entry)}"


# --- the table -----------------------------------------------------------------------------------


def seats(system: System, reader: Reader) -> tuple[list[Seat], bool]:
    """The seats here now, of those who hold the table first; and whether there are more."""
    rows = Seat.objects.current().openly(reader).filter(system=system).exclude(_told_no())
    order = Case(*[When(role=role, then=Value(n)) for n, role in enumerate(_ORDER)])
    rows = rows.select_related("person", "organisation").order_by(order, "since", "pk")
    found = list(rows[: SEATS + 1])
    return found[:SEATS], len(found) > SEATS


def alone_at(reader: Reader) -> UUID | None:
    """The only table they sit at, if they hold it and nobody else sits there yet."""
    held = [seat.system_id for seat in reader.seats if seat.scale != Scale.LIFE]
    if len(reader.seats) != 1 or not held:
        return None
    seats = Seat.objects.current().filter(system=held[0])[:2]
    return held[0] if is_alone(reader, held[0], seats) else None


def is_alone(reader: Reader, system: UUID, seats: Iterable[Seat]) -> bool:
    """Whether they hold a table whose only seat is their own, not one of an organisation's."""
    return reader.is_inner(system) and [seat.person_id is None for seat in seats] == [False]


def sitters(seats: Iterable[Seat], system: System, reader: Reader) -> list[Sitter]:
    """Who sits on each of these, and as what; what for, as far as it is this reader's to read."""
    return [
        _sitter(seat, in_full=can_read_what_for(reader, seat, system)) for seat in seat_all(seats)
    ]


def _told_no() -> Q:
    said = Exclusion.objects.current().filter(system=OuterRef("system"))
    return Q(Exists(said.filter(person=OuterRef("person")))) | Q(
        Exists(said.filter(organisation=OuterRef("organisation")))
    )


def _sitter(seat: Seat, *, in_full: bool) -> Sitter:
    as_what = seat.as_what or (in_full and seat.for_what) or str(Role(seat.role).label)
    if in_full and seat.until is not None:
        said = {"as_what": as_what, "day": on_day(seat.until)}
        as_what = _("%(as_what)s, until %(day)s") % said
    return Sitter(seat.holder.name, as_what)


# --- what it sits within, and what sits within it ------------------------------------------------


def outside(system: System) -> list[System]:
    """What it sits within; never a life, since nothing sits within one."""
    return list(System.objects.not_lives().filter(holds__inner=system).order_by("holds__since"))


def inside(system: System) -> list[System]:
    """
    What sits within it, one more than a page shows. A life is never among them, whoever asks: a
    place's page is looked at together.
    """
    within = System.objects.not_lives().filter(sits_within__outer=system)
    return list(within.order_by("sits_within__since")[: INSIDE + 1])


# --- words ---------------------------------------------------------------------------------------


def said_of(purpose: Wording | None) -> str:
    """Who said what this is for, and the how-manieth wording it is."""
    if purpose is None:
        return ""
    wording = _("%(nth)s wording") % {"nth": ordinal(purpose.number)}
    if not purpose.said_by:
        return wording
    return _("said by %(who)s · %(wording)s") % {"who": purpose.said_by, "wording": wording}


def newest(reader: Reader, system: System) -> list[Entry]:
    """The newest few of every kind here, newest first; to strangers what is for anyone."""
    if not reader.sits_at(system.pk):
        return _for_anyone(system)
    kinds = [kind for station in Station.values for kind in kinds_at(station)]
    groups = [(kind,) for kind in kinds if kind not in told_beside()]
    return visible.newest_each(reader, [system.pk], groups, size=2).get(system.pk, [])


def _for_anyone(system: System) -> list[Entry]:
    rows = Audience.objects.filter(system=system, reach=Reach.ANYONE).exclude(
        kind__in=told_beside()
    )
    rows = rows.order_by("-entry")
    return visible.in_order(rows.values_list("entry_id", flat=True)[: CARDS * 2])


def opened(system: System, entries: Iterable[Entry], look: Look | None) -> dict[UUID, str]:
    """
    The first words of each entry. Of a life they are opened, on its own page only; anywhere else
    something of a life is no more than the kind of thing it is.
    """
    entries = list(entries)
    found = {entry.pk: entry.title or entry.called for entry in entries}
    ours = [entry for entry in entries if entry.of_life and entry.system_id == system.pk]
    for entry, parts in (words_of(ours, look) if ours else {}).items():
        found[entry] = next(iter(parts.values()), found[entry])
    return {entry: excerpt(words, WORDS) for entry, words in found.items()}


def cards(entries: list[Entry], words: dict[UUID, str]) -> list[Card]:
    """
    What is alive here, of every kind: what people said, then the rest, newest first. What is asked
    has a place of its own.
    """
    spread = _spread([entry for entry in entries if entry.kind not in ASIDE])
    newest_first = sorted(spread[:CARDS], key=lambda entry: entry.pk, reverse=True)
    chosen = sorted(newest_first, key=lambda entry: not is_said(entry))  # people's words lead
    owed = _who_brings_news(chosen)
    return [
        Card(e, words[e.pk], is_said(e), colour_of(e), _meta(e, owed.get(e.pk))) for e in chosen
    ]


def _spread(entries: list[Entry]) -> list[Entry]:
    """The newest of each kind before the second newest of any."""
    seen: dict[str, int] = {}
    ranked = []
    for entry in entries:
        seen[entry.kind] = seen.get(entry.kind, 0) + 1
        ranked.append((seen[entry.kind], -entry.pk.int, entry))
    return [entry for _rank, _age, entry in sorted(ranked, key=lambda row: row[:2])]


def is_said(entry: Entry) -> bool:
    return entry.means.is_voice


def _who_brings_news(entries: list[Entry]) -> dict[UUID, Promise]:
    told = [entry.pk for entry in entries if entry.means.is_voice]
    promises = Promise.objects.filter(entry__in=told).select_related("by")
    return {promise.entry_id: promise for promise in promises}


def _meta(entry: Entry, promise: Promise | None) -> str:
    if entry.means.is_voice:
        return _of_a_voice(entry, promise)
    if entry.seen_one_way:
        return _("Seen one way so far")
    return entry.by.name if entry.by else ""


def _of_a_voice(entry: Entry, promise: Promise | None) -> str:
    may = may_be_used(entry)
    if promise is None:
        return may
    news = (
        _("%(name)s will bring them news")
        if promise.kept_at is None
        else _("%(name)s brought them news")
    )
    news = news % {"name": promise.by.name}
    return f"{may} · {news}" if may else news


def newest_at(entries: list[Entry]) -> dict[str, Entry]:
    """
    The newest entry of each station. What is asked of others has a place of its own; a visit, a
    way of seeing it and something that is counted say little without what they belong to.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind not in {ASK, VISIT, PERSPECTIVE, measures.MEASURE}:
            found.setdefault(entry.station, entry)
    return found
