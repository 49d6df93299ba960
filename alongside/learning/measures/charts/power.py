"""
Honest power: if a change of this size came, after how many points would the chart show it?

What a series varies by from point to point says how far a size reaches above the noise. Noise of
that size is made up, with a base as long as the history and a shift after it, and read point by
point with the chosen rules, its limits held still at the base, until it shows a mark.
"""

from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from alongside.foundation.kit.words import gettext as _

from . import anhoej, mdc, noise
from .ranges import SIGMA, average_moving_range, present
from .series import Settings, Unfit

RUNS = 400
MOST = 60  # points ahead; nobody plans further
USUALLY = 0.8
SEED = 2014
LEAST = {noise.RUN: anhoej.ENOUGH, noise.XMR: mdc.LEAST_BASE}


class Power(NamedTuple):
    """
    :param points: after so many points it would show in ``share`` of the runs; None if in fewer
        than four of five even after the last of ``MOST``.
    :param by_chance: in this share a mark would be there by then though nothing had changed.
    :param sizes: how large the change is, in standard deviations of the noise.
    :param base: how many points the history has.
    """

    points: int | None
    share: float
    by_chance: float
    sizes: float
    base: int


def power(
    history: Sequence[float | None],
    size: float,
    settings: Settings = Settings(),  # noqa: B008
) -> Power:
    """
    :param history: the values of a service's own points up to now; what set aside is None.
    :param size: the change to look for, in their unit; up or down makes no difference.
    :raises Unfit: if there is too little to go by.
    """
    chart = noise.XMR if settings.rules == "mdc" else noise.RUN
    base = len(present(history))
    if base < LEAST[chart]:
        says = _("Too few points to say: there are %(n)d, and it takes %(least)d.")
        raise Unfit(says % {"n": base, "least": LEAST[chart]})
    spread = average_moving_range(history, screen=settings.screen)
    if not spread:
        raise Unfit(_("No variation recorded: there is no telling a change from chance."))
    if not size:
        raise Unfit(_("A change of nothing never shows."))
    sizes = min(abs(size) / (spread / SIGMA), 10.0)
    return _simulated(chart, base, round(sizes, 2), settings.screen)


@lru_cache(512)
def _simulated(chart: str, base: int, sizes: float, screen: bool) -> Power:
    firsts = _firsts(chart, base, sizes, screen)
    at = firsts[int(USUALLY * RUNS) - 1]
    share = _by(min(at, MOST), firsts)
    by_chance = _by(min(at, MOST), _firsts(chart, base, 0.0, screen))
    return Power(at if at <= MOST else None, share, by_chance, sizes, base)


@lru_cache(512)
def _firsts(chart: str, base: int, shift: float, screen: bool) -> list[int]:
    """Of each run, after how many points it showed first; one more than the most if it never did"""
    random = Random(SEED)  # noqa: S311 - noise, not a secret
    return sorted(_first(chart, base, shift, screen, random) for _ in range(RUNS))


def _first(chart: str, base: int, shift: float, screen: bool, random: Random) -> int:
    values = noise.series(random, base, MOST, shift)
    shown = noise.shown(chart, values, base, screen=screen, since=base)
    along = enumerate(shown, start=1 - base)
    return next((after for after, is_shown in along if after > 0 and is_shown), MOST + 1)


def _by(points: int, firsts: Sequence[int]) -> float:
    return sum(first <= points for first in firsts) / RUNS
