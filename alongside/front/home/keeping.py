"""Pages of tables, kept until something moves there. Nothing of a life is (docs/decisions/0015)."""

from collections.abc import Iterable
from hashlib import blake2b
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import INNER, Held, Reader, System


def only_here(reader: Reader, system: UUID) -> Reader:
    """The reader with the seats they hold at one table, as if they sat nowhere else."""
    return Reader(reader.person, [seat for seat in reader.seats if seat.system_id == system])


def keys_of(what: str, reader: Reader, systems: Iterable[UUID]) -> dict[UUID, str]:
    """
    What tells each table, as it is today, from the same one for whoever sits there otherwise.

    What somebody may read at a table depends on their seats there and on nothing else of them.
    """
    seats: dict[UUID, list[Held]] = {system: [] for system in systems}
    for seat in reader.seats:
        if seat.system_id in seats:
            seats[seat.system_id].append(seat)
    said = _said(what)
    return {pk: _digest(said, these) for pk, these in seats.items()}


def key_of(what: str, reader: Reader) -> str:
    """The same, for what comes of all the tables somebody sits at."""
    return _digest(_said(what), reader.seats)


def _said(what: str) -> str:
    return f"{what} {timezone.localdate()} {get_language()}"


def _digest(said: str, seats: Iterable[Held]) -> str:
    sits = {f"{s.system_id.int} {s.role in INNER} {','.join(s.categories)}" for s in seats}
    return blake2b(f"{said} {sorted(sits)}".encode(), digest_size=16).hexdigest()


def made_of(
    systems: Iterable[System], entries: Iterable[Entry], *also: UUID
) -> frozenset[UUID] | None:
    """The chains of all that is shown; None if something of it is of a life."""
    systems, entries = list(systems), list(entries)
    if any(system.is_life for system in systems) or any(entry.of_life for entry in entries):
        return None
    return frozenset([*(s.pk for s in systems), *(entry.system_id for entry in entries), *also])


def together(these: Iterable[frozenset[UUID] | None]) -> frozenset[UUID] | None:
    """What all of these are made of; None if one of them may not be kept."""
    of: set[UUID] = set()
    for one in these:
        if one is None:
            return None
        of |= one
    return frozenset(of)
