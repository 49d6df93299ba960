"""
XmR charts, read with the four rules of the NHS programme "Making Data Count".

    centre     = mean of the base
    limits     = centre -/+ 2.66 AMR           2.66 = 3 / 1.128: three standard deviations
    near lines = centre -/+ 2 (2.66 / 3) AMR   two of them

    outside    a point beyond a limit; on it is inside
    trend      seven points that each rise, or each fall; a tie or a gap ends it
    two3       two of three points near a limit (but not beyond it), all three on one side
    shift      seven points on one side of the centre; one on the centre ends it

The base is every point of a stretch or its first few; AMR is the mean moving range of the base,
never across a gap. Each point has one label, the first that fits in the order above.

Held against NHSRplotthedots 0.2.2, whose words the labels are. It is of the version with these
rules: others count points beyond a limit in ``two3`` or do not screen.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .anhoej import sides
from .ranges import average_moving_range, mean, present

CONVENTION = "mdc-r-0.2.2"
OUTSIDE, TREND, TWO3, SHIFT = RULES = ("outside", "trend", "two3", "shift")
COMMON = "Common Cause"
LEAST_BASE = 12  # fewer points cannot hold limits still
LIMIT = 2.66
NEAR = 2 * (LIMIT / 3)
MANY = 7  # points in a shift or a trend


class Limits(NamedTuple):
    """The lines of a chart. Without two neighbours there is a centre only."""

    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None


class Found(NamedTuple):
    """
    A rule that fired.

    :param marks: the points it marks.
    :param at: the point that made it so: before, nobody could have known.
    """

    rule: str
    marks: Sequence[int]
    at: int


class Labelled(NamedTuple):
    label: str
    fired: tuple[str, ...]


def limits(base: Sequence[float | None], *, screen: bool) -> Limits:
    there = present(base)
    if not there:
        return Limits()
    centre = mean(there)
    amr = average_moving_range(base, screen=screen)
    if amr is None:
        return Limits(centre)
    return Limits(
        centre,
        lower=centre - LIMIT * amr,
        upper=centre + LIMIT * amr,
        near_lower=centre - NEAR * amr,
        near_upper=centre + NEAR * amr,
    )


def findings(values: Sequence[float | None], lines: Limits) -> Iterator[Found]:
    """Every rule that fires, in the order in which somebody watching would have seen it."""
    sided = steps = 0  # how many points on one side, how many steps one way, up to here
    last_side = last_step = 0
    before: float | None = None
    near: list[bool] = []
    for k, (y, side) in enumerate(zip(values, sides(values, lines.centre), strict=True)):
        step = 0 if y is None or before is None else (y > before) - (y < before)
        sided = sided + 1 if side and side == last_side else abs(side)
        steps = steps + 1 if step and step == last_step else abs(step)
        last_side, last_step, before = side, step, y
        outside = is_outside(y, lines.lower, lines.upper)
        near.append(not outside and is_outside(y, lines.near_lower, lines.near_upper))
        if outside:
            yield Found(OUTSIDE, (k,), k)
        if steps >= MANY - 1:
            yield Found(TREND, range(k - MANY + 1, k + 1), k)
        if sided >= 3 and sum(near[-3:]) >= 2:
            yield Found(TWO3, [j for j in range(k - 2, k + 1) if near[j]], k)
        if sided >= MANY:
            yield Found(SHIFT, range(k - MANY + 1, k + 1), k)


def is_outside(y: float | None, lower: float | None, upper: float | None) -> bool:
    """Strictly beyond: a point on a limit is inside."""
    return y is not None and (
        (lower is not None and y < lower) or (upper is not None and y > upper)
    )


def labels(values: Sequence[float | None], lines: Limits) -> list[Labelled]:
    """What each point is called, and every rule that marks it. A gap is never marked."""
    marked: dict[str, set[int]] = {rule: set() for rule in RULES}
    for found in findings(values, lines):
        marked[found.rule].update(found.marks)
    side = sides(values, lines.centre)
    called = []
    for k in range(len(values)):
        fired = tuple(rule for rule in RULES if k in marked[rule])
        called.append(Labelled(_label(k, fired, side[k], values, marked[TREND]), fired))
    return called


def _label(
    k: int, fired: tuple[str, ...], side: int, values: Sequence[float | None], trend: set[int]
) -> str:
    if not fired:
        return COMMON
    if fired[0] == OUTSIDE:
        return beyond(side)
    if fired[0] == TREND:
        return f"7 Point Trend ({'Increasing' if _rises(k, values, trend) else 'Decreasing'})"
    above = "Above" if side > 0 else "Below"
    return f"2 in 3 {above} CL" if fired[0] == TWO3 else f"7 Points {above} CL"


def beyond(side: int) -> str:
    return "Above UCL" if side > 0 else "Below LCL"


def _rises(k: int, values: Sequence[float | None], trend: set[int]) -> bool:
    """By the step to the next point if that is in a trend too: a turn belongs to what follows."""
    a, b = (values[k], values[k + 1]) if k + 1 in trend else (values[k - 1], values[k])
    return a is not None and b is not None and b > a
