"""What the tests of plans share: days, what is expected by when, and the words as they stand."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.learning.experiments.models import Plan
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Kind, Measure

TODAY = timezone.localdate
DAY = timedelta(days=1)


def a_measure(system: System, by: Person, kind: str = Kind.OUTCOME, **kwargs: Any) -> Measure:
    said = {"name": "Weeks", "definition": "Counted each Friday.", "burden": "Ten minutes."}
    return measures.begin(system=system, by=by, kind=kind, **(said | kwargs))


def words(plan: Plan) -> dict[str, str]:
    return words_of([plan.entry])[plan.pk]


def expecting(**otherwise: Any) -> dict[str, Any]:
    starts = TODAY()
    given = {"direction": "down", "low": 3.0, "high": 6.0, "why": "Letters wait."}
    return given | {"starts_on": starts, "by_when": starts + 90 * DAY} | otherwise
