"""
What is left of a series when the level it lies about is taken off: the mean of each stretch, or the
two means on either side of one place where it clearly changed.

A change of level makes every point like its neighbours, and says nothing of how the points came
about. So the one place that leaves the least is looked for (least squares). It counts as a change
where it leaves so much less that ``F = gain / (rest / (n - 2))`` is beyond ``CLEARLY``, which white
noise seldom reaches anywhere. Limits are never made of this.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from .ranges import mean, present
from .series import Stretch

CLEARLY = 12.0
LEAST_BESIDE = 5  # points on either side of a change


def residuals(values: Sequence[float | None], stretches: Sequence[Stretch]) -> list[float | None]:
    left: list[float | None] = []
    for stretch in stretches:
        left += _left(values[stretch.first : stretch.last + 1])
    return left


def _left(here: Sequence[float | None]) -> list[float | None]:
    there = present(here)
    cut = change(there) or 0
    bounds = sorted({0, cut, len(there)})
    levels = iter([level for a, b in pairwise(bounds) for level in _flat(there[a:b])])
    return [None if value is None else value - next(levels) for value in here]


def _flat(values: Sequence[float]) -> list[float]:
    return [mean(values)] * len(values)


def change(values: Sequence[float]) -> int | None:
    """The number of the first value after the level clearly changed, if it did."""
    n = len(values)
    if n < 2 * LEAST_BESIDE:
        return None
    about = mean(values)
    sums = list(accumulate(value - about for value in values))
    # What is gained by two means instead of one, for a cut after each value.
    gains = {
        k: sums[k - 1] ** 2 * n / (k * (n - k)) for k in range(LEAST_BESIDE, n + 1 - LEAST_BESIDE)
    }
    cut = max(gains, key=lambda k: gains[k])
    rest = sum((value - about) ** 2 for value in values) - gains[cut]
    return cut if gains[cut] * (n - 2) > CLEARLY * max(rest, 0.0) else None
