"""
What was expected beside what was counted: arithmetic, and nothing about why.

    compare(Expected("down", 10, 30), before, after, signal=True, could_show=8)

The middle of the points before the change is taken from the middle of those after it. Only where
those after it show a signal, and those before were still, is anything said of how far it moved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

# With fewer points after it, nobody knows what is ordinary now.
LEAST_AFTER = 6

AS_EXPECTED, SMALLER, LARGER, OTHER_WAY = "as_expected", "smaller", "larger", "other_way"
NO_SIGNAL, MOVING, TOO_FEW = "no_signal", "moving", "too_few"


@dataclass(frozen=True, slots=True)
class Expected:
    """
    :param direction: ``up``, ``down`` or ``neither``.
    :param low: the least it was expected to move that way, and ``high`` the most; for ``neither``
        ``high`` is how far it may wander.
    """

    direction: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Compared:
    """
    :param before: the middle of the points before the change, ``after`` of those since; None
        where there are no points.
    :param moved: how far it moved the expected way, below 0 for the other way. For ``neither``
        how far it moved at all.
    :param enough_before: from so many points before it on something can be said; ``enough_after``
        from so many after it.
    """

    result: str
    n_before: int
    n_after: int
    before: float | None
    after: float | None
    moved: float | None
    enough_before: int
    enough_after: int


def compare(
    expected: Expected,
    before: Sequence[float],
    after: Sequence[float],
    *,
    signal: bool,
    could_show: int,
    moving: bool = False,
    enough_before: int = 10,
    middle: Callable[[Sequence[float]], float] = median,
) -> Compared:
    """
    :param before: the values before the change, gaps and what was set aside left out.
    :param signal: whether the points after it show one, held against those before.
    :param moving: those before were moving already, so there is no telling what came of the change.
    :param could_show: after so many points the chart could show a shift, were there one.
    :param enough_before: with fewer points before it, the rules cannot tell what was ordinary.
    """
    was = middle(before) if before else None
    now = middle(after) if after else None
    moved = None if was is None or now is None else _moved(expected.direction, now - was)
    enough = max(LEAST_AFTER, 0 if signal else could_show)
    if moved is None or len(before) < enough_before or len(after) < enough:
        result = TOO_FEW
    elif moving:
        result = MOVING
    else:
        result = _result(expected, moved, signal)
    many = len(before), len(after)
    return Compared(result, *many, was, now, moved, enough_before, enough)


def _moved(direction: str, by: float) -> float:
    return {"up": by, "down": -by}.get(direction, abs(by))


def _result(expected: Expected, moved: float, signal: bool) -> str:
    if expected.direction == "neither" and moved <= expected.high:
        return AS_EXPECTED
    if not signal:
        return NO_SIGNAL
    if moved < 0:
        return OTHER_WAY
    if moved > expected.high:
        return LARGER
    return AS_EXPECTED if moved and moved >= expected.low else SMALLER
