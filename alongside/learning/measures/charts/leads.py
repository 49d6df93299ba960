"""
What a chart says first: what changed, in plain words. The counts that say so stand after it.

It tells of the newest mark. A run that the line came back from is told as one that is over.
"""

from collections.abc import Sequence

from alongside.foundation.kit.words import gettext as _

from . import anhoej
from .mdc import OUTSIDE, SHIFT, TREND
from .said import Days
from .series import Judged


def changed(here: Sequence[Judged], said: Days, base: int, *, is_over: bool = False) -> str:
    """
    What the newest mark of a stretch means, as the middle of a sentence.

    :param base: of how many points its limits are made: what goes on after them began after them.
    :param is_over: the stretch is over, so nothing in it goes on.
    """
    marked = [point for point in here if point.fired and point.y is not None]
    if not marked:
        return _("it drifts, and stays long on one side of the middle before it crosses")
    newest = marked[-1]
    for rule in (SHIFT, anhoej.RUN, TREND):
        if rule in newest.fired:
            return _of_several(here, rule, said, base, is_over)
    if OUTSIDE in newest.fired:
        return _("%s stands out from the others") % said.of(newest.x)
    return _("two points of three lie far out, the last %s") % said.of(newest.x)


def _of_several(here: Sequence[Judged], rule: str, said: Days, base: int, is_over: bool) -> str:
    """From when to when the newest run or trend goes, and whether it is still going on."""
    there = [point for point in here if _counts(point, rule)]
    last = max(k for k, point in enumerate(there) if rule in point.fired)
    first, upwards = last, _is_up(there, last, rule)
    while first and rule in there[first - 1].fired and _is_up(there, first - 1, rule) == upwards:
        first -= 1
    first = max(first, _after_base(here, there, base, last))
    first -= bool(rule == TREND and first and rule in there[first - 1].fired)
    ends = {"first": said.of(there[first].x), "last": said.of(there[last].x)}
    if not is_over and last == len(there) - 1:
        return _GOES_ON[rule == TREND, upwards]() % ends
    return _WENT[rule == TREND, is_over, upwards]() % ends


def _after_base(here: Sequence[Judged], there: Sequence[Judged], base: int, last: int) -> int:
    """The number of the first point after those the limits are made of, if the last is after it."""
    counted = [point for point in here if point.y is not None and not point.aside]
    made_of = {point.x for point in counted[:base]}
    after = sum(point.x in made_of for point in there)
    return after if base < len(counted) and after <= last else 0


def _counts(point: Judged, rule: str) -> bool:
    """A point on the middle neither makes a run of a run chart longer, nor ends it."""
    on_it = rule == anhoej.RUN and point.y == point.centre
    return point.y is not None and not point.aside and not on_it


def _is_up(there: Sequence[Judged], k: int, rule: str) -> bool:
    """Above the middle; of a trend, whether it rose to this point."""
    before = there[k - 1].y if rule == TREND and k else there[k].centre
    now = there[k].y
    return now is not None and before is not None and now > before


_GOES_ON = {
    (False, True): lambda: _("it has been higher since %(first)s"),
    (False, False): lambda: _("it has been lower since %(first)s"),
    (True, True): lambda: _("it has risen since %(first)s"),
    (True, False): lambda: _("it has fallen since %(first)s"),
}
_WENT = {
    (False, False, True): lambda: _("it was higher from %(first)s to %(last)s, and came back"),
    (False, False, False): lambda: _("it was lower from %(first)s to %(last)s, and came back"),
    (False, True, True): lambda: _("it was higher from %(first)s to %(last)s"),
    (False, True, False): lambda: _("it was lower from %(first)s to %(last)s"),
    (True, False, True): lambda: _("it rose from %(first)s to %(last)s, and no further"),
    (True, False, False): lambda: _("it fell from %(first)s to %(last)s, and no further"),
    (True, True, True): lambda: _("it rose from %(first)s to %(last)s"),
    (True, True, False): lambda: _("it fell from %(first)s to %(last)s"),
}
