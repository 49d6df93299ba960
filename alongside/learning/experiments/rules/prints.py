"""Whether what was expected is still what was locked, as the record has it."""

import hashlib
import json
from collections.abc import Iterable
from uuid import UUID

from alongside.foundation.logbook.models import Words
from alongside.foundation.record.models import Event
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import AsWhat, Plan
from alongside.learning.measures.models import Definition, Measure


def print_of(plan: Plan) -> str:
    """
    A hash of what is expected, why, of which measure and counted how, in which unit: the record
    keeps it, and no word.
    """
    main = plan.chosen.now().filter(as_what=AsWhat.MAIN).values_list("measure", flat=True)
    why = Words.objects.filter(entry=plan.entry_id, part__startswith="why").order_by("pk")
    expected = [
        plan.starts_on,
        plan.direction,
        plan.low,
        plan.high,
        plan.by_when,
        *main,
        plan.definition,
        *_counted(plan, main),
        *(bytes(words).hex() for words in why.values_list("fingerprint", flat=True)),
    ]
    return hashlib.sha256(json.dumps(expected, default=str).encode()).hexdigest()


def _counted(plan: Plan, main: Iterable[UUID]) -> list[str]:
    """Prints of the words that say how the measure is counted, in the version that was locked."""
    parts = [f"{part}-{plan.definition}" for part in Definition.PARTS]
    words = Words.objects.filter(entry__in=main, part__in=parts).order_by("pk")
    each = Measure.objects.filter(pk__in=main).values_list("shape", "per")
    return [
        *(bytes(one).hex() for one in words.values_list("fingerprint", flat=True)),
        *(f"{shape} {per}" for shape, per in each),
    ]


def is_as_locked(plan: Plan) -> bool:
    """Whether the record, which nobody can change, says the same."""
    written = Event.objects.filter(thing=plan.pk, kind=ExperimentEvent.LOCKED).first()
    return written is not None and json.loads(written.data).get("print") == print_of(plan)
