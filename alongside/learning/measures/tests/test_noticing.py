"""What is worth a question about how something is counted; and how seldom chance alone asks it."""

import doctest
import math
import random
from collections.abc import Callable

import pytest

from alongside.learning.measures import noticing
from alongside.learning.measures.noticing import at_least, heaped, jumped, numbers_in, step_of

Draw = Callable[[random.Random], float]


def test_what_it_says_of_itself_is_so() -> None:
    assert doctest.testmod(noticing).failed == 0


def huddled(rng: random.Random) -> float:
    """Waits that end just before four hours, where somebody looks."""
    wait = rng.gauss(240, 40)
    return rng.uniform(232, 240) if 240 < wait < 290 else wait


def test_points_huddled_under_a_number_people_named_are_noticed() -> None:
    rng = random.Random(5)
    heap = heaped([huddled(rng) for _n in range(60)], [240.0], hoped="down")
    assert heap is not None
    assert (heap.number, heap.above) == (240.0, False)


def test_it_is_seen_most_of_the_time_in_a_year_or_two_of_weeks() -> None:
    rng = random.Random(6)
    found = [heaped([huddled(rng) for _n in range(60)], [240.0], hoped="down") for _k in range(60)]
    assert sum(heap is not None for heap in found) >= 50


def test_on_the_other_side_of_what_is_hoped_for_nothing_is_asked() -> None:
    rng = random.Random(5)
    assert heaped([huddled(rng) for _n in range(60)], [240.0], hoped="up") is None


SMOOTH: dict[str, Draw] = {
    "normal": lambda rng: rng.gauss(60, 8),
    "whole": lambda rng: float(round(rng.gauss(60, 8))),
    "whole and narrow": lambda rng: float(round(rng.gauss(20, 2.5))),
    "in tenths": lambda rng: round(rng.gauss(12, 1.3), 1),
    "in fives": lambda rng: 5.0 * round(rng.gauss(60, 15) / 5),
    "skewed": lambda rng: rng.lognormvariate(3, 0.6),
    "many small": lambda rng: rng.expovariate(1 / 50),
    "flat": lambda rng: rng.uniform(0, 100),
    "near the top": lambda rng: 100 * rng.betavariate(9, 2),
    "steady": lambda rng: float(rng.random() < 0.8) + 4,
}


@pytest.mark.parametrize("shape", SMOOTH)
@pytest.mark.parametrize("many", [24, 60])
def test_chance_alone_hardly_ever_asks(shape: str, many: int) -> None:
    """Of 300 charts of noise at most three, whatever its shape, and with numbers named as well."""
    rng = random.Random(f"{shape} {many}")
    named = [60.0, 20.0, 5.0, 95.0, 12.0]
    asked = sum(
        heaped([SMOOTH[shape](rng) for _n in range(many)], named) is not None for _k in range(300)
    )
    assert asked <= 3


def test_points_that_hang_together_do_not_ask_either() -> None:
    rng = random.Random(8)

    def wandering() -> list[float]:
        level, found = 0.0, []
        for _n in range(60):
            level = 0.8 * level + rng.gauss(0, 1)
            found.append(50 + 8 * level)
        return found

    assert sum(heaped(wandering()) is not None for _k in range(300)) <= 3


def test_where_there_is_nothing_to_see_nothing_is_said() -> None:
    assert heaped([]) is None
    assert heaped([4.0] * 40) is None
    assert heaped([4.0, 5.0] * 20) is None
    assert heaped([100.0] * 30 + [97.0, 98.0, 99.0] * 3, ends=(0, 100)) is None


def test_the_binomial_is_the_binomial() -> None:
    assert at_least(0, 7, 1 / 3) == pytest.approx(1)
    assert at_least(7, 7, 1 / 3) == pytest.approx((1 / 3) ** 7)
    whole = sum(math.comb(9, k) * (1 / 3) ** k * (2 / 3) ** (9 - k) for k in range(5, 10))
    assert at_least(5, 9, 1 / 3) == pytest.approx(whole)


@pytest.mark.parametrize(
    ("values", "step"),
    [([1.0, 2.0, 5.0], 1.0), ([0.5, 2.0], 1.5), ([10.0, 25.0, 40.0], 15.0), ([3.0, 3.0], None)],
)
def test_the_step_they_are_written_in(values: list[float], step: float | None) -> None:
    assert step_of(values) == step


def test_numbers_people_wrote() -> None:
    assert numbers_in("The national figure was 92 in June 2026, from NHS England.") == [92.0]
    assert numbers_in("95% within 4 hours", "1,200 pounds; A4 paper; 3rd March") == [95, 4, 1200]
    assert numbers_in("") == []


def test_a_denominator_that_jumps() -> None:
    steady = [400.0, 410, 395, 402, 390, 405, 400, 398]
    assert jumped([*steady, 250, 245, 251]) == 8
    assert jumped([*steady, 600, 610, 590]) == 8
    assert jumped([*steady, 250, 400, 251]) is None
    assert jumped([*steady, 390, 420, 385]) is None
    assert jumped(steady) is None


def test_chance_alone_hardly_ever_makes_a_denominator_jump() -> None:
    rng = random.Random(9)
    asked = sum(
        jumped([max(1.0, rng.gauss(400, 60)) for _n in range(36)]) is not None
        for _k in range(2_000)
    )
    assert asked <= 2
