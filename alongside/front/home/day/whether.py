"""
Whether there may be something of a sort for somebody, all sorts in one question: somebody's day
begins with it, and mostly there is nothing. What it is, its own room is asked, and only then.

A sort may say "maybe" where its room says "nothing", never the other way round.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from alongside.foundation.kit.asked import Question, Rows, answers
from alongside.foundation.kit.ids import as_array, as_stored
from alongside.foundation.logbook import waits as logbook
from alongside.foundation.people import waits as people
from alongside.foundation.systems import waits as systems
from alongside.foundation.systems.models import Reader
from alongside.human.introductions import waits as introductions
from alongside.human.lives import waits as lives
from alongside.human.lives.models.agreements import LATELY, SOON
from alongside.human.signals import waits as signals
from alongside.learning.experiments import waits as experiments

# Every room that may have something for somebody says how to find out.
ROOMS = (logbook, people, systems, lives, introductions, signals, experiments)
SORTS = {sort: found for room in ROOMS for sort, found in room.WAITS.items()}

QUESTION = "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {sort})" for sort in SORTS.values())


def whether(reader: Reader) -> Mapping[str, bool]:
    """For each sort, whether there may be something for this reader."""
    (there,) = answers(asked(reader))
    return there


def asked(reader: Reader) -> Question[Mapping[str, bool]]:
    """The same, to be asked together with something else."""
    now = timezone.now()
    moments = {"now": now, "lately": now - LATELY, "soon": now + SOON}
    params: dict[str, Any] = {
        name: connection.ops.adapt_datetimefield_value(at) for name, at in moments.items()
    }
    params["me"] = as_stored(reader.person.pk)
    sits_in = set(reader.lives)
    these = {"lives": sits_in, "tables": set(reader.systems) - sits_in}
    question = QUESTION
    for name, ids in these.items():
        question = _about(question, name, ids, params)
    return Question(question, params, _read)


def _read(rows: Rows) -> Mapping[str, bool]:
    (found,) = rows
    return dict(zip(SORTS, map(bool, found), strict=True))


def _about(question: str, name: str, systems: Collection[UUID], params: dict[str, Any]) -> str:
    """The question about these systems: as an array where there are such, else one by one."""
    if connection.features.has_native_uuid_field:
        params[name] = as_array(systems)
        return question.replace(f"IN ({{{name}}})", f"= ANY(%({name})s::uuid[])")
    each = {f"{name}{n}": as_stored(pk) for n, pk in enumerate(systems)}
    params.update(each)
    return question.replace(f"{{{name}}}", ", ".join(f"%({one})s" for one in each) or "NULL")
