"""Who may try something, and who is at the table where it is tried."""

from typing import Any

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System
from alongside.learning.experiments.models import Experiment


def can_try(person: Person, system: System) -> bool:
    """
    Anybody around the table may try something, because of an insight, one story, a hunch or
    nothing. Nobody approves it: the only questions are "Is it legal?" and "Is it safe?".
    """
    return Reader.of(person).takes_part(system.pk)


def at_its_table(person: Person, tried: Entry) -> bool:
    """Whether they may read it, and may add to what is there."""
    reader = Reader.of(person)
    mine = Entry.objects.visible_to(reader).filter(pk=tried.pk)
    return reader.takes_part(tried.system_id) and mine.exists()


def stands(experiment: Experiment) -> str:
    """How it stands now: going on, or the last thing that was said of it."""
    found: Any = Experiment.objects.filter(pk=experiment.pk).standing()
    return str(found.values_list("stands", flat=True).get())
