"""
Worlds made up by Hypothesis, lived by the house's own verbs, and told to the engine as made up.

The cast is always the same: Ruth holds the tables and walks alongside Rosa, whose life one of them
is; Dev, Joan and Nye work for organisations or do not. What happens between them is drawn.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import strategies as st

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import BEYOND, REACHES, Ceiling, Entry, Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Ground, Role, Seat, System
from alongside.foundation.systems.testing import a_system, a_yes
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_life_with

from .engine import Told

PEOPLE = ("rosa", "dev", "joan", "nye")
ORGANISATIONS = ("advice", "housing")
TABLES = ("place", "team", "life", "other_life")
CATEGORIES = ("", "home", "money")
ALL = tuple(Category.values)
WORDS = ("zebra", "quince", "lantern")
FOREVER = datetime.max.replace(tzinfo=timezone.get_fixed_timezone(0), microsecond=0)
holders = st.sampled_from(["dev", "joan", "nye", "advice", "housing"])


@dataclass(frozen=True)
class Works:
    """Somebody belongs to an organisation, or did."""

    who: str
    for_whom: str
    ended: bool


@dataclass(frozen=True)
class Sits:
    """
    Somebody is given a seat: by the person's yes in a life, by an invitation elsewhere.

    :param days: until when; none is for as long as they like.
    """

    at: str
    holder: str
    holds: bool
    about: frozenset[str]
    days: int | None
    then: str  # "", or "ended"
    law: bool


@dataclass(frozen=True)
class SaysNo:
    """Somebody says no by name, and maybe takes it back. A seat held under it has ended."""

    at: str
    to: str
    taken_back: bool


@dataclass(frozen=True)
class Writes:
    at: str
    reach: str
    others: frozenset[str]
    category: str
    ceiling: str
    word: str
    because: frozenset[int]  # how many entries back
    then: str  # "", "withdraw", or a ceiling it is lowered to


@dataclass(frozen=True)
class Spec:
    works: Sequence[Works]
    sits: Sequence[Sits]
    noes: Sequence[SaysNo]
    writes: Sequence[Writes]


def _possible(one: Writes) -> Writes:
    """The nearest that a ceiling allows, and that addresses no table twice."""
    others, reach = one.others - {one.at}, one.reach
    if one.ceiling and Ceiling(one.ceiling) not in BEYOND:
        others = frozenset()
        reach = reach if reach in REACHES[Ceiling(one.ceiling)] else Reach.US
    return Writes(**{**one.__dict__, "others": others, "reach": str(reach)})


specs = st.builds(
    Spec,
    works=st.lists(
        st.builds(
            Works,
            who=st.sampled_from(PEOPLE),
            for_whom=st.sampled_from(ORGANISATIONS),
            ended=st.sampled_from([False, False, True]),
        ),
        max_size=4,
        unique_by=lambda one: (one.who, one.for_whom),
    ),
    sits=st.lists(
        st.builds(
            Sits,
            at=st.sampled_from(TABLES),
            holder=holders,
            holds=st.sampled_from([False, False, True]),
            about=st.sampled_from([frozenset(), frozenset({"home"}), frozenset({"", "money"})]),
            days=st.sampled_from([1, 9, 90, None]),
            then=st.sampled_from(["", "", "", "ended"]),
            law=st.sampled_from([False, False, True]),
        ),
        min_size=2,
        max_size=7,
    ),
    noes=st.lists(
        st.builds(SaysNo, at=st.sampled_from(TABLES), to=holders, taken_back=st.booleans()),
        max_size=2,
        unique_by=lambda one: (one.at, one.to),
    ),
    writes=st.lists(
        st.builds(
            Writes,
            at=st.sampled_from(TABLES),
            reach=st.sampled_from(Reach.values),
            others=st.frozensets(st.sampled_from(TABLES[:2]), max_size=1),
            category=st.sampled_from(CATEGORIES),
            ceiling=st.sampled_from(["", "", *Ceiling.values]),
            word=st.sampled_from(WORDS),
            because=st.frozensets(st.integers(1, 3), max_size=2),
            then=st.sampled_from(["", "", "", "withdraw", *Ceiling.values]),
        ).map(_possible),
        min_size=4,
        max_size=6,
    ),
)


@dataclass
class Cast:
    """Who and what is there in every world."""

    ruth: Person
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    tables: dict[str, System]

    def holder(self, name: str) -> Person | Organisation:
        return self.people.get(name) or self.organisations[name]


def a_cast() -> Cast:
    ruth = a_person("Ruth")
    folk = {name: a_person(name.title(), by=ruth) for name in PEOPLE}
    return Cast(
        ruth,
        folk,
        {name: an_organisation(name, by=ruth) for name in ORGANISATIONS},
        {
            "place": a_system(by=ruth, name="Place"),
            "team": a_system(by=ruth, name="Team", scale="team"),
            "life": a_life_with(by=ruth, name="Rosa", whose=folk["rosa"]),
            "other_life": a_life_with(by=ruth, name="Bob"),
        },
    )


@dataclass
class World:
    """A world that was lived: what is in it, and what of it holds, as it was made up."""

    spec: Spec
    cast: Cast
    belong: set[tuple[str, str]] = field(default_factory=set)
    seats: list[tuple[Sits, Seat]] = field(default_factory=list)
    noes: set[tuple[str, str]] = field(default_factory=set)
    entries: dict[UUID, Writes] = field(default_factory=dict)
    addressed: dict[UUID, set[tuple[str, str]]] = field(default_factory=dict)
    because: dict[UUID, set[UUID]] = field(default_factory=dict)

    def named(self, pk: UUID) -> str:
        return f"entry:{[*self.entries].index(pk)}"


def live(spec: Spec, cast: Cast) -> World:
    world = World(spec, cast)
    for one in spec.works:
        _work(world, one)
    for sits in spec.sits:
        _sit(world, sits)
    for no in spec.noes:
        _say_no(world, no)
    for writes in spec.writes:
        _write(world, writes)
    for pk, writes in world.entries.items():
        _then(world, Entry.objects.get(pk=pk), writes)
    return world


def _work(world: World, one: Works) -> None:
    made = a_membership(world.cast.people[one.who], world.cast.organisations[one.for_whom])
    if one.ended:
        people.leave(membership=made, by=world.cast.people[one.who])
    else:
        world.belong.add((one.who, one.for_whom))


def _sit(world: World, one: Sits) -> None:
    """What the house refuses (a second seat, a yes to who holds it all) did not happen."""
    with suppress(Refused, PermissionDenied):
        seat = _seat(world.cast, one)
        if one.then == "ended":
            systems.end_seat(seat=seat, by=world.cast.ruth)
        else:
            world.seats.append((one, seat))


def _seat(cast: Cast, one: Sits) -> Seat:
    table, whom = cast.tables[one.at], cast.holder(one.holder)
    until = timezone.now() + timedelta(days=one.days) if one.days else None
    if table.is_life and not one.law and not one.holds:
        made = lives.agree(
            life=table,
            by=cast.ruth,
            recipient=whom,
            question="Can I tell them?",
            purpose="to help",
            categories=sorted(one.about or ALL),
            until=until,
        )
        return made.seat
    if table.is_life and not one.holds:
        about = sorted(one.about or ALL)
        last = until or timezone.now() + timedelta(days=91)
        given: dict[str, Any] = {"categories": about, "until": last, "ground": Ground.LAW}
        return a_yes(table, by=cast.ruth, holder=whom, **given)
    role = (Role.LEAD if table.is_life else Role.STEWARD) if one.holds else Role.MEMBER
    return systems.seat(
        system=table,
        by=cast.ruth,
        role=role,
        categories=[] if one.holds else sorted(one.about),
        until=until,
        ground=Ground.AGREED if table.is_life else Ground.INVITED,
        **({"person": whom} if isinstance(whom, Person) else {"organisation": whom}),
    )


def _say_no(world: World, no: SaysNo) -> None:
    whom = world.cast.holder(no.to)
    to: dict[str, Any] = {"person": whom} if no.to in PEOPLE else {"organisation": whom}
    with suppress(Refused):
        said = systems.exclude(system=world.cast.tables[no.at], by=world.cast.ruth, **to)
        world.seats = [
            (one, seat) for one, seat in world.seats if (one.at, one.holder) != (no.at, no.to)
        ]
        if no.taken_back:
            systems.readmit(exclusion=said, by=world.cast.ruth)
        else:
            world.noes.add((no.at, no.to))


def _write(world: World, one: Writes) -> None:
    before = [*world.entries][::-1]
    cited = [before[n - 1] for n in sorted(one.because) if n <= len(before)]
    entry = an_entry(
        world.cast.tables[one.at],
        by=world.cast.ruth,
        words=f"About a {one.word} and so on",
        reach=one.reach,
        others=[world.cast.tables[name] for name in sorted(one.others)],
        category=one.category,
        ceiling=one.ceiling,
        anonymous=bool(one.ceiling) and (one.reach == Reach.ANYONE or bool(one.others)),
        because=list(Entry.objects.filter(pk__in=cited)),
    )
    addressed = {(one.at, one.reach)} | {(name, str(Reach.TABLE)) for name in one.others}
    world.entries[entry.pk], world.addressed[entry.pk] = one, addressed
    world.because[entry.pk] = set(cited)


def _then(world: World, entry: Entry, one: Writes) -> None:
    order = Ceiling.values
    if one.then == "withdraw":
        logbook.withdraw(entry=entry, by=world.cast.ruth)
        world.addressed[entry.pk] = set()
    elif one.then and one.ceiling and order.index(one.then) < order.index(one.ceiling):
        logbook.lower(entry=entry, ceiling=one.then, by=world.cast.ruth)
        world.addressed[entry.pk] = _closer(one, world.addressed[entry.pk])


def _closer(one: Writes, addressed: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """As the ceiling says: quoted goes anywhere, learnt from stays, kept close is for the few."""
    if one.then == Ceiling.QUOTED:
        return addressed
    near = one.then == Ceiling.LEARN and one.reach != Reach.US
    return {(one.at, str(Reach.TABLE if near else Reach.US))}


# --- told to the engine --------------------------------------------------------------------------


def tell(world: World, name: str) -> Told:
    """The same world as the engine is told it: from what was made up, never from our tables."""
    told = Told(name)
    for who, organisation in sorted(world.belong):
        told.say(f"user:{who}", "member", f"organisation:{organisation}")
    for at, to in sorted(world.noes):
        if to in PEOPLE:
            told.say(f"user:{to}", "no_to", f"table:{at}")
        else:
            told.say(f"organisation:{to}#member", "no_to_all_of", f"table:{at}")
    _tell_seats(world, told)
    for pk, one in world.entries.items():
        for table, reach in sorted(world.addressed[pk]):
            _tell_audience(told, world.named(pk), table, reach, one.category)
    return told


def _tell_seats(world: World, told: Told) -> None:
    told.say("table:life", "at", "own_seat:rosa")
    told.say("user:rosa", "holder", "own_seat:rosa")
    _desks(told, "own_seat:rosa", "life", frozenset(), holds=True)
    for number, (one, seat) in enumerate(world.seats):
        thing = f"seat:{number}"
        told.say(f"table:{one.at}", "at", thing)
        whom = f"user:{one.holder}" if one.holder in PEOPLE else f"organisation:{one.holder}#member"
        told.say(whom, "holder", thing, _last(one, seat))
        _desks(told, thing, one.at, one.about, holds=one.holds)


def _last(one: Sits, seat: Seat) -> datetime:
    """The day that was asked for; a yes until it is sorted is asked again after a quarter."""
    if one.days:
        return seat.since + timedelta(days=one.days)
    in_a_life = one.at in TABLES[2:] and not one.holds
    return seat.since + timedelta(days=91) if in_a_life else FOREVER


def _desks(told: Told, seat: str, table: str, about: frozenset[str], *, holds: bool) -> None:
    told.say(seat, "seat", f"hall:{table}")
    for category in CATEGORIES if holds or not about else sorted(about):
        told.say(seat, "seat", f"desk:{table}-{category or 'general'}")
    if holds:
        told.say(seat, "seat", f"few:{table}")


def _tell_audience(told: Told, entry: str, table: str, reach: str, category: str) -> None:
    if reach == Reach.US:
        told.say(f"few:{table}", "close", entry)
        return
    told.say(f"desk:{table}-{category or 'general'}", "told", entry)
    if reach == Reach.ANYONE:
        told.say("user:*", "open", entry)
        told.say(f"hall:{table}", "hung", entry)
