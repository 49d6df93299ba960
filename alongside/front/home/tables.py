"""The tables somebody sits at, and what moved there newest."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.logbook import visible
from alongside.foundation.logbook.models import ASK, Entry, Voice
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, Role, Scale, System

from .lately import lately

MINE = "mine"
HEADINGS: dict[str, Lazy | str] = {
    MINE: gettext_lazy("My own life"),
    Scale.LIFE: gettext_lazy("The people I walk alongside"),
    Scale.TEAM: gettext_lazy("Teams"),
    Scale.ORGANISATION: gettext_lazy("Organisations"),
    Scale.PLACE: gettext_lazy("Places"),
    Scale.COUNTRY: gettext_lazy("Countries"),
}


@dataclass(frozen=True)
class Table:
    """A table and the newest thing that moved there, if anything has."""

    system: System
    newest: Entry | None

    @property
    def when(self) -> str:
        return lately(self.newest) if self.newest else ""

    @property
    def moved(self) -> str:
        """What moved, in a line. Of a life no more than that something did."""
        if self.newest is None:
            return _("Nothing here yet")
        if self.system.is_life:
            return _("Something was added, %(when)s") % {"when": self.when}
        return self.newest.title or self.newest.called

    @property
    def station(self) -> str:
        return colour_of(self.newest) if self.newest and not self.system.is_life else ""


@dataclass(frozen=True)
class Group:
    heading: str
    tables: list[Table]
    is_own: bool = False


def colour_of(entry: Entry) -> str:
    """The station whose colour an entry wears; what is asked of others has its own."""
    return "ask" if entry.kind == ASK else entry.station


def at(reader: Reader) -> list[Table]:
    """Every table the reader sits at, yet to be named; where something moved newest comes first."""
    systems = System.objects.in_bulk(reader.systems)
    newest = visible.newest_each(reader, systems, size=1)
    tables = [Table(systems[pk], _first(newest.get(pk))) for pk in reader.systems]
    return sorted(tables, key=_moved_at, reverse=True)


def has_told(person: Person) -> bool:
    """Whether something they told themself is kept here, so that there is news to look for."""
    return Voice.objects.filter(teller__person=person, entry__withdrawn_at=None).exists()


def grouped(reader: Reader, tables: Iterable[Table]) -> list[Group]:
    """Lives first, then from the smallest scale to the largest."""
    own = {seat.system_id for seat in reader.seats if seat.role == Role.PERSON}
    groups: dict[str, list[Table]] = {scale: [] for scale in HEADINGS}
    for table in tables:
        groups[MINE if table.system.pk in own else table.system.scale].append(table)
    return [
        Group(str(HEADINGS[scale]), found, is_own=scale == MINE)
        for scale, found in groups.items()
        if found
    ]


def _first(entries: list[Entry] | None) -> Entry | None:
    # Two of a table's branches, just us and the table, each have a newest; the first is newer.
    return entries[0] if entries else None


def _moved_at(table: Table) -> UUID:
    return table.newest.pk if table.newest else UUID(int=0)
