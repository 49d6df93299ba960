"""
How often charts of pure noise show a mark: "about 31 of 100 charts like this, by chance".

The table was simulated by ``bench/chance.py``: 4,000 charts of independent normal noise for each
column of a row, one seed a row, read by the very functions that read people's charts; so each cell
is right to within about 1.5 of 100. Real services vary in less orderly ways, and then it is more.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import NamedTuple

from . import noise

LENGTHS = (10, 12, 13, 16, 20, 24, 30, 36, 48, 60, 80, 120, 200)
BASES = (6, 10, 12, 16, 20, 24, 36, 60)

# Of 1,000 charts, by how many points they have (across) and how many made the limits (0: all).
TABLE: dict[str, dict[int, tuple[int, ...]]] = {
    "run": {
        0: (8, 12, 11, 8, 22, 38, 25, 44, 41, 47, 62, 76, 76),
        6: (14, 48, 58, 106, 164, 172, 208, 255, 269, 305, 366, 409, 446),
        10: (6, 15, 9, 28, 91, 102, 124, 174, 177, 212, 275, 318, 349),
        12: (7, 15, 6, 12, 64, 85, 102, 152, 150, 187, 243, 285, 322),
        16: (6, 13, 12, 7, 29, 48, 69, 110, 119, 151, 205, 238, 271),
        20: (7, 10, 13, 8, 20, 34, 50, 86, 90, 120, 168, 205, 243),
        24: (5, 16, 14, 10, 24, 35, 32, 70, 80, 104, 149, 181, 224),
        36: (7, 12, 13, 10, 20, 28, 25, 44, 50, 71, 112, 150, 178),
        60: (7, 15, 14, 9, 20, 31, 25, 46, 39, 42, 71, 100, 124),
    },
    "xmr": {
        0: (55, 68, 77, 110, 146, 181, 239, 296, 392, 463, 580, 743, 905),
        6: (176, 251, 289, 367, 446, 506, 584, 635, 707, 763, 828, 902, 964),
        10: (47, 100, 125, 206, 301, 373, 458, 524, 616, 688, 772, 870, 952),
        12: (52, 66, 83, 148, 245, 320, 415, 486, 586, 668, 764, 866, 951),
        16: (46, 67, 82, 110, 183, 260, 354, 431, 543, 629, 729, 850, 946),
        20: (50, 70, 82, 112, 142, 201, 303, 383, 503, 591, 700, 832, 946),
        24: (53, 66, 78, 108, 147, 180, 267, 348, 474, 569, 684, 825, 940),
        36: (53, 73, 82, 115, 146, 182, 242, 288, 420, 521, 649, 811, 931),
        60: (56, 74, 83, 112, 142, 174, 236, 287, 390, 474, 596, 770, 918),
    },
    "primed": {
        0: (52, 62, 61, 78, 99, 120, 133, 174, 198, 222, 284, 377, 520),
        6: (162, 214, 233, 301, 370, 397, 450, 496, 541, 571, 624, 676, 723),
        10: (46, 93, 107, 160, 242, 277, 328, 383, 424, 476, 540, 600, 669),
        12: (53, 62, 71, 118, 192, 236, 286, 343, 384, 436, 499, 566, 642),
        16: (47, 62, 67, 83, 140, 185, 238, 293, 343, 392, 456, 537, 627),
        20: (48, 62, 64, 80, 108, 138, 191, 249, 305, 357, 426, 513, 609),
        24: (55, 64, 62, 80, 110, 121, 160, 214, 269, 324, 396, 492, 602),
        36: (52, 66, 66, 83, 106, 122, 138, 167, 229, 287, 365, 469, 589),
        60: (54, 69, 68, 78, 100, 109, 133, 162, 198, 232, 305, 420, 557),
    },
}


class Size(NamedTuple):
    """How many values a stretch has, and how many of them its limits were made of."""

    n: int
    base: int


KINDS = {"run": noise.RUN, "xmr": noise.XMR, "pp": noise.PRIMED, "up": noise.PRIMED}


def in_a_hundred(chart: str, stretches: Sequence[Size]) -> int | None:
    """Of a hundred charts like this, how many show a mark; None if none of it is judged."""
    rows = TABLE[KINDS[chart]]
    judged = [size for size in stretches if size.n >= LENGTHS[0] and size.base > 1]
    if not judged:
        return None
    quiet = prod(1 - _share(rows, size) for size in judged)
    return round(100 * (1 - quiet))


def _share(rows: dict[int, tuple[int, ...]], size: Size) -> float:
    """Between two rows of held limits it goes by 1 / base, as the error of a mean does."""
    if size.base >= size.n:
        return _along(rows[0], size.n)
    base = min(max(size.base, BASES[0]), BASES[-1])
    for less, more in pairwise(BASES):
        if less <= base <= more:
            part = (1 / less - 1 / base) / (1 / less - 1 / more)
            return (1 - part) * _along(rows[less], size.n) + part * _along(rows[more], size.n)
    return _along(rows[0], size.n)


def _along(row: tuple[int, ...], n: int) -> float:
    """Between two lengths, in a straight line; beyond the last, as at the last."""
    n = min(max(n, LENGTHS[0]), LENGTHS[-1])
    at = max(bisect_left(LENGTHS, n), 1)
    less, more = LENGTHS[at - 1], LENGTHS[at]
    part = (n - less) / (more - less)
    return ((1 - part) * row[at - 1] + part * row[at]) / 1000
