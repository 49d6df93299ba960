"""The learning cycle of a system: at each station the newest words, and what waits on whom."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import had_for
from alongside.foundation.logbook.kinds import Station
from alongside.foundation.logbook.models import Entry, Promise
from alongside.foundation.people.models import Membership, Person
from alongside.foundation.systems.models import Reader, Seat, System
from alongside.foundation.ui.cycle import Cycle
from alongside.foundation.ui.cycle import Station as Drawn
from alongside.foundation.ui.stations import NAMES
from alongside.front.home.asking import Asked
from alongside.front.home.lately import day_ahead
from alongside.front.home.readable import at_tables, readable
from alongside.human.listening.models import VISIT, Visit
from alongside.learning.experiments.models import TRY, Experiment, Stands
from alongside.learning.sensemaking.models import INSIGHT

from .around import is_said, newest_at, said_of

PAGES = {
    Station.UNDERSTAND: "listening:stories",
    Station.DESIGN: "sensemaking:insights",
    Station.TRY: "experiments:tries",
    Station.EMBED: "logbook:asks",
}

TITLES = {"Cllr", "Dame", "Dr", "Miss", "Mr", "Mrs", "Ms", "Mx", "Prof", "Rev", "Sir"}


def called(person: Person) -> str:
    """What people around a table call somebody: the drawing has little room."""
    first = person.name.split()[0]
    return person.name if first.rstrip(".") in TITLES else first


@dataclass(frozen=True)
class Waiting:
    """What waits on whom, a line a station."""

    visit: Visit | None
    promise: Promise | None
    asked: Asked | None
    trying: Experiment | None
    newest: dict[str, Entry]
    clock_shown: bool = True

    @property
    def newest_insight(self) -> Entry | None:
        newest = self.newest.get(Station.DESIGN)
        return newest if newest and newest.kind == INSIGHT else None

    def at(self, station: str) -> str:
        lines = {
            Station.UNDERSTAND: self._visit() or self._owed(),
            Station.DESIGN: self._seen_one_way(),
            Station.TRY: self._trying(),
            Station.EMBED: self._asked() or (self._owed() if self.visit else ""),
        }
        return lines[Station(station)]

    def _visit(self) -> str:
        if self.visit is None:
            return ""
        said = {"day": day_ahead(self.visit.on), "one": called(self.visit.first)}
        if self.visit.second is None:
            return _("%(one)s and another listen %(day)s") % said
        said["other"] = called(self.visit.second)
        return _("%(one)s and %(other)s listen %(day)s") % said

    def _owed(self) -> str:
        if self.promise is None:
            return ""
        said = {"name": called(self.promise.by), "time": had_for(self.promise.held_since)}
        if not self.clock_shown:
            return _("%(name)s will bring news") % said
        return _("%(name)s has owed an answer %(time)s") % said

    def _seen_one_way(self) -> str:
        newest = self.newest.get(Station.DESIGN)
        return _("another way of seeing it?") if newest and newest.seen_one_way else ""

    def _trying(self) -> str:
        if self.trying is None or self.trying.entry.by is None:
            return ""
        return _("%(name)s is learning what happens") % {"name": called(self.trying.entry.by)}

    def _asked(self) -> str:
        if self.asked is None:
            return ""
        return _("%(table)s has had our ask %(time)s") % {
            "table": self.asked.of.name,
            "time": had_for(self.asked.since),
        }


# What is tried now is looked for among so many of the newest things tried at a table.
LATELY = 100


def drawn(reader: Reader, system: System, words: dict[UUID, str], waiting: Waiting) -> Cycle:
    """The cycle to draw; its stations lead somewhere for those who sit here."""
    here = reader.sits_at(system.pk)
    purpose = system.purpose
    stations = [_station(system, key, words, waiting, here) for key in NAMES]
    return Cycle(
        purpose.words if purpose else "",
        said_of(purpose),
        stations,
        reverse("systems:wordings", args=[system.pk]) if here else "",
    )


def _station(
    system: System, key: str, words: dict[UUID, str], waiting: Waiting, here: bool
) -> Drawn:
    newest = waiting.newest.get(key)
    url = reverse(PAGES[Station(key)], args=[system.pk]) if here else ""
    if newest is None:
        none = "" if here else _("Nothing for anyone to read yet")
        return Drawn(key, str(NAMES[key]), none, waiting.at(key), url)
    title, said = str(NAMES[key]), is_said(newest)
    return Drawn(key, title, words[newest.pk], waiting.at(key), url, said)


def waiting_at(
    reader: Reader,
    system: System,
    newest: list[Entry],
    asked: list[Asked],
) -> Waiting:
    """What waits here; to strangers nothing does."""
    at = newest_at(newest)
    if not reader.sits_at(system.pk):
        return Waiting(None, None, None, None, at)
    still = sorted((a for a in asked if a.ask.answered_at is None), key=lambda a: a.since)
    longest = still[0] if still else None
    promise, trying = _promise(reader, system), _trying(reader, system)
    shown = promise is None or _may_see_clock(reader, system, promise)
    return Waiting(_visit(reader, system), promise, longest, trying, at, shown)


def _may_see_clock(reader: Reader, system: System, promise: Promise) -> bool:
    """
    At a table all see how long an answer has been owed. In a life it would time one worker before
    the others: there it is for who owes it, and for whose life it is.
    """
    own = reader.seat_of_own_life(system.pk) is not None
    return not system.is_life or own or promise.by_id == reader.person.pk


def _visit(reader: Reader, system: System) -> Visit | None:
    """The next visit planned from this table."""
    here = Visit.objects.filter(pk__in=at_tables([system.pk], VISIT))
    planned = here.filter(readable(reader, system=system), on__gte=timezone.localdate())
    return planned.select_related("first", "second").order_by("on").first()


def _trying(reader: Reader, system: System) -> Experiment | None:
    """The newest of what is being tried here now."""
    # ``stands`` is annotated, which the checker of types cannot see through the adjective.
    lately = at_tables([system.pk], TRY).order_by("-entry")[:LATELY]
    here: Any = Experiment.objects.filter(readable(reader, system=system), pk__in=lately).standing()
    going_on = here.filter(stands=Stands.GOING_ON).select_related("entry__by")
    return cast("Experiment | None", going_on.order_by("-entry").first())


def _promise(reader: Reader, system: System) -> Promise | None:
    """The answer owed longest for something told here, whether or not they still sit here."""
    here = readable(reader, system=system)
    owed = Promise.objects.filter(here, by__in=_ever_around(system), kept_at=None)
    return owed.select_related("by").order_by("held_since").first()


def _ever_around(system: System) -> QuerySet[Any, Any]:
    """
    Whoever sat at this table, themself or through an organisation: a promise outlasts a seat.

    What somebody owes is looked up by who they are, so it matters little how much was told here.
    """
    seats = Seat.objects.filter(system=system)
    belonged = Membership.objects.filter(organisation__in=seats.values("organisation"))
    # As "one or the other", PostgreSQL takes it for nearly everybody and reads every promise.
    return seats.exclude(person=None).values("person").union(belonged.values("person"))
