from collections.abc import Iterable

from django.db.models import Q

from alongside.foundation.logbook.kinds import voices
from alongside.foundation.logbook.models import Audience, Entry, Reach
from alongside.foundation.logbook.threads import back
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Category, Reader, System


def can_make_sense(person: Person, system: System) -> bool:
    """
    Anybody around the table may say what they think is going on. Nobody's standing makes theirs
    the one that counts, and nobody has to agree to it first.
    """
    return Reader.of(person).sits_at(system.pk)


def can_see(person: Person, insight: Entry) -> bool:
    """
    Whoever may read what is thought to be going on, and sits at a table it was written for, may
    put another way of seeing it beside the others. Those it was shared with too: they may be the
    ones who see it differently.
    """
    reader = Reader.of(person)
    mine = Entry.objects.visible_to(reader).filter(pk=insight.pk)
    return mine.exists() and table_of(reader, insight) is not None


def table_of(reader: Reader, entry: Entry) -> System | None:
    """The table from which this reader may add to an entry: its own, else one it is shared with."""
    if reader.sits_at(entry.system_id):
        return entry.system
    shared = Audience.objects.filter(entry=entry, system__in=reader.systems)
    first = shared.select_related("system").order_by("pk").first()
    return first.system if first is not None else None


def may_rest_on(system: System, because: Iterable[Entry]) -> bool:
    """What was said in a life stays in it, until it is shared more widely with the person's yes."""
    return all(not of.of_life or of.system_id == system.pk for of in because)


def may_reach(reader: Reader, system: System, reach: str, others: Iterable[System]) -> bool:
    """
    "Just us" is for the few who hold a table. What is written in a life reaches no further than
    the people alongside it: beyond that, it is shared more widely, with the person's yes.
    """
    others = list(others)
    if reach == Reach.US:
        return reader.is_inner(system.pk) and not others
    return not system.is_life or (reach == Reach.TABLE and not others)


def open_to(reader: Reader, system: System) -> list[str]:
    """What somebody may write about at a table: everything, or what their seats are for."""
    seats = [seat for seat in reader.seats if seat.system_id == system.pk]
    if any(not seat.categories for seat in seats):
        return list(Category.values)
    named = {category for seat in seats for category in seat.categories}
    return [category for category in Category.values if category in named]


def rests_on_voices(reader: Reader, because: Iterable[Entry]) -> bool:
    """Whether somebody told something that this rests on, however far back: they are owed news."""
    because = list(because)
    if any(of.kind in voices() for of in because):
        return True
    return any(step.is_voice for step in back(reader, *[of.pk for of in because]))


def others_near(reader: Reader, system: System) -> list[System]:
    """
    The other tables something here may be addressed to by name: those the reader sits at, and
    those this one sits within or that sit within it. Never a life.
    """
    near = (
        Q(pk__in=reader.systems)
        | Q(holds__inner=system)
        | Q(sits_within__outer=system)
        | Q(sits_within__outer__holds__inner=system)
    )
    found = System.objects.not_lives().filter(near).exclude(pk=system.pk)
    return list(found.distinct().order_by("pk"))
