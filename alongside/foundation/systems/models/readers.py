"""Somebody with the seats they hold at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from alongside.foundation.people.models import Person

from .held import Held
from .seats import INNER, Ground, Role, Seat
from .systems import Scale


class Reader:
    """Somebody with the seats they hold at this moment: what decides what they may read."""

    def __init__(self, person: Person, seats: Sequence[Held]) -> None:
        self.person = person
        self.seats = seats

    @classmethod
    def of(cls, who: Person | Reader) -> Reader:
        """
        One query, or none for somebody who is a reader already. Made anew for every request, so
        that ending a seat bites on the next one.
        """
        return who if isinstance(who, Reader) else cls(who, Seat.objects.held_by(who))

    @cached_property
    def systems(self) -> list[UUID]:
        """The systems they sit at, in the order they came to them."""
        return list(dict.fromkeys(seat.system_id for seat in self.seats))

    @cached_property
    def lives(self) -> list[UUID]:
        """Those of them that are lives."""
        return list(dict.fromkeys(s.system_id for s in self.seats if s.scale == Scale.LIFE))

    def sits_at(self, system: UUID) -> bool:
        return system in self._grounds

    def takes_part(self, system: UUID) -> bool:
        """
        Sits there, and not only to keep someone safe without a yes: that lets somebody read, and
        nothing else.
        """
        return bool(self._grounds.get(system, set()) - {Ground.SAFE})

    @cached_property
    def _grounds(self) -> dict[UUID, set[str]]:
        """On what grounds they sit where they sit: long lists ask it of every row."""
        grounds: dict[UUID, set[str]] = {}
        for seat in self.seats:
            grounds.setdefault(seat.system_id, set()).add(seat.ground)
        return grounds

    def is_inner(self, system: UUID) -> bool:
        """Is one of the few an entry for "us" reaches."""
        return any(seat.system_id == system and seat.role in INNER for seat in self.seats)

    def seat_of_own_life(self, system: UUID) -> Held | None:
        """The seat that says this life is theirs, if it is."""
        own = (seat for seat in self.seats if seat.role == Role.PERSON)
        return next((seat for seat in own if seat.system_id == system), None)
