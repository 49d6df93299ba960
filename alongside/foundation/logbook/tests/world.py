"""
A small made-up world and, in plain Python, who may read what in it.

``Oracle`` is the one reference the tests hold the queries against: it knows what was said, not how
any of it is stored.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from hypothesis import strategies as st

from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import BEYOND, REACHES, Ceiling, Entry, Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import INNER, Reader, Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

WORDS = ("zebra", "quince", "lantern")
CATEGORIES = ("", "home", "money")
TABLES = 3  # two places and a life, which comes last


@dataclass(frozen=True)
class SeatSpec:
    table: int
    inner: bool
    categories: frozenset[str]
    through: str  # "self" or "organisation"
    ended: bool


@dataclass(frozen=True)
class NoSpec:
    table: int
    to: str  # "self" or "organisation"


@dataclass(frozen=True)
class EntrySpec:
    table: int
    reach: str
    others: frozenset[int]
    category: str
    ceiling: str
    word: str
    because: frozenset[int]  # how many entries back
    then: str  # "", "withdraw", or a ceiling it is lowered to


def _seats() -> st.SearchStrategy[list[SeatSpec]]:
    seat = st.builds(
        SeatSpec,
        table=st.integers(0, TABLES - 1),
        inner=st.booleans(),
        categories=st.sampled_from([frozenset(), frozenset({"home"}), frozenset({"", "money"})]),
        through=st.sampled_from(["self", "organisation"]),
        ended=st.sampled_from([False, False, False, True]),
    )
    # Who holds a table sees all of it.
    seat = seat.map(lambda s: replace(s, categories=frozenset()) if s.inner else s)
    return st.lists(seat, min_size=1, max_size=5, unique_by=lambda s: (s.table, s.through))


def _entries() -> st.SearchStrategy[list[EntrySpec]]:
    entry = st.builds(
        EntrySpec,
        table=st.integers(0, TABLES - 1),
        reach=st.sampled_from(Reach.values),
        others=st.frozensets(st.integers(0, TABLES - 2), max_size=2),
        category=st.sampled_from(CATEGORIES),
        ceiling=st.sampled_from(["", *Ceiling.values]),
        word=st.sampled_from(WORDS),
        because=st.frozensets(st.integers(1, 3), max_size=2),
        then=st.sampled_from(["", "", "withdraw", *Ceiling.values]),
    ).map(_possible)
    return st.lists(entry, min_size=4, max_size=8)


def _possible(spec: EntrySpec) -> EntrySpec:
    """The nearest spec that a ceiling allows and that addresses no table twice."""
    others, reach = spec.others - {spec.table}, spec.reach
    if spec.ceiling and Ceiling(spec.ceiling) not in BEYOND:
        others = frozenset()
        reach = reach if reach in REACHES[Ceiling(spec.ceiling)] else Reach.US
    return EntrySpec(**{**spec.__dict__, "others": others, "reach": str(reach)})


@dataclass(frozen=True)
class Spec:
    seats: list[SeatSpec]
    noes: frozenset[NoSpec]
    entries: list[EntrySpec]


specs = st.builds(
    Spec,
    seats=_seats(),
    noes=st.frozensets(
        st.builds(
            NoSpec,
            table=st.integers(0, TABLES - 1),
            to=st.sampled_from(["self", "organisation"]),
        ),
        max_size=1,
    ),
    entries=_entries(),
)

Addressed = set[tuple[UUID, str]]


@dataclass
class Oracle:
    """The world, and what the reader may read of it."""

    spec: Spec
    person: Person
    tables: list[System]
    entries: list[Entry] = field(default_factory=list)
    before: dict[UUID, Addressed] = field(default_factory=dict)
    now: dict[UUID, Addressed] = field(default_factory=dict)
    of: dict[UUID, EntrySpec] = field(default_factory=dict)
    because: dict[UUID, set[UUID]] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        return Reader.of(self.person)

    @property
    def seats(self) -> list[SeatSpec]:
        """The seats they hold: neither ended nor under a no, to them or what they belong to."""
        shut = {no.table for no in self.spec.noes}
        return [s for s in self.spec.seats if not s.ended and s.table not in shut]

    def reaches(self, addressed: Addressed, category: str) -> bool:
        if any(reach == Reach.ANYONE for _table, reach in addressed):
            return True
        return any(self._seat_reached(seat, addressed, category) for seat in self.seats)

    def _seat_reached(self, seat: SeatSpec, addressed: Addressed, category: str) -> bool:
        if seat.categories and category not in seat.categories:
            return False
        table = self.tables[seat.table].pk
        return (table, Reach.TABLE) in addressed or (seat.inner and (table, Reach.US) in addressed)

    @property
    def readable(self) -> set[UUID]:
        return {pk for pk, spec in self.of.items() if self.reaches(self.now[pk], spec.category)}

    @property
    def stubs(self) -> set[UUID]:
        were = {pk for pk, spec in self.of.items() if self.reaches(self.before[pk], spec.category)}
        return were - self.readable

    def listed_at(self, tables: set[UUID]) -> set[UUID]:
        """What a list of these tables shows: addressed there, and the reader's to read there."""
        found = set()
        for pk, spec in self.of.items():
            here = {(table, reach) for table, reach in self.now[pk] if table in tables}
            if self.reaches(here, spec.category):
                found.add(pk)
        return found

    def walk(self, start: UUID, *, forward: bool) -> set[UUID]:
        """Step by step through what the reader may read, never through what they may not."""
        edges = self.because
        if forward:
            edges = {pk: {e for e, of in self.because.items() if pk in of} for pk in self.because}
        seen, edge = {start}, {start}
        while edge:
            edge = {to for pk in edge for to in edges[pk]} & self.readable - seen
            seen |= edge
        return seen - {start}


def build(spec: Spec) -> Oracle:
    """The world a spec describes, made by the real verbs."""
    steward, person = a_person("Steward"), a_person("Reader")
    organisation = an_organisation(by=steward)
    a_membership(person, organisation)
    tables = [a_system(by=steward), a_system(by=steward), a_life(by=steward)]
    for seat in spec.seats:
        _sit(seat, tables[seat.table], steward, person, organisation)
    for no in spec.noes:
        whom: dict[str, Any] = {"person": person} if no.to == "self" else {}
        whom = whom or {"organisation": organisation}
        systems.exclude(system=tables[no.table], by=steward, **whom)
    oracle = Oracle(spec, person, tables)
    for one in spec.entries:
        _tell(oracle, one, steward)
    for entry, one in zip(oracle.entries, spec.entries, strict=True):
        _then(oracle, entry, one, steward)
    return oracle


def _sit(seat: SeatSpec, table: System, by: Person, person: Person, organisation: Any) -> None:
    inner = Role.LEAD if table.is_life else Role.STEWARD
    made = a_seat(
        table,
        by=by,
        person=person if seat.through == "self" else None,
        role=inner if seat.inner else Role.MEMBER,
        categories=sorted(seat.categories),
        until=None if seat.ended else timezone.now() + timedelta(days=1),
        **({"organisation": organisation} if seat.through == "organisation" else {}),
    )
    assert (made.role in INNER) is seat.inner
    if seat.ended:
        systems.end_seat(seat=made, by=by)


def _tell(oracle: Oracle, one: EntrySpec, by: Person) -> None:
    before = oracle.entries[::-1]
    cited = [before[n - 1] for n in sorted(one.because) if n <= len(before)]
    entry = an_entry(
        oracle.tables[one.table],
        by=by,
        words=f"About a {one.word} and so on",
        reach=one.reach,
        others=[oracle.tables[n] for n in sorted(one.others)],
        category=one.category,
        ceiling=one.ceiling,
        anonymous=bool(one.ceiling) and (one.reach == Reach.ANYONE or bool(one.others)),
        because=cited,
    )
    addressed: Addressed = {(entry.system_id, one.reach)}
    if one.reach == Reach.ANYONE:
        addressed.add((entry.system_id, Reach.TABLE))
    addressed |= {(oracle.tables[n].pk, Reach.TABLE) for n in one.others}
    oracle.entries.append(entry)
    oracle.of[entry.pk] = one
    oracle.before[entry.pk] = set(addressed)
    oracle.now[entry.pk] = addressed
    oracle.because[entry.pk] = {of.pk for of in cited}


def _then(oracle: Oracle, entry: Entry, one: EntrySpec, by: Person) -> None:
    if one.then == "withdraw":
        actions.withdraw(entry=entry, by=by)
        oracle.now[entry.pk] = set()
    elif one.then and one.ceiling:
        order = list(Ceiling)
        if order.index(Ceiling(one.then)) < order.index(Ceiling(one.ceiling)):
            actions.lower(entry=entry, ceiling=one.then, by=by)
            oracle.now[entry.pk] = _closer(oracle.now[entry.pk], entry.system_id, one.then)


def _closer(addressed: Addressed, own: UUID, ceiling: str) -> Addressed:
    if ceiling in BEYOND:
        return addressed
    kept = {(table, r) for table, r in addressed if table == own and r != Reach.ANYONE}
    if ceiling == Ceiling.CLOSE:
        kept = {(table, reach) for table, reach in kept if reach == Reach.US}
    return kept or {(own, str(Reach.US))}
