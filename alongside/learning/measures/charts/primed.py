"""
P' and U' charts: counts out of a denominator, with limits as wide as the series really varies.

A P chart takes every point for a toss of n coins. Where n is in the thousands its limits close in
on the centre until nearly every point lies outside, because real places vary by more than coins.
The primed charts measure by how much, from one point to the next:

    centre  = sum of counts / sum of denominators
    s_i     = sqrt(centre (1 - centre) / n_i)  for P'     sqrt(centre / n_i)  for U'
    z_i     = (y_i - centre) / s_i
    sigma_z = AMR(z) / 1.128
    limits  = centre -/+ 3 s_i sigma_z, within 0 and 1 for P', from 0 for U'

Source: Laney, *Improved control charts for attributes*, Quality Engineering 14 (2002). Held against
qicharts2 0.8.1.
"""

from collections.abc import Callable, Sequence
from math import inf, sqrt
from typing import NamedTuple

from .ranges import SIGMA, average_moving_range

P, U = "pp", "up"


class Kind(NamedTuple):
    """:param variance: of one out of one, by the centre."""

    variance: Callable[[float], float]
    most: float


KINDS = {P: Kind(lambda p: p * (1 - p), 1.0), U: Kind(lambda u: u, inf)}


class Counted(NamedTuple):
    """So many, y, out of so many, n; None where there is a gap."""

    y: float | None
    n: float | None

    @property
    def share(self) -> float | None:
        return None if self.y is None or not self.n else self.y / self.n


class Limits(NamedTuple):
    centre: float | None
    each: list[tuple[float | None, float | None]]


def limits(points: Sequence[Counted], base: int, *, chart: str, screen: bool) -> Limits:
    """
    The centre of these points, and the lower and upper limit of each.

    :param base: how many of them, from the first, the limits are made of.
    """
    kind = KINDS[chart]
    made_of = [point for point in points[:base] if point.share is not None]
    if not made_of:
        return Limits(None, [(None, None)] * len(points))
    centre = sum(p.y or 0 for p in made_of) / sum(p.n or 0 for p in made_of)
    unit = sqrt(max(kind.variance(centre), 0.0))
    spread = average_moving_range([_z(p, centre, unit) for p in points[:base]], screen=screen)
    return Limits(centre, [_limits(p, centre, unit, spread, kind.most) for p in points])


def _z(point: Counted, centre: float, unit: float) -> float | None:
    """In standard deviations of coins; where nothing can vary, 0."""
    share = point.share
    if share is None or point.n is None:
        return None
    return (share - centre) / (unit / sqrt(point.n)) if unit else 0.0


def _limits(
    point: Counted, centre: float, unit: float, spread: float | None, most: float
) -> tuple[float | None, float | None]:
    if spread is None or not point.n:
        return None, None
    reach = 3 * unit / sqrt(point.n) * (spread / SIGMA)
    return max(centre - reach, 0.0), min(centre + reach, most)
