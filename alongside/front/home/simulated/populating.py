"""
A made-up city written down in bulk, by the same inner verbs that every room and every import use.

Each verb here ends with one event for each table it wrote at.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from alongside.foundation.kit import bulk
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import (
    ANSWER,
    ASK,
    Answer,
    Ask,
    Entry,
    News,
    Promise,
    Says,
    Teller,
    Voice,
    Way,
)
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.people.rules import MADE_UP
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Ground, Role, Seat, System, Within
from alongside.foundation.vault.safe import keyed_hash
from alongside.human.listening.models import STORY, VISIT, Story, Visit
from alongside.human.lives import actions as lives
from alongside.learning.experiments.models import (
    CONCLUSION,
    LEARNING,
    TRY,
    Conclusion,
    Experiment,
    How,
    Learning,
)
from alongside.learning.sensemaking.models import INSIGHT, PERSPECTIVE, Insight, Perspective

from .city import UNANSWERED, Batch, Chair, City, Of, Said, Table, What

SIMULATED = "home.simulated"
KINDS = {
    What.VISIT: VISIT,
    What.STORY: STORY,
    What.INSIGHT: INSIGHT,
    What.PERSPECTIVE: PERSPECTIVE,
    What.TRY: TRY,
    What.LEARNING: LEARNING,
    What.CONCLUSION: CONCLUSION,
    What.ASK: ASK,
    What.ANSWER: ANSWER,
}


@dataclass
class Built:
    """What stands of a city so far."""

    people: list[Person]
    organisations: list[Organisation] = field(default_factory=list)
    systems: list[System] = field(default_factory=list)
    heard: list[UUID] = field(default_factory=list)  # every story of the largest table


def begin(city: City) -> Built:
    """The people, the organisations and the place itself."""
    first = people.welcome(name=city.people[0], email=address(0), by=None)
    built = Built(_welcome(city=city, by=first))
    _found_organisations(city=city, built=built, by=first)
    return built


def address(number: int) -> str:
    """Where somebody of the city would be written to, if it were there."""
    return f"person.{number}{MADE_UP}"


@verb
def _welcome(*, city: City, by: Person) -> list[Person]:
    names = list(enumerate(city.people))[1:]
    return [by, *(people.welcome(name=name, email=address(n), by=by) for n, name in names)]


@verb
def _found_organisations(*, city: City, built: Built, by: Person) -> None:
    built.organisations += [
        people.found_organisation(name=name, by=by) for name in city.organisations
    ]
    Membership.objects.bulk_create(
        Membership(person=person, organisation=built.organisations[number])
        for person, number in zip(built.people, city.belongs, strict=True)
    )
    happened(SIMULATED, by=by.pk, on=HOUSE)


@verb
def found(*, tables: Sequence[Table], built: Built, by: Person) -> None:
    """This will begin some tables, and seat those around them."""
    for table in tables:
        holder = next(chair.holder for chair in table.chairs if chair.holds_it)
        words: dict[str, Any] = {"name": table.name, "purpose": table.purpose}
        if table.is_life:
            system = lives.begin(by=built.people[holder], **words)
        else:
            system = systems.found(scale=table.scale, by=built.people[holder], **words)
        built.systems.append(system)
        if table.number == 0:
            systems.settle(system=system, by=by)
    Seat.objects.bulk_create(seat for table in tables for seat in _seats(table, built))
    for table in tables:
        happened(SIMULATED, by=by.pk, on=built.systems[table.number].pk)


def _seats(table: Table, built: Built) -> Iterator[Seat]:
    """Everybody's but the one who began it."""
    first = next(chair for chair in table.chairs if chair.holds_it)
    for chair in table.chairs:
        if chair is not first:
            yield _seat(built.systems[table.number], chair, built, table.is_life)


def _seat(system: System, chair: Chair, built: Built, is_life: bool) -> Seat:
    held = Role.LEAD if is_life else Role.STEWARD
    through = chair.of_organisation
    # Around a life somebody sits because of a yes: about some things, and for a year at most.
    by_a_yes = is_life and not chair.holds_it
    return Seat(
        system=system,
        person=None if through else built.people[chair.holder],
        organisation=built.organisations[0] if through else None,
        role=held if chair.holds_it else Role.MEMBER,
        categories=list(chair.about or (Category.values if by_a_yes else [])),
        ground=Ground.AGREED if is_life else Ground.INVITED,
        until=timezone.now() + timedelta(days=365) if by_a_yes else None,
        given_by=built.people[0].pk,
    )


@verb
def place(*, city: City, built: Built, by: Person) -> None:
    """This will say which tables sit within which."""
    pairs = [(table.number, outer) for table in city.tables for outer in table.within]
    Within.objects.bulk_create(
        Within(inner=built.systems[inner], outer=built.systems[outer]) for inner, outer in pairs
    )
    for inner, _outer in pairs:
        happened(SIMULATED, by=by.pk, on=built.systems[inner].pk)


@dataclass
class Turn:
    """What is being said at a table this time."""

    table: Table
    built: Built
    answered: int  # of what it asks, so many have their answer
    more_comes: bool  # it has another turn after this one
    here: dict[Of, Entry] = field(default_factory=dict)
    led_to: dict[UUID, UUID] = field(default_factory=dict)

    def of(self, said: Said) -> list[Entry]:
        return [self.here[of] for of in said.rests_on]

    def keep(self, batch: Batch, entries: Sequence[Entry]) -> None:
        for number, (entry, said) in enumerate(zip(entries, batch.said, strict=True), batch.begin):
            self.here[batch.what, number] = entry
            if batch.what in (What.INSIGHT, What.TRY, What.CONCLUSION):
                self.led_to |= {before.pk: entry.pk for before in self.of(said)}

    def came_of(self, story: UUID) -> UUID:
        """The conclusion a story led to."""
        return self.led_to[self.led_to[self.led_to[story]]]


@verb
def say(
    *, table: Table, batches: Sequence[Batch], built: Built, by: Person, more_comes: bool
) -> int:
    """This will write down one turn of a table; how many things were said."""
    said = {batch.what: len(batch.said) for batch in batches}
    turn = Turn(table, built, said.get(What.ANSWER, 0), more_comes)
    for batch in batches:
        _write(turn, batch)
        happened(SIMULATED, by=by.pk, on=built.systems[batch.at.number].pk)
    _promise(turn, built.people[next(b.by for b in batches if b.what is What.STORY)])
    if table.number == 0:
        built.heard += [entry.pk for (what, _n), entry in turn.here.items() if what is What.STORY]
    return sum(said.values())


def _write(turn: Turn, batch: Batch) -> None:
    built, system = turn.built, turn.built.systems[batch.at.number]
    by = built.people[batch.by]
    drafts = [_draft(turn, batch, said) for said in batch.said]
    entries = logbook.write_many(system=system, kind=KINDS[batch.what], by=by, drafts=drafts)
    turn.keep(batch, entries)
    make = _ROWS[batch.what]
    rows = [make(turn, e, said, by) for e, said in zip(entries, batch.said, strict=True)]
    bulk.insert(rows)


def _draft(turn: Turn, batch: Batch, said: Said) -> logbook.Draft:
    others = {
        What.ASK: [turn.table.asks],
        What.ANSWER: [turn.table.number],
    }.get(batch.what, [])
    return logbook.Draft(
        words=_words(batch.what, said, batch.at.is_life),
        reach=said.reach,
        others=[turn.built.systems[number] for number in others],
        because=turn.of(said),
        ceiling=said.ceiling,
        category=said.category,
        on=said.day,
        seen_one_way=batch.what is What.INSIGHT and not said.several,
    )


def _words(what: What, said: Said, of_life: bool) -> dict[str, str]:
    more = {
        What.VISIT: {"first_standing": "Director", "second_standing": "Caretaker"},
        What.INSIGHT: {TO_TELLERS: "We read what you said together, and this is what we see."},
        What.PERSPECTIVE: {"whose": "Somebody at the desk", "why": "From here it looks different."},
        What.TRY: {"legal": "Yes.", "safe": "Yes, and we look again each week."},
        What.CONCLUSION: {TO_TELLERS: said.words},
        What.ASK: {"why": "We cannot change it from here."},
        What.ANSWER: {TO_TELLERS: "It has been changed."},
    }.get(what, {})
    first = {What.VISIT: "where", What.LEARNING: "happened"}.get(what, "words")
    say_so = {"their_say": "Let us see."} if of_life and what is What.TRY else {}
    return {first: said.words} | more | say_so


# --- each room's own row beside an entry ---------------------------------------------------------


def _visit(turn: Turn, entry: Entry, said: Said, by: Person) -> Visit:
    other = next(number for number in turn.table.writers if turn.built.people[number] != by)
    return Visit(entry=entry, on=said.day, first=by, second=turn.built.people[other])


def _perspective(turn: Turn, entry: Entry, said: Said, by: Person) -> Perspective:
    whose = keyed_hash("whose way of seeing it", str(entry.pk))
    return Perspective(entry=entry, insight_id=turn.of(said)[0].pk, of_whom=whose)


def _ask(turn: Turn, entry: Entry, said: Said, by: Person) -> Ask:
    turn.answered -= 1
    answered_at = timezone.now() if turn.answered >= 0 else None
    of = turn.built.systems[turn.table.asks]
    return Ask(entry=entry, of=of, answered_at=answered_at)


_ROWS: dict[What, Callable[[Turn, Entry, Said, Person], Model]] = {
    What.VISIT: _visit,
    What.STORY: lambda turn, entry, said, by: Story(entry=entry),
    What.INSIGHT: lambda turn, entry, said, by: Insight(entry=entry),
    What.PERSPECTIVE: _perspective,
    What.TRY: lambda turn, entry, said, by: Experiment(entry=entry, started_on=said.day),
    What.LEARNING: lambda turn, entry, said, by: Learning(
        entry=entry, experiment_id=turn.of(said)[0].pk
    ),
    What.CONCLUSION: lambda turn, entry, said, by: Conclusion(
        entry=entry, experiment_id=turn.of(said)[0].pk, how=How.KEEP
    ),
    What.ASK: _ask,
    What.ANSWER: lambda turn, entry, said, by: Answer(
        entry=entry, ask_id=turn.of(said)[0].pk, says=Says.YES
    ),
}


def _promise(turn: Turn, by: Person) -> None:
    """Everybody who told something was promised news; all but the newest have had it."""
    stories = [entry for (what, _n), entry in turn.here.items() if what is What.STORY]
    tellers = [Teller(code=secrets.token_bytes(32)) for _story in stories]
    bulk.insert(tellers)
    bulk.insert([Voice(entry=e, teller=t) for e, t in zip(stories, tellers, strict=True)])
    had = stories if turn.more_comes else stories[: max(len(stories) - UNANSWERED, 0)]
    now, kept = timezone.now(), {entry.pk for entry in had}
    promises = [
        Promise(entry=entry, by=by, kept_at=now if entry.pk in kept else None) for entry in stories
    ]
    bulk.insert(promises)
    bulk.insert(
        [
            News(promise=promise, entry_id=turn.came_of(promise.entry_id), way=Way.IN_PERSON)
            for promise in promises
            if promise.kept_at is not None
        ]
    )


@verb
def gather(*, batch: Batch, built: Built, by: Person) -> int:
    """This will write down the one insight that rests on more stories than anybody can read."""
    system = built.systems[batch.at.number]
    stories = [Entry(id=built.heard[number]) for _what, number in batch.said[0].rests_on]
    draft = logbook.Draft(words=_words(What.INSIGHT, batch.said[0], of_life=False), because=stories)
    writer = built.people[batch.by]
    [entry] = logbook.write_many(system=system, kind=INSIGHT, by=writer, drafts=[draft])
    Insight.objects.create(entry=entry)
    happened(SIMULATED, by=by.pk, on=system.pk, to=entry.pk)
    return 1
