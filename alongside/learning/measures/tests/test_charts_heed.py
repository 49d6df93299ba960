"""What is said before a chart is read: where it should be, and only there."""

from datetime import date, timedelta
from math import pi, sin
from random import Random

import pytest

from alongside.learning.measures.charts import (
    Point,
    Settings,
    Unfit,
    analyse,
    heed,
    levels,
    rolling,
)
from alongside.learning.measures.charts.ranges import mean
from alongside.learning.measures.tests.oracles import oracles


def noise(n: int, seed: int = 1) -> list[float]:
    random = Random(seed)
    return [random.gauss() for _ in range(n)]


def wandering(n: int, stays: float, seed: int = 1) -> list[float]:
    values = [0.0]
    for step in noise(n + 50, seed):
        values.append(stays * values[-1] + step)
    return values[-n:]


def averages(n: int, over: int, seed: int = 1) -> list[float]:
    values = noise(n + over - 1, seed)
    return [mean(values[k : k + over]) for k in range(n)]


def monthly(n: int) -> list[date]:
    return [date(2020 + k // 12, k % 12 + 1, 1) for k in range(n)]


def codes(values: list[float], days: list[date] | None = None, **asked: bool) -> set[str]:
    days = days or [date(2026, 1, 1) + timedelta(days=3 * k) for k in range(len(values))]
    points = [Point(x, y) for x, y in zip(days, values, strict=True)]
    return {warned.code for warned in analyse(points, Settings(**asked)).warnings}  # type: ignore[arg-type]


# --- one like the other --------------------------------------------------------------------------


def test_noise_is_not_warned_about() -> None:
    told = [codes(noise(36, seed), monthly(36)) for seed in range(100)]
    assert sum(bool(each) for each in told) <= 5


def test_points_like_the_one_before() -> None:
    told = ["autocorrelation" in codes(wandering(60, 0.8, seed)) for seed in range(50)]
    assert sum(told) >= 48


def test_how_alike() -> None:
    assert heed.likeness([1.0, -1.0, 1.0, -1.0], 1) == (-1.0, 3)
    assert heed.likeness([1.0, None, 1.0, 1.0], 1) == (1.0, 1)
    assert heed.likeness([0.0, 0.0], 1) == (0.0, 1)
    assert heed.likeness([1.0], 1) == (0.0, 0)


def shifted(n: int, by: float, seed: int, at: float = 0.5) -> list[float]:
    return [y + by * (k >= at * n) for k, y in enumerate(noise(n, seed))]


@pytest.mark.parametrize("n", [24, 36, 60])
@pytest.mark.parametrize("by", [1.0, 2.0, 5.0, 20.0])
@pytest.mark.parametrize("at", [0.5, 0.75])
def test_a_clear_shift_is_no_likeness(n: int, by: float, at: float) -> None:
    """Each side of it is white noise, so nothing about it brings marks that mean nothing."""
    told = ["autocorrelation" in codes(shifted(n, by, seed, at)) for seed in range(200)]
    assert sum(told) <= 12


def test_likeness_on_both_sides_of_a_shift_is_still_told() -> None:
    both = [
        wandering(40, 0.8, seed) + [30 + y for y in wandering(40, 0.8, seed + 500)]
        for seed in range(50)
    ]
    assert sum("autocorrelation" in codes(values) for values in both) >= 46


def test_where_the_level_changed() -> None:
    assert levels.change([1.0, 2.0] * 6 + [9.0, 8.0] * 6) == 12
    assert levels.change([1.0, 2.0] * 12) is None
    assert levels.change([1.0] * 4 + [9.0] * 4) is None
    assert levels.change([3.0] * 24) is None
    assert levels.change([3.0] * 12 + [5.0] * 12) == 12


# --- seasons -------------------------------------------------------------------------------------


def winters(n: int) -> list[float]:
    return [y + 3 * sin(2 * pi * k / 12) for k, y in enumerate(noise(n))]


def test_two_years_of_months_show_a_season() -> None:
    assert "seasons" in codes(winters(36), monthly(36))
    assert "seasons" in codes(winters(24), monthly(24))


def test_less_than_two_years_or_no_months_do_not() -> None:
    assert "seasons" not in codes(winters(23), monthly(23))
    assert "seasons" not in codes(winters(36))
    assert "seasons" not in codes(noise(36), monthly(36))


# --- rolling averages ----------------------------------------------------------------------------


@pytest.mark.parametrize("over", [3, 4, 6, 7, 12])
def test_rolling_averages_are_refused(over: int) -> None:
    with pytest.raises(Unfit, match=f"averages over {over} points"):
        codes(averages(120, over))


@pytest.mark.parametrize("over", [3, 6, 12])
@pytest.mark.parametrize(("n", "least"), [(36, 35), (60, 40)])
def test_short_rolling_averages_are_refused_or_warned_about(over: int, n: int, least: int) -> None:
    assert sum(is_told(averages(n, over, seed)) for seed in range(40)) >= least


def is_told(values: list[float]) -> bool:
    try:
        return bool(codes(values) & {"autocorrelation", "rolling"})
    except Unfit as refusal:
        return "rolling" in str(refusal)


def test_somebody_who_knows_may_say_that_they_are_none() -> None:
    assert "rolling" not in codes(averages(120, 6), not_rolling=True)


def test_what_others_chart_is_not_taken_for_a_rolling_average() -> None:
    for oracle in [*oracles("plotthedots"), *oracles("qicharts")]:
        analyse([Point(point.x, point.y) for point in oracle.points if point.y is not None])


@pytest.mark.parametrize("stays", [0.0, 0.5, 0.8, 0.95, 1.0])
@pytest.mark.parametrize("n", [24, 36, 60])
def test_what_wanders_is_not_taken_for_one(stays: float, n: int) -> None:
    sure = [
        found is not None and found.margin >= rolling.SURE
        for found in (rolling.evidence(wandering(n, stays, seed)) for seed in range(60))
    ]
    assert sum(sure) <= 1


def test_nothing_to_go_by() -> None:
    assert rolling.evidence(noise(23)) is None
    assert rolling.evidence([5.0] * 40) is None
    assert rolling.evidence([float(k) for k in range(40)]) is not None
    codes([float(k % 2) for k in range(40)])
    codes([sin(k) for k in range(60)])


def test_steps_without_noise_are_no_rolling_averages() -> None:
    for n in (24, 36, 48, 60):
        assert "rolling" not in codes([10.0] * (n // 3) + [20.0] * (n // 3) + [5.0] * (n // 3))
