"""
Run charts, read by how long their runs are and how often they cross the centre.

Around a median that does not move, N useful points toss N coins. Their longest run is seldom
longer than ``round(log2 N) + 3``, and they seldom cross the centre less often than the 5 % quantile
of a binomial distribution with N - 1 tosses. Either is a signal. A point on the centre is not
useful: it neither breaks a run nor makes one longer.

Sources: Anhøj and Olesen, *Run charts revisited*, PLoS ONE 9(11) e113825 (2014); Chen, *The
theoretical and empirical properties of runs*, Biometrika 97 (2010), for the longest run. Held
against qicharts2 0.8.1, to the last of its values for N from 1 to 400.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from statistics import median
from typing import NamedTuple

from .ranges import present

CONVENTION = "anhoej-r-0.8.1"
RUN = "run"  # a point in a run that is longer than chance would have it
ENOUGH = 10  # useful points; fewer are not judged


@cache
def longest_run_max(useful: int) -> int:
    """``round(log2 N) + 3``, in whole numbers: ``log2 N >= k + 1/2`` is ``N² >= 2^(2k + 1)``."""
    if useful < 1:
        return 0
    k = useful.bit_length() - 1
    return k + 3 + (useful * useful >= 1 << (2 * k + 1))


@cache
def crossings_min(useful: int) -> int:
    """The least k with ``P(Binomial(N - 1, 1/2) <= k) >= 1/20``, in whole numbers."""
    tosses = max(useful - 1, 0)
    k, ways, so_far = 0, 1, 1
    while 20 * so_far < 1 << tosses:
        ways = ways * (tosses - k) // (k + 1)
        k, so_far = k + 1, so_far + ways
    return k


class Runs(NamedTuple):
    """How a line moved about its centre."""

    useful: int = 0
    longest: int = 0
    crossings: int = 0

    @property
    def longest_max(self) -> int:
        return longest_run_max(self.useful)

    @property
    def crossings_min(self) -> int:
        return crossings_min(self.useful)

    @property
    def signal(self) -> bool:
        return self.useful >= ENOUGH and (
            self.longest > self.longest_max or self.crossings < self.crossings_min
        )


def centre(values: Iterable[float | None]) -> float | None:
    there = present(values)
    return median(there) if there else None


def sides(values: Sequence[float | None], centre: float | None) -> list[int]:
    """1 above the centre and -1 below; 0 on it, and for a gap."""
    if centre is None:
        return [0] * len(values)
    return [0 if y is None or y == centre else 1 if y > centre else -1 for y in values]


def growing(sides: Iterable[int]) -> Iterator[Runs]:
    """The runs as they were after each point."""
    useful = longest = crossings = here = before = 0
    for side in sides:
        if side:
            useful += 1
            crossings += before not in (0, side)
            here = here + 1 if side == before else 1
            longest, before = max(longest, here), side
        yield Runs(useful, longest, crossings)


def runs(sides: Iterable[int]) -> Runs:
    found = Runs()
    for found in growing(sides):  # noqa: B007 - the last is what is asked for
        pass
    return found


def too_long(sides: Sequence[int], most: int) -> set[int]:
    """The useful points, by number, of every run of more than ``most``."""
    useful = [k for k, side in enumerate(sides) if side]
    each = (list(run) for _side, run in groupby(useful, key=lambda k: sides[k]))
    return {k for run in each if len(run) > most for k in run}
