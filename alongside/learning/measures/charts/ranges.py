"""Means and moving ranges: how much a series varies from one point to the next."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat
from math import fsum

# A mean moving range of two points is 1.128 standard deviations of normal noise (Shewhart's d2).
SIGMA = 1.128
# The upper limit of a chart of moving ranges, in mean moving ranges (D4 for two points).
TOO_FAR = 3.267


def mean(values: Sequence[float]) -> float:
    """
    The mean, rounded once: the same to the last bit in whatever order the values come.

    A mean of equal values is that value, so nothing lies a hair's breadth off its own centre.
    """
    about = fsum(values) / len(values)
    return about + fsum((*values, *repeat(-about, len(values)))) / len(values)


def present(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def moving_ranges(values: Iterable[float | None]) -> list[float]:
    """``|y_k - y_(k-1)|`` where both are there: a gap is never bridged."""
    return [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]


def average_moving_range(values: Iterable[float | None], *, screen: bool) -> float | None:
    """
    The mean moving range, None of a series without two neighbours.

    :param screen: leave out those of 3.267 times their mean and beyond, once. Where nothing varies
        none is left out, or there would be no limits at all.
    """
    ranges = moving_ranges(values)
    if not ranges:
        return None
    average = mean(ranges)
    if screen and average > 0:
        average = mean([each for each in ranges if each < TOO_FAR * average])
    return average
