"""How often noise looks like a signal, and how soon a change would."""

from random import Random
from time import perf_counter

import pytest

from alongside.learning.measures.charts import Point, Settings, Unfit, analyse, chance, noise
from alongside.learning.measures.charts.chance import LENGTHS, TABLE, Size, in_a_hundred
from alongside.learning.measures.charts.power import MOST, power


def history(n: int, seed: int = 3) -> list[float]:
    random = Random(seed)
    return [random.gauss(50, 4) for _ in range(n)]


def test_anhoej_cries_wolf_on_1_to_6_charts_in_a_hundred() -> None:
    [share] = noise.share_marked(noise.RUN, [24], None, charts=3000, seed=24)
    assert 0.01 <= share <= 0.06


def test_the_analysis_itself_cries_wolf_as_seldom() -> None:
    random, signals = Random(5), 0
    for _ in range(600):
        points = [Point(str(k), random.gauss()) for k in range(24)]
        signals += analyse(points, Settings(not_rolling=True)).stretches[0].signal
    assert 0.01 <= signals / 600 <= 0.06


@pytest.mark.parametrize("chart", TABLE)
@pytest.mark.parametrize("base", [0, 12, 24])
def test_the_table_is_what_comes_out_of_the_simulation(chart: str, base: int) -> None:
    """Within three standard errors and a half of 400 charts' share."""
    lengths = [24, 36, 60]
    shares = noise.share_marked(chart, lengths, base or None, charts=400, seed=base + 1)
    for n, share in zip(lengths, shares, strict=True):
        kept = TABLE[chart][base][LENGTHS.index(n)] / 1000
        assert abs(share - kept) <= 3.5 * (kept * (1 - kept) / 400) ** 0.5 + 0.005


@pytest.mark.parametrize("chart", TABLE)
def test_longer_charts_and_shorter_bases_show_more_by_chance(chart: str) -> None:
    rows = TABLE[chart]
    assert all(len(row) == len(LENGTHS) for row in rows.values())
    assert set(rows) == {0, *chance.BASES}
    assert rows[0][0] < rows[0][-1]
    assert rows[12][-1] > rows[24][-1] > rows[60][-1]


def test_between_two_rows_and_two_columns() -> None:
    assert in_a_hundred("xmr", [Size(36, 36)]) == 30
    assert in_a_hundred("xmr", [Size(33, 33)]) == round((23.9 + 29.6) / 2)
    assert in_a_hundred("xmr", [Size(36, 12)]) == 49
    between = in_a_hundred("xmr", [Size(36, 14)])
    assert between is not None
    assert 43 < between < 49
    assert in_a_hundred("xmr", [Size(500, 100)]) == in_a_hundred("xmr", [Size(200, 60)])


def test_two_stretches_are_quiet_only_if_both_are() -> None:
    assert in_a_hundred("xmr", [Size(24, 24)] * 2) == round(100 * (1 - (1 - 0.181) ** 2))
    assert in_a_hundred("xmr", [Size(24, 24), Size(3, 3)]) == 18
    assert in_a_hundred("xmr", [Size(9, 9)]) is None
    assert in_a_hundred("run", []) is None


# --- honest power --------------------------------------------------------------------------------


def test_a_large_change_shows_soon_and_a_small_one_late() -> None:
    large, middling, small = (power(history(24), size) for size in (16, 8, 1))
    assert large.points is not None
    assert middling.points is not None
    assert 7 <= large.points <= middling.points <= 20
    assert large.share >= 0.8
    assert small.points is None
    assert small.share < 0.8


@pytest.mark.parametrize("rules", ["anhoej", "mdc"])
def test_it_says_how_often_chance_alone_would_show_as_much(rules: str) -> None:
    found = power(history(24), 6, Settings(rules))
    assert found.points is not None
    assert 0 < found.by_chance < found.share
    assert found.base == 24


def test_which_way_and_in_which_unit_makes_no_difference() -> None:
    there = history(24)
    assert power(there, -8) == power(there, 8)
    assert power([1000 * y for y in there], 8000) == power(there, 8)


def test_the_same_question_has_the_same_answer_and_soon() -> None:
    """Well under what a page may take; from then on it is remembered."""
    began = perf_counter()
    first = power(history(31), 7.7)
    assert power(history(31), 7.7) is first
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    ("values", "size", "rules"),
    [
        (history(9), 4, "anhoej"),
        (history(11), 4, "mdc"),
        ([5.0] * 24, 4, "mdc"),
        ([1.0, None] * 12, 4, "anhoej"),
        (history(24), 0, "anhoej"),
    ],
)
def test_it_says_why_it_cannot_tell(values: list[float], size: float, rules: str) -> None:
    with pytest.raises(Unfit):
        power(values, size, Settings(rules))


def test_nothing_shows_later_than_it_looks() -> None:
    assert (power(history(24), 4).points or 0) <= MOST
