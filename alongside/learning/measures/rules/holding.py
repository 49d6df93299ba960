"""Limits held still: once a stretch, so that they move by no other way, and of which points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from alongside.foundation.logbook.models import Because, Entry
from alongside.learning.measures.charts import Point
from alongside.learning.measures.models import Freeze, Measure, Reading


class Held(NamedTuple):
    """Limits made of the points up to a day: the last so many of them, or all."""

    until: date
    base: int | None = None


def is_held(
    measure: Measure,
    day: date,
    base: int | None = None,
    because: Sequence[Entry] = (),
) -> bool:
    """
    Whether the limits of the stretch a day is in are held still already, otherwise than this. A
    second hold would move them, and only the four questions do that. What they were held still for
    may say otherwise of how many points they are made: that is in ``because``.
    """
    standing = measure.freezes.standing()
    others = set(standing.values_list("base_until", flat=True)) - {day}
    if others and _of_its_stretch(measure, day, others):
        return True
    same = standing.filter(base_until=day).order_by("-entry").first()
    return same is not None and same.base != base and not _is_for(same, because)


def _is_for(freeze: Freeze, because: Sequence[Entry]) -> bool:
    """Whether these are what the limits were held still for."""
    rests = Because.objects.filter(entry=freeze.entry_id).exclude(of=freeze.measure_id)
    return bool(because) and set(rests.values_list("of", flat=True)) == {e.pk for e in because}


def _of_its_stretch(measure: Measure, day: date, days: set[date]) -> set[date]:
    """Those of these days that are in the same stretch. It begins with its first point."""
    periods = sorted(set(Reading.objects.filter(measure=measure).values_list("period", flat=True)))
    resets = sorted(measure.resets.standing().values_list("starts", flat=True))

    def stretch(each: date) -> int:
        counted = bisect_right(periods, each)
        return bisect_right(resets, periods[counted - 1]) if counted else 0

    return {each for each in days if stretch(each) == stretch(day)}


def since_each(
    points: Sequence[Point], freezes: Sequence[Held], resets: Sequence[date]
) -> Iterator[date]:
    """
    Where the points begin that limits held still are made of, where those are not all of their
    stretch.

    :param freezes: in the order in which they were written: the newest of a day holds.
    """
    counted = [p.x for p in points if p.y is not None and not p.aside and isinstance(p.x, date)]
    newest = {held.until: held for held in freezes}
    for held in newest.values():
        before = counted[: bisect_right(counted, held.until)]
        anew = max((day for day in resets if before and day <= before[-1]), default=date.min)
        there = [day for day in before if day >= anew]
        if held.base and len(there) > held.base:
            yield there[-held.base]
