"""Who looked at a life, read back from its chain for the person whose life it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from uuid import UUID

from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import INNER, Seat, System, seat_all

from .safety import Override, SafeDay

LOOKS = 100


@dataclass(frozen=True)
class Look:
    """One look at a life: by whom, when, what for, and at what of it."""

    event: UUID
    n: int
    at: datetime
    by: UUID
    why: str
    seen: tuple[str, ...]

    @cached_property
    def entries(self) -> tuple[UUID, ...]:
        """What of it was on the page. There may be thousands of looks at hundreds of things."""
        return tuple(map(UUID, self.seen))


def looks_at(life: UUID, before: int | None = None, size: int = LOOKS) -> tuple[list[Look], bool]:
    """The newest looks at one life, and whether there are older ones. Never asked by who looked."""
    return looks_told(life, lambda _look: True, before, size)


def looks_told(
    life: UUID, told: Callable[[Look], bool], before: int | None = None, size: int = LOOKS
) -> tuple[list[Look], bool]:
    """
    The newest looks at one life that are to be told in one place, and whether there are older ones:
    a page is full of those, and not of what is folded away beside it.
    """
    rows = Event.objects.filter(chain=life, kind=RecordEvent.LOOKED).order_by("-n")
    if before is not None:
        rows = rows.filter(n__lt=before)
    looks = (_look(event) for event in rows.iterator(chunk_size=size + 1))
    found = list(islice(filter(told, looks), size + 1))
    return found[:size], len(found) > size


def look_at(life: UUID, event: UUID) -> Look | None:
    row = Event.objects.filter(chain=life, kind=RecordEvent.LOOKED, pk=event).first()
    return _look(row) if row else None


def like(look: Look, life: UUID, *, since: datetime, until: datetime) -> list[Look]:
    """
    What the same one looked at in the same life in that time, newest first: for whoever looks into
    a concern the person named. It is read off this one life, from before and after that look.
    """
    rows = Event.objects.filter(chain=life, kind=RecordEvent.LOOKED, at__gte=since, at__lte=until)
    looks = (_look(event) for event in rows.order_by("-n").iterator())
    return [other for other in looks if other.by == look.by]


def read_their_own(life: UUID, people: Collection[UUID], *, since: datetime) -> bool:
    """Whether those whose life it is have read something of it themselves since then."""
    rows = Event.objects.filter(chain=life, kind=RecordEvent.LOOKED, at__gte=since)
    return any(event.by in people for event in rows.order_by("-n").iterator())


def _look(event: Event) -> Look:
    said = json.loads(event.data)
    seen = tuple(said.get("entries", ()))
    by = event.by or UUID(int=0)
    return Look(event.pk, event.n, event.at, by, str(said.get("why", "")), seen)


@dataclass
class Looker:
    """Somebody who looked: who they are, where they belonged, and the seats they had, over time."""

    pk: UUID
    name: str = ""
    memberships: list[Membership] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)

    def organisations_at(self, moment: datetime) -> list[Organisation]:
        return [m.organisation for m in self.memberships if _held(m, moment)]

    def seats_at(self, moment: datetime) -> list[Seat]:
        """What they sat there by at that moment, who holds the table first."""
        through = {organisation.pk for organisation in self.organisations_at(moment)}
        held = [
            seat
            for seat in self.seats
            if _held(seat, moment) and (seat.person_id or seat.organisation_id in through)
        ]
        return sorted(held, key=lambda seat: (seat.role not in INNER, seat.since))


def _held(what: Seat | Membership, moment: datetime) -> bool:
    return what.since <= moment and (what.until is None or what.until > moment)


def lookers(life: System, looks: Iterable[Look]) -> dict[UUID, Looker]:
    """Everybody who looked, in six queries however many they are."""
    ids = {look.by for look in looks}
    found = {pk: Looker(pk) for pk in ids}
    for person in Person.objects.filter(pk__in=ids):
        found[person.pk].name = person.name
    memberships = Membership.objects.filter(person__in=ids).select_related("organisation")
    for membership in memberships.order_by("since"):
        found[membership.person_id].memberships.append(membership)
    seats = seat_all(Seat.objects.filter(system=life).select_related("organisation"))
    for looker in found.values():
        looker.seats = _of(looker, seats)
    return found


def _of(looker: Looker, seats: Sequence[Seat]) -> list[Seat]:
    theirs = {membership.organisation_id for membership in looker.memberships}
    return [s for s in seats if s.person_id == looker.pk or s.organisation_id in theirs]


def _lets_see(seats: Sequence[Seat], category: str | None) -> bool:
    """Does one of these seats, by itself, let somebody see something of this category?"""
    return any(not seat.categories or category in seat.categories for seat in seats)


@dataclass(frozen=True)
class NotTold:
    """What was done to keep someone safe, of which the person cannot be told yet."""

    entries: frozenset[UUID]
    seats: frozenset[UUID]

    @classmethod
    def of(cls, life: System) -> NotTold:
        days = SafeDay.objects.filter(override__life=life, override__told_at=None)
        entries = Override.objects.filter(life=life).to_tell().values_list("pk", flat=True)
        return cls(frozenset(entries), frozenset(days.values_list("seat", flat=True)))

    def keeps_back(self, look: Look, looker: Looker, about: Mapping[UUID, str]) -> bool:
        """
        A look is kept back as long as it would tell them: it waits here until they are told, and
        then stands with all the others. What a seat they know of lets somebody see is shown.

        :param about: the category of each thing that was on the page, as far as it can be said.
        """
        if self.entries and self.entries & set(look.entries):
            return True
        if not self.seats or not any(seat.pk in self.seats for seat in looker.seats_at(look.at)):
            return False
        known = self.known_to_them(look, looker)
        return not known or not all(_lets_see(known, about.get(e)) for e in look.entries)

    def known_to_them(self, look: Look, looker: Looker) -> list[Seat]:
        """The seats somebody had then, but for those the person cannot be told of yet."""
        return [seat for seat in looker.seats_at(look.at) if seat.pk not in self.seats]
