"""
What is worth a question about how something is counted. A calculation: numbers in, at most a
question out; it says nothing of who counted, and never that anybody did wrong.

* Heaping: where a number begins to matter to somebody, points come to lie just on its better side.
* What it is out of: a denominator that jumps, where nobody said that it is counted another way.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import pstdev

# Of all sides and numbers looked at together; so rare by chance that asking does not tire anybody.
ALPHA = 0.002
LEAST_BESIDE = 9  # points beside the number, or nothing is said
MOST_TRIED = 12
# A window may be this much of the spread; the shape of the points is nearly straight over it.
WINDOW = 0.4
_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])|(?<![\w.,])\d+(?:\.\d+)?(?!\w)"
)


@dataclass(frozen=True)
class Heaped:
    """
    Points lie on one side of a number as they hardly would by chance.

    :param beside: how many lie in the three windows; ``here`` of them in the middle one.
    """

    number: float
    above: bool
    here: int
    beside: int
    by_chance: float


def heaped(
    values: Sequence[float],
    named: Iterable[float] = (),
    *,
    hoped: str = "unknown",
    ends: tuple[float, float] | None = None,
) -> Heaped | None:
    """
    The number beside which these points are heaped, if there is one.

    Just beside a number stand three windows of one width, and its better side is the middle one.
    Wherever the points are spread smoothly, a third of those in the three lie in the middle, even
    where they grow denser one way; so how many do is a binomial count. Every number and side that
    is tried makes chance likelier, and is paid for (Bonferroni).

    :param named: numbers that people wrote down: in a definition, in a note. They come first.
    :param hoped: ``up``: at or above a number is its better side; ``down``: at or below it.
    :param ends: the least and the most a value can be: to lie there is no heap.
    """
    spread = pstdev(values) if len(values) >= LEAST_BESIDE else 0.0
    step = step_of(values)
    # Where points hold a few values only, they always lie beside some number.
    if not spread or step is None or spread < 2 * step:
        return None
    width = max(step, step * math.floor(WINDOW * spread / step)) if step else WINDOW * spread
    tried = _tried(values, named, ends)
    sides = {"up": [True], "down": [False]}.get(hoped, [True, False])
    found = [
        heap
        for number in tried
        for above in sides
        if (heap := _beside(values, number, above, width, step))
        and heap.by_chance * len(tried) * len(sides) <= ALPHA
    ]
    return min(found, key=lambda heap: heap.by_chance, default=None)


def step_of(values: Sequence[float]) -> float | None:
    """The step in which these values are written, such as 1 or 0.5; 0 if there is none to see."""
    whole = [round(value * 1_000) for value in values]
    common = math.gcd(*(number - whole[0] for number in whole)) if whole else 0
    if not common:
        return None
    return common / 1_000 if common >= 10 else 0.0


def _beside(
    values: Sequence[float], number: float, above: bool, width: float, step: float
) -> Heaped | None:
    """The three windows, the better side of the number in the middle."""
    low = number if above else number - width
    # At the number itself is its better side; where values have steps, none lies on an edge.
    low += -step / 2 if above else step / 2
    edges = [low - width, low, low + width, low + 2 * width]
    # Where points end, nothing lies beyond: that is no heap.
    if edges[0] < min(values) - step or edges[3] > max(values) + step:
        return None
    counts = [_between(values, start, end, above) for start, end in pairwise(edges)]
    here, beside = counts[1], sum(counts)
    if beside < LEAST_BESIDE or here <= beside / 2:
        return None
    return Heaped(number, above, here, beside, at_least(here, beside, 1 / 3))


def _between(values: Sequence[float], start: float, end: float, above: bool) -> int:
    if above:
        return sum(start <= value < end for value in values)
    return sum(start < value <= end for value in values)


def at_least(many: int, of: int, p: float) -> float:
    """
    How often chance alone gives as many or more: the upper end of a binomial.

    >>> round(at_least(2, 3, 0.5), 3)
    0.5
    """
    return sum(math.comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(many, of + 1))


def _tried(
    values: Sequence[float], named: Iterable[float], ends: tuple[float, float] | None
) -> list[float]:
    """The numbers to look beside: what people named, then round ones, as far as points reach."""
    low, high = min(values), max(values)
    wanted = [*dict.fromkeys(named), *_round_ones(low, high)]
    inside = [n for n in dict.fromkeys(wanted) if low < n < high and n not in (ends or ())]
    return inside[:MOST_TRIED]


def _round_ones(low: float, high: float) -> list[float]:
    """Round numbers among these, about five to ten of them."""
    size = 10.0 ** math.floor(math.log10(high - low)) if high > low else 1.0
    step = size if (high - low) / size >= 5 else size / 2
    return [round(n * step, 9) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def numbers_in(*texts: str) -> list[float]:
    """
    The numbers people wrote; years and the figures of days are not among them.

    >>> numbers_in("Seen within 240 minutes, since 3 March 2026; 95% is what they ask for")
    [240.0, 95.0]
    """
    found = []
    for text in texts:
        text = re.sub(r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?=[A-Z][a-z]{2,8}\b)", " ", text)
        found += [float(number.replace(",", "")) for number in _NUMBER.findall(text)]
    return [n for n in dict.fromkeys(found) if not 1900 <= n <= 2100]


# --- what it is out of ---------------------------------------------------------------------------

LATELY = 3
BEFORE = 8
APART = 1.25


def jumped(denominators: Sequence[float]) -> int | None:
    """
    Which of these, in order, was the first to lie where none before it did, with all after it: the
    last few all lie well above the largest before, or well below the smallest. None if not so.

    >>> jumped([400, 410, 395, 402, 390, 405, 400, 398, 250, 245, 251])
    8
    """
    if len(denominators) < BEFORE + LATELY:
        return None
    before, lately = denominators[-BEFORE - LATELY : -LATELY], denominators[-LATELY:]
    above = min(lately) > APART * max(before)
    below = max(lately) * APART < min(before)
    return len(denominators) - LATELY if above or below else None
