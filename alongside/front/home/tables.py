"""The tables somebody sits at, and what moved there newest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.logbook import visible
from alongside.foundation.logbook.models import ASK, Entry, Voice
from alongside.foundation.people.models import Person
from alongside.foundation.record.kept import Made, kept
from alongside.foundation.systems.models import Reader, Role, Scale, System, name_all

from . import keeping
from .lately import lately

MINE, OTHERS = gettext_lazy("My own life"), gettext_lazy("The people I walk alongside")
HEADINGS: dict[str, Lazy | str] = {
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
    def moved_at(self) -> UUID:
        return self.newest.pk if self.newest else UUID(int=0)

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
class Row:
    """A table that is no life, as it is shown in the list, and the id of what moved there."""

    shown: SafeString
    moved_at: UUID


@dataclass(frozen=True)
class Group:
    heading: str
    lives: Sequence[Table] = ()
    rows: Sequence[Row] = ()
    is_own: bool = False


def colour_of(entry: Entry) -> str:
    """The station whose colour an entry wears; what is asked of others has its own."""
    return "ask" if entry.kind == ASK else entry.station


def lives(reader: Reader) -> list[Table]:
    """The lives the reader sits in, yet to be named; where something moved newest comes first."""
    systems = [System.from_db(None, ["id", "scale"], [pk, Scale.LIFE]) for pk in reader.lives]
    return sorted(_tables(reader, systems), key=lambda table: table.moved_at, reverse=True)


def rows(reader: Reader) -> dict[str, list[Row]]:
    """The other tables they sit at, scale by scale; where something moved newest comes first."""
    scales = {s.system_id: s.scale for s in reader.seats if s.scale != Scale.LIFE}
    keys = keeping.keys_of("row", reader, scales)
    found = kept(keys, scales, partial(_made, reader))
    in_order = sorted(found.items(), key=lambda item: item[1].moved_at, reverse=True)
    by_scale: dict[str, list[Row]] = {}
    for pk, row in in_order:
        by_scale.setdefault(scales[pk], []).append(row)
    return by_scale


def _made(reader: Reader, wanted: Sequence[UUID]) -> dict[UUID, Made[Row]]:
    tables = _tables(reader, name_all(System.objects.filter(pk__in=wanted)))
    return {table.system.pk: _row(table) for table in tables}


def _row(table: Table) -> Made[Row]:
    shown = render_to_string("home/_table.html", {"table": table})
    return Made(
        Row(shown, table.moved_at),
        keeping.made_of([table.system], [table.newest] if table.newest else []),
    )


def _tables(reader: Reader, systems: Sequence[System]) -> list[Table]:
    newest = visible.newest_each(reader, [system.pk for system in systems], size=1)
    # Two of a table's branches, just us and the table, each have a newest; the first is newer.
    return [Table(s, newest[s.pk][0] if s.pk in newest else None) for s in systems]


def has_told(person: Person) -> bool:
    """Whether something they told themself is kept here, so that there is news to look for."""
    return Voice.objects.filter(teller__person=person, entry__withdrawn_at=None).exists()


def grouped(reader: Reader, lives: Iterable[Table], rows: dict[str, list[Row]]) -> list[Group]:
    """Lives first, then from the smallest scale to the largest."""
    own = {seat.system_id for seat in reader.seats if seat.role == Role.PERSON}
    lives = list(lives)
    mine = [life for life in lives if life.system.pk in own]
    others = [life for life in lives if life.system.pk not in own]
    groups = [Group(str(MINE), mine, is_own=True), Group(str(OTHERS), others)]
    groups += [Group(str(HEADINGS[s]), rows=rows.get(s, [])) for s in HEADINGS]
    return [group for group in groups if group.lives or group.rows]
