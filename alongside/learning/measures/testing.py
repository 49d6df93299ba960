"""Measures and what is written beside them, made the way people make them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System

from . import actions
from .counted import Counted
from .models import Aside, Freeze, Kind, Measure, Note, Reset

MONTHS = 12


def a_measure(
    system: System,
    *,
    by: Person,
    name: str = "Days until a claim is right",
    kind: str = Kind.OUTCOME,
    definition: str = "Days from the first word to us until the claim is right, for each claim.",
    burden: str = "Whoever sat down with the person writes it in the diary: a minute.",
    **kwargs: Any,
) -> Measure:
    """Something a table looks at over time."""
    return actions.begin(
        system=system, kind=kind, name=name, definition=definition, burden=burden, by=by, **kwargs
    )


def months(many: int, since: date = date(2024, 1, 1)) -> list[date]:
    """The first days of so many months."""
    first = since.year * MONTHS + since.month - 1
    return [date(n // MONTHS, n % MONTHS + 1, 1) for n in range(first, first + many)]


def a_note(measure: Measure, *, by: Person, words: str = "We moved.", **kwargs: Any) -> Note:
    """A dated note on its chart."""
    return actions.note(measure=measure, words=words, by=by, **kwargs)


def an_aside(measure: Measure, *, period: date, by: Person, words: str = "Flood.") -> Aside:
    """A point set aside, with a reason."""
    return actions.set_aside(measure=measure, period=period, words=words, by=by)


def a_freeze(
    measure: Measure, *, base_until: date, by: Person, words: str = "We sit down together now."
) -> Freeze:
    """Limits held still at the start of a change."""
    return actions.freeze(measure=measure, base_until=base_until, words=words, by=by)


def a_reset(
    measure: Measure, *, starts: date, by: Person, yes: Sequence[str] = Reset.QUESTIONS
) -> Reset:
    """Limits set anew, with the four questions answered."""
    return actions.reset(
        measure=measure,
        starts=starts,
        differently="Nine months below the middle.",
        reason="We sit down with people before anything is sent.",
        desirable="People have their money sooner.",
        expected="It is how everybody works now.",
        yes=yes,
        by=by,
    )


def some_points(
    measure: Measure,
    values: Sequence[float | None],
    *,
    by: Person,
    since: date = date(2024, 1, 1),
    out_of: Sequence[float] = (),
    known_at: datetime | None = None,
) -> list[date]:
    """
    What was counted, a month a point; None where nobody counted. The first days of the months.

    :param out_of: for so many out of so many, what each is out of.
    """
    days = months(len(values), since)
    points = [
        _point(day, value, out_of[k] if out_of else None)
        for k, (day, value) in enumerate(zip(days, values, strict=True))
    ]
    actions.enter(measure=measure, points=points, by=by, known_at=known_at)
    return days


def _point(day: date, value: float | None, out_of: float | None) -> Counted:
    if value is None:
        return Counted(day, missing=True)
    if out_of is None:
        return Counted(day, value)
    return Counted(day, numerator=value, denominator=out_of)
