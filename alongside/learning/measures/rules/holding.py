"""Whether limits are held still already: one hold a stretch, so that they move by no other way."""

from bisect import bisect_right
from datetime import date

from alongside.learning.measures.models import Measure, Reading


def is_held(measure: Measure, day: date) -> bool:
    """
    Whether the limits of the stretch a day is in are held still at another day. A second hold would
    move them, and only the four questions do that.
    """
    held = set(measure.freezes.standing().values_list("base_until", flat=True)) - {day}
    return bool(held and _of_its_stretch(measure, day, held))


def _of_its_stretch(measure: Measure, day: date, days: set[date]) -> set[date]:
    """Those of these days that are in the same stretch. It begins with its first point."""
    periods = sorted(set(Reading.objects.filter(measure=measure).values_list("period", flat=True)))
    resets = sorted(measure.resets.standing().values_list("starts", flat=True))

    def stretch(each: date) -> int:
        counted = bisect_right(periods, each)
        return bisect_right(resets, periods[counted - 1]) if counted else 0

    return {each for each in days if stretch(each) == stretch(day)}
