"""What was expected beside what was counted, as arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.learning.experiments.comparing import (
    AS_EXPECTED,
    LARGER,
    LEAST_AFTER,
    NO_SIGNAL,
    OTHER_WAY,
    SMALLER,
    TOO_FEW,
    Compared,
    Expected,
    compare,
)

CLAIMS = {AS_EXPECTED, SMALLER, LARGER, OTHER_WAY}
# Quarters add and double exactly, so that what is tested is the arithmetic and not rounding.
number = st.integers(-4_000, 4_000).map(lambda n: n / 4)
size = st.integers(0, 4_000).map(lambda n: n / 4)
series = st.lists(number, max_size=30)
expected = st.builds(
    lambda way, one, other: Expected(way, min(one, other), max(one, other)),
    st.sampled_from(["up", "down", "neither"]),
    size,
    size,
)


def shifted(by: float, way: str = "down", signal: bool = True) -> Compared:
    return compare(
        Expected(way, 10, 30), [60.0] * 12, [60.0 + by] * 12, signal=signal, could_show=8
    )


@pytest.mark.parametrize(
    ("by", "result"),
    [(-20, AS_EXPECTED), (-10, AS_EXPECTED), (-30, AS_EXPECTED), (-4, SMALLER), (0, SMALLER),
     (-31, LARGER), (5, OTHER_WAY)],
)  # fmt: skip
def test_it_is_held_against_what_was_expected(by: float, result: str) -> None:
    found = shifted(by)
    assert (found.result, found.moved) == (result, -by)


def test_without_a_signal_chance_is_enough() -> None:
    assert {shifted(by, signal=False).result for by in (-50, -20, 0, 40)} == {NO_SIGNAL}


def test_what_was_to_stay_may_wander() -> None:
    assert shifted(-30, "neither").result == AS_EXPECTED
    assert shifted(30, "neither", signal=False).result == AS_EXPECTED
    assert shifted(-31, "neither").result == LARGER
    assert shifted(31, "neither", signal=False).result == NO_SIGNAL


@pytest.mark.parametrize(("n", "m", "few"), [(9, 12, 1), (10, 5, 1), (10, 6, 0), (0, 9, 1)])
def test_few_points_say_nothing(n: int, m: int, few: int) -> None:
    found = compare(Expected("up", 0, 9), [1.0] * n, [5.0] * m, signal=True, could_show=8)
    assert (found.result == TOO_FEW) is bool(few)


def test_rules_that_ask_for_more_points_before_it_have_them() -> None:
    wanted, after = Expected("up", 1, 9), [5.0] * 8
    for n, result in ((11, TOO_FEW), (12, AS_EXPECTED)):
        before = [1.0] * n
        found = compare(wanted, before, after, signal=True, could_show=7, enough_before=12)
        assert (found.result, found.enough_before) == (result, 12)


def test_no_signal_is_said_only_where_there_could_be_one() -> None:
    for m, result in ((7, TOO_FEW), (8, NO_SIGNAL)):
        found = compare(Expected("up", 1, 9), [1.0] * 12, [5.0] * m, signal=False, could_show=8)
        assert found.result == result


def test_without_points_there_are_no_numbers() -> None:
    found = compare(Expected("up", 1, 9), [], [], signal=False, could_show=8)
    assert (found.result, found.before, found.after, found.moved) == (TOO_FEW, None, None, None)


@given(expected, series, series, st.booleans(), st.integers(1, 12))
def test_nothing_is_claimed_without_a_signal_or_enough_points(
    wanted: Expected, before: list[float], after: list[float], signal: bool, could_show: int
) -> None:
    found = compare(wanted, before, after, signal=signal, could_show=could_show)
    few = len(before) < 10 or len(after) < LEAST_AFTER
    assert few <= (found.result == TOO_FEW)
    if not signal and wanted.direction != "neither":
        assert found.result not in CLAIMS
    if found.result in CLAIMS:
        assert found.before is not None
        assert found.after is not None


@given(expected, series, series, st.booleans(), number)
def test_where_nought_lies_makes_no_difference(
    wanted: Expected, before: list[float], after: list[float], signal: bool, by: float
) -> None:
    first = compare(wanted, before, after, signal=signal, could_show=8)
    moved = [[y + by for y in values] for values in (before, after)]
    again = compare(wanted, *moved, signal=signal, could_show=8)
    assert (first.result, first.moved) == (again.result, again.moved)


@given(expected, series, series, st.booleans(), st.sampled_from([0.5, 2.0, 64.0]))
def test_the_unit_makes_no_difference(
    wanted: Expected, before: list[float], after: list[float], signal: bool, times: float
) -> None:
    first = compare(wanted, before, after, signal=signal, could_show=8)
    larger = Expected(wanted.direction, wanted.low * times, wanted.high * times)
    both = [[y * times for y in values] for values in (before, after)]
    assert compare(larger, *both, signal=signal, could_show=8).result == first.result


@given(expected, series, series, st.booleans())
def test_up_and_down_are_mirrors(
    wanted: Expected, before: list[float], after: list[float], signal: bool
) -> None:
    turned = Expected(
        {"up": "down", "down": "up"}.get(wanted.direction, wanted.direction),
        wanted.low,
        wanted.high,
    )
    first = compare(wanted, before, after, signal=signal, could_show=8)
    both = [[-y for y in values] for values in (before, after)]
    again = compare(turned, *both, signal=signal, could_show=8)
    assert (first.result, first.moved) == (again.result, again.moved)


@given(expected, series, series, st.booleans())
def test_the_order_of_points_makes_no_difference(
    wanted: Expected, before: list[float], after: list[float], signal: bool
) -> None:
    first = compare(wanted, before, after, signal=signal, could_show=8)
    again = compare(wanted, sorted(before), sorted(after), signal=signal, could_show=8)
    assert first == again


@given(expected, st.lists(number, min_size=10, max_size=20), size, size)
def test_the_further_it_moved_the_further_the_result(
    wanted: Expected, before: list[float], one: float, other: float
) -> None:
    order = [OTHER_WAY, SMALLER, AS_EXPECTED, LARGER]
    way = -1 if wanted.direction == "down" else 1
    near, far = sorted((one, other))
    middle = sorted(before)[len(before) // 2]
    level = [middle] * 10
    results = [
        compare(wanted, level, [middle + way * by] * 8, signal=True, could_show=8).result
        for by in (-far - 1, near, far)
    ]
    if wanted.direction != "neither":
        assert [order.index(each) for each in results] == sorted(map(order.index, results))
