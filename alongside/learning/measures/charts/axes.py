"""Where the ticks of a chart stand: at round numbers, and where months and years begin."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil, floor, log10

from .series import When

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# How many months apart, from the closest.
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


def round_numbers(least: float, most: float, about: int) -> list[float]:
    """Round numbers from at or above ``least`` to at or below ``most``, about so many of them."""
    if most <= least:
        return [least]
    rough = (most - least) / about
    ten = 10 ** floor(log10(rough))
    step = next(each * ten for each in STEPS if each * ten >= rough * 0.999)
    first, last = ceil(least / step - 1e-9), floor(most / step + 1e-9)
    return [k * step for k in range(first, last + 1)]


def beginnings(first: date, last: date, most: int) -> list[date]:
    """The first days of months, or of years, between two days: at most so many."""
    for apart in MONTHS:
        found = list(_every(first, last, apart))
        if len(found) <= most:
            return found
    return []


def _every(first: date, last: date, apart: int) -> Iterator[date]:
    number = ceil((first.year * 12 + first.month - 1 + (first.day > 1)) / apart) * apart
    while number // 12 <= date.max.year and (day := date(number // 12, number % 12 + 1, 1)) <= last:
        yield day
        number += apart


def evenly(count: int, most: int) -> list[int]:
    """Which of so many points, called by words, have their name beneath them."""
    return list(range(0, count, max(1, ceil(count / most))))


def places(xs: Sequence[When]) -> list[float]:
    """Where each point lies along the axis: by its day, or one after the other."""
    if all(isinstance(x, date) for x in xs):
        return [float(x.toordinal()) for x in xs if isinstance(x, date)]
    return [float(k) for k in range(len(xs))]
