"""Charts of pure noise, and of noise that shifts: how often they show a mark, and how soon."""

from collections.abc import Iterator, Sequence
from random import Random

from . import anhoej, mdc
from .ranges import SIGMA, average_moving_range, mean

RUN, XMR, PRIMED = "run", "xmr", "primed"


def series(random: Random, base: int, more: int, shift: float = 0.0) -> list[float]:
    """
    Independent and normal; ``shift`` is in standard deviations, from the first after the base on.

    Nothing stays as steady as this. Real services show more marks by chance, and changes later.
    """
    before = [random.gauss() for _ in range(base)]
    return before + [random.gauss(shift) for _ in range(more)]


def shown(
    chart: str, values: Sequence[float], base: int, *, screen: bool = True, since: int = 0
) -> Iterator[bool]:
    """
    After each point in turn: does the chart, its limits made of the base, show a mark?

    :param since: marks of single points count from this one on.
    """
    if chart == RUN:
        yield from _runs(values, anhoej.centre(values[:base]))
        return
    marks = _outside if chart == PRIMED else _any_rule
    first = next((k for k in marks(values, base, screen) if k >= since), len(values))
    runs = _runs(values, mean(values[:base])) if chart == PRIMED else (False for _ in values)
    for k, is_run in enumerate(runs):
        yield k >= first or is_run


def _runs(values: Sequence[float], centre: float | None) -> Iterator[bool]:
    return (runs.signal for runs in anhoej.growing(anhoej.sides(values, centre)))


def _any_rule(values: Sequence[float], base: int, screen: bool) -> Iterator[int]:
    """The points at which any of the four rules fired."""
    return (each.at for each in mdc.findings(values, mdc.limits(values[:base], screen=screen)))


def _outside(values: Sequence[float], base: int, screen: bool) -> Iterator[int]:
    """P' and U' of equal denominators are this: three standard deviations of what varies."""
    reach = 3 * (average_moving_range(values[:base], screen=screen) or 0.0) / SIGMA
    centre = mean(values[:base])
    return (k for k, y in enumerate(values) if abs(y - centre) > reach)


def share_marked(
    chart: str, lengths: Sequence[int], base: int | None, *, charts: int, seed: int
) -> list[float]:
    """
    What share of charts of pure noise of each of these lengths shows a mark anywhere.

    :param base: how many points the limits are made of; None for all of them.
    """
    random, marked = Random(seed), [0] * len(lengths)  # noqa: S311 - noise, not a secret
    for _ in range(charts):
        values = series(random, base or 0, max(lengths) - (base or 0))
        if base is None:
            ends = [list(shown(chart, values[:n], n))[-1] for n in lengths]
        else:
            along = list(shown(chart, values, base))
            ends = [along[n - 1] for n in lengths]
        marked = [so_far + end for so_far, end in zip(marked, ends, strict=True)]
    return [each / charts for each in marked]
