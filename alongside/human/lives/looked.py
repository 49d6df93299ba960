"""Putting looks together so that they can be read: by day, by who looked, by what for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Read:
    """One look as it is read: when, who, on what ground, what for, and at what of the life."""

    event: UUID
    at: datetime  # in the time of the place
    by: UUID
    ground: str
    why: str
    entries: tuple[UUID, ...]


@dataclass
class Row:
    """What somebody did that day for one reason, however often."""

    why: str
    event: UUID  # the newest of them: what a question about it points at
    times: list[datetime] = field(default_factory=list)
    entries: list[UUID] = field(default_factory=list)


@dataclass
class Somebody:
    """One person on one day, on one ground."""

    by: UUID
    ground: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class Day:
    day: date
    people: list[Somebody] = field(default_factory=list)


def by_day(looks: Iterable[Read]) -> list[Day]:
    """
    Days, people and rows in the order their newest look came, newest first; every look is in it.

    :param looks: newest first.
    """
    days: dict[date, dict[tuple[UUID, str], dict[str, Row]]] = {}
    for look in looks:
        people = days.setdefault(look.at.date(), {})
        rows = people.setdefault((look.by, look.ground), {})
        row = rows.setdefault(look.why, Row(look.why, look.event))
        row.times.insert(0, look.at)
        row.entries += [entry for entry in look.entries if entry not in row.entries]
    return [
        Day(day, [Somebody(by, ground, [*rows.values()]) for (by, ground), rows in people.items()])
        for day, people in days.items()
    ]


def first_of_each(rows: Iterable[Row], most: int, altogether: int) -> list[UUID]:
    """The entries whose names are shown: the first few of each row, and not too many at once."""
    shown: list[UUID] = []
    for row in rows:
        shown += [entry for entry in row.entries[:most] if entry not in shown]
    return shown[:altogether]


def count_kinds(kinds: Sequence[str]) -> list[tuple[str, int]]:
    """Each kind and how many of it, in the order they came."""
    counted: dict[str, int] = {}
    for kind in kinds:
        counted[kind] = counted.get(kind, 0) + 1
    return [*counted.items()]
