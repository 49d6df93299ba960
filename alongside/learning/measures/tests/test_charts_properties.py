"""What holds of any series: Hypothesis looks for one of which it does not."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.learning.measures.charts import Analysis, Point, Settings, analyse

NUMBERS = st.integers(-60, 60).map(float)
SERIES = st.lists(st.one_of(NUMBERS, NUMBERS, NUMBERS, st.none()), min_size=1, max_size=45)
LONG = st.lists(NUMBERS, min_size=20, max_size=45)
RULES = st.sampled_from(["mdc", "anhoej"])
FREEZES = st.one_of(st.none(), st.integers(12, 30))
MIRRORED = {"Above": "Below", "Below": "Above", "UCL": "LCL", "LCL": "UCL"}
MIRRORED |= {"(Increasing)": "(Decreasing)", "(Decreasing)": "(Increasing)"}


def read(values: list[float | None], rules: str, freeze: int | None = None) -> Analysis:
    first = date(2026, 1, 5)
    points = [Point(first + timedelta(weeks=k), y) for k, y in enumerate(values)]
    return analyse(points, Settings(rules, freeze=freeze, not_rolling=True))


def marks(found: Analysis) -> list[tuple[str, tuple[str, ...]]]:
    return [(point.label, point.fired) for point in found.points]


def nothing_lies_on_a_line(found: Analysis) -> bool:
    """Where a point lies on a line to the last bit, rounding decides on which side it is."""
    return all(
        point.y is None or line is None or point.y == line or abs(point.y - line) > 1e-6
        for point in found.points
        for line in (point.centre, point.lower, point.upper, *near(point.lower, point.upper))
    ) and not any(point.y in (point.lower, point.upper) for point in found.points)


def near(lower: float | None, upper: float | None) -> tuple[float, ...]:
    if lower is None or upper is None:
        return ()
    return lower + (upper - lower) / 6, upper - (upper - lower) / 6


@given(SERIES, RULES, FREEZES, st.integers(-1000, 1000))
def test_marks_stay_when_every_value_moves(
    values: list[float | None], rules: str, freeze: int | None, by: int
) -> None:
    found = read(values, rules, freeze)
    assume(nothing_lies_on_a_line(found))
    moved = read([None if y is None else y + by for y in values], rules, freeze)
    assert marks(moved) == marks(found)
    assert [s.signal for s in moved.stretches] == [s.signal for s in found.stretches]


@given(SERIES, RULES, FREEZES, st.integers(-20, 20))
def test_marks_stay_in_another_unit(
    values: list[float | None], rules: str, freeze: int | None, twos: int
) -> None:
    found = read(values, rules, freeze)
    scaled = read([None if y is None else y * 2.0**twos for y in values], rules, freeze)
    assert marks(scaled) == marks(found)
    assert [s.signal for s in scaled.stretches] == [s.signal for s in found.stretches]


@given(SERIES, RULES, FREEZES)
def test_a_mirror_turns_marks_round(
    values: list[float | None], rules: str, freeze: int | None
) -> None:
    there = [y for y in values if y is not None]
    assume(all(a != b for a, b in pairwise(there)))  # a tie has no direction
    found = read(values, rules, freeze)
    mirrored = read([None if y is None else -y for y in values], rules, freeze)
    turned = [" ".join(MIRRORED.get(w, w) for w in p.label.split(" ")) for p in mirrored.points]
    assert turned == [point.label for point in found.points]
    assert [s.signal for s in mirrored.stretches] == [s.signal for s in found.stretches]


@given(SERIES, RULES, FREEZES)
def test_a_gap_never_signals(values: list[float | None], rules: str, freeze: int | None) -> None:
    found = read(values, rules, freeze)
    assert all(not point.fired and not point.label for point in found.points if point.y is None)


@given(LONG, NUMBERS, st.integers(12, 20))
def test_one_more_point_changes_only_the_last_windows(
    values: list[float], one_more: float, freeze: int
) -> None:
    """Seven points make a window, and which way a trend went is seen from the next."""
    before = read([*values], "mdc", freeze)
    after = read([*values, one_more], "mdc", freeze)
    assert marks(after)[: len(values) - 7] == marks(before)[:-7]
    assert after.points[0].upper == before.points[0].upper


@given(SERIES, RULES, FREEZES, st.integers(0, 44))
def test_a_point_set_aside_is_a_gap(
    values: list[float | None], rules: str, freeze: int | None, at: int
) -> None:
    at %= len(values)
    points = [Point(str(k), y, aside=k == at) for k, y in enumerate(values)]
    settings = Settings(rules, freeze=freeze, not_rolling=True)
    gap = [Point(str(k), None if k == at else y) for k, y in enumerate(values)]
    assert marks(analyse(points, settings)) == marks(analyse(gap, settings))
    assert analyse(points, settings).stretches == analyse(gap, settings).stretches


@given(SERIES, RULES, FREEZES)
def test_what_was_read_once_is_read_so_again(
    values: list[float | None], rules: str, freeze: int | None
) -> None:
    assert read(values, rules, freeze) == read(values, rules, freeze)


@given(SERIES, RULES, st.randoms())
def test_the_order_of_rows_makes_no_difference(
    values: list[float | None], rules: str, random: Random
) -> None:
    points = [Point(str(k), y) for k, y in enumerate(values)]
    shuffled = list(points)
    random.shuffle(shuffled)
    settings = Settings(rules, not_rolling=True)
    assert analyse(shuffled, settings).points == analyse(points, settings).points


# --- the four rules once more, window by window, as slowly and plainly as they can be written -----


@given(SERIES, FREEZES, st.booleans())
def test_labels_are_those_of_windows_looked_at_one_by_one(
    values: list[float | None], freeze: int | None, screen: bool
) -> None:
    points = [Point(str(k), y) for k, y in enumerate(values)]
    found = analyse(points, Settings("mdc", freeze=freeze, screen=screen, not_rolling=True))
    assert [point.label for point in found.points] == plainly(values, found)


def plainly(values: list[float | None], found: Analysis) -> list[str]:
    n, centre, lower, upper = len(values), *lines(found)
    side = [0 if y is None or y == centre else 1 if y > centre else -1 for y in values]
    outside = [y is not None and (y > upper or y < lower) for y in values]
    reach = 2 * (2.66 / 3) * ((upper - centre) / 2.66)
    near = [
        y is not None and not out and abs(y - centre) > reach + 1e-12
        for y, out in zip(values, outside, strict=True)
    ]
    sevens = [range(k, k + 7) for k in range(n - 6)]
    trend = {k for window in sevens if goes_one_way([values[k] for k in window]) for k in window}
    shift = {k for w in sevens if len({side[k] for k in w}) == 1 and side[w[0]] for k in w}
    threes = [range(k, k + 3) for k in range(n - 2)]
    two3 = {
        k
        for w in threes
        if abs(sum(side[k] for k in w)) == 3 and sum(near[k] for k in w) >= 2
        for k in w
        if near[k]
    }
    return [label(k, values, side, outside, trend, two3, shift) for k in range(n)]


def lines(found: Analysis) -> tuple[float, float, float]:
    """A series without a centre or without limits has no point beyond them."""
    first = found.points[0]
    infinite = float("inf")
    return (
        0.0 if first.centre is None else first.centre,
        -infinite if first.lower is None else first.lower,
        infinite if first.upper is None else first.upper,
    )


def goes_one_way(window: list[float | None]) -> bool:
    there = [y for y in window if y is not None]
    steps = {(b > a) - (b < a) for a, b in pairwise(there)}
    return len(there) == len(window) and steps in ({1}, {-1})


def label(
    k: int,
    values: list[float | None],
    side: list[int],
    outside: list[bool],
    trend: set[int],
    two3: set[int],
    shift: set[int],
) -> str:
    if values[k] is None:
        return ""
    above = "Above" if side[k] > 0 else "Below"
    if outside[k]:
        return f"{above} {'UCL' if side[k] > 0 else 'LCL'}"
    if k in trend:
        a, b = (k, k + 1) if k + 1 in trend else (k - 1, k)
        return f"7 Point Trend ({'In' if (values[b] or 0) > (values[a] or 0) else 'De'}creasing)"
    if k in two3:
        return f"2 in 3 {above} CL"
    return f"7 Points {above} CL" if k in shift else "Common Cause"
