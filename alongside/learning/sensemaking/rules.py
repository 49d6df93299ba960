from collections.abc import Iterable

from alongside.foundation.logbook.models import Audience, Entry
from alongside.foundation.logbook.threads import rest_on_voices
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System


def can_make_sense(person: Person, system: System) -> bool:
    """
    Anybody around the table may say what they think is going on. Nobody's standing makes theirs
    the one that counts, and nobody has to agree to it first.
    """
    return Reader.of(person).takes_part(system.pk)


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
    if reader.takes_part(entry.system_id):
        return entry.system
    tables = [system for system in reader.systems if reader.takes_part(system)]
    shared = Audience.objects.filter(entry=entry, system__in=tables)
    first = shared.select_related("system").order_by("pk").first()
    return first.system if first is not None else None


def rests_on_voices(because: Iterable[Entry]) -> bool:
    """
    Whether somebody told something that this rests on, however far back: they are owed news, even
    where whoever writes may not read what they told.
    """
    return rest_on_voices(of.pk for of in because)
