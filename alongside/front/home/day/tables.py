"""The tables somebody sits at, and what moved there newest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.addresses import address
from alongside.foundation.kit.asked import Question
from alongside.foundation.kit.clocks import days_of
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.models import Entry, Voice
from alongside.foundation.people.models import Person
from alongside.foundation.record.kept import Made, kept, one_kept
from alongside.foundation.systems.models import Reader, Role, Scale, System, name_all
from alongside.front.home import asking, keeping
from alongside.front.home.lately import day_said, lately
from alongside.front.home.naming import colour_of, named
from alongside.human.lives.models import not_leading

MINE, OTHERS = gettext_lazy("My own life"), gettext_lazy("The people I walk alongside")
SAFE = gettext_lazy("Open to me for a day, to keep someone safe")
NEVER = UUID(int=0)
EMPTY = SafeString("")
HEADINGS: dict[str, Lazy | str] = {
    Scale.TEAM: gettext_lazy("Teams"),
    Scale.ORGANISATION: gettext_lazy("Organisations"),
    Scale.PLACE: gettext_lazy("Places"),
    Scale.COUNTRY: gettext_lazy("Countries"),
}


@dataclass(frozen=True)
class Life:
    """A life somebody sits in. On a list it has a name, and the day something was added last."""

    pk: UUID
    name: str
    moved: str

    @property
    def url(self) -> str:
        return address("home:system", self.pk)


@dataclass(frozen=True)
class Table:
    """Any other table and the newest thing that moved there, if anything has."""

    system: System
    newest: Entry | None

    @property
    def moved_at(self) -> UUID:
        return self.newest.pk if self.newest else NEVER

    @property
    def when(self) -> str:
        return lately(self.newest) if self.newest else ""

    @property
    def moved(self) -> str:
        return (self.newest.title or self.newest.called) if self.newest else ""

    @property
    def station(self) -> str:
        return colour_of(self.newest) if self.newest else ""


@dataclass(frozen=True)
class Row:
    """A table as it is shown in the list, the id of what moved there, and what it is made of."""

    shown: SafeString
    moved_at: UUID
    of: frozenset[UUID] | None


@dataclass(frozen=True)
class Others:
    """All tables somebody sits at that are no lives, scale by scale, and what they ask."""

    rows: dict[str, SafeString]
    asks: SafeString


@dataclass(frozen=True)
class Group:
    name: str  # of this part of the page, in its address
    heading: Lazy | str
    lives: Sequence[Life] = ()
    rows: SafeString = EMPTY
    is_own: bool = False
    walks: bool = True  # of lives that are not their own: they are beside the person


def lives(
    reader: Reader, moved: visible.Moved, names: Mapping[UUID, str], some_are_one: bool
) -> list[Life]:
    """
    The lives the reader sits in; where something moved newest comes first. Of two that are one
    person's, the one that leads stands for both.
    """
    unnamed = _("a life")
    folded = not_leading(reader, reader.lives) if some_are_one else set()
    shown = [pk for pk in reader.lives if pk not in folded]
    in_order = sorted(shown, key=lambda pk: moved[pk][0] if pk in moved else NEVER, reverse=True)
    said = cache(_said)  # of many lives few days
    days = dict(zip(moved, days_of(at for _entry, at in moved.values()), strict=True))
    return [Life(pk, names.get(pk, unnamed), said(days.get(pk))) for pk in in_order]


def _said(day: date | None) -> str:
    if day is None:
        return _("Nothing here yet")
    return _("Something was added, %(when)s") % {"when": day_said(day)}


def others(reader: Reader, most: int) -> Question[Others]:
    """
    Asks for the other tables they sit at, scale by scale, where something moved newest first; and
    the few asks of theirs or made by them that wait longest.
    """
    key = keeping.key_of("tables", reader)
    return one_kept(key, reader.systems, partial(_others, reader, most))


def _others(reader: Reader, most: int) -> Made[Others]:
    scales = {s.system_id: s.scale for s in reader.seats if s.scale != Scale.LIFE}
    keys = keeping.keys_of("row", reader, scales)
    found = kept(keys, scales, partial(_rows, reader))
    rows = dict.fromkeys(HEADINGS, EMPTY)
    for pk, row in sorted(found.items(), key=lambda item: item[1].moved_at, reverse=True):
        rows[scales[pk]] += row.shown
    asks, of = _asks(reader, most), [row.of for row in found.values()]
    return Made(Others(rows, asks.shown), keeping.together([asks.of, *of]))


def _rows(reader: Reader, wanted: Sequence[UUID]) -> dict[UUID, Made[Row]]:
    systems = name_all(System.objects.filter(pk__in=wanted))
    made = {table.system.pk: _row(table) for table in _tables(reader, systems)}
    return {pk: Made(row, row.of) for pk, row in made.items()}


def _row(table: Table) -> Row:
    of = keeping.made_of([table.system], [table.newest] if table.newest else [])
    return Row(render_to_string("home/_table.html", {"table": table}), table.moved_at, of)


def _asks(reader: Reader, most: int) -> Row:
    asks = asking.waiting(reader, most)
    systems = named(reader, asking.systems_of(asks))
    of = keeping.made_of(systems, asking.entries_of(asks), *reader.systems)
    return Row(render_to_string("home/_asks.html", {"asks": asks}), NEVER, of)


def _tables(reader: Reader, systems: Sequence[System]) -> list[Table]:
    newest = visible.newest_each(reader, [system.pk for system in systems], size=1)
    # Two of a table's branches, just us and the table, each have a newest; the first is newer.
    return [Table(s, newest[s.pk][0] if s.pk in newest else None) for s in systems]


def has_told(person: Person) -> bool:
    """Whether something they told themself is kept here, so that there is news to look for."""
    return Voice.objects.filter(teller__person=person, entry__withdrawn_at=None).exists()


def grouped(reader: Reader, lives: Iterable[Life], rows: dict[str, SafeString]) -> list[Group]:
    """Lives first, then from the smallest scale to the largest."""
    own = {seat.system_id for seat in reader.seats if seat.role == Role.PERSON}
    lives = list(lives)
    mine = [life for life in lives if life.pk in own]
    others = [life for life in lives if life.pk not in own]
    safe = [life for life in others if not reader.takes_part(life.pk)]
    others = [life for life in others if life not in safe]
    groups = [
        Group("mine", MINE, mine, is_own=True),
        Group("others", OTHERS, others),
        Group("safe", SAFE, safe, walks=False),
        *(Group(scale, HEADINGS[scale], rows=shown) for scale, shown in rows.items()),
    ]
    return [group for group in groups if group.lives or group.rows]
