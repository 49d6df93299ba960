"""What other programs get wrong, and what lies at the edges: each is a test of its own."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from alongside.learning.measures.charts import Analysis, Point, Settings, Unfit, analyse, mdc
from alongside.learning.measures.charts.ranges import mean, moving_ranges

NOISE = [3.0, 5.0, 2.0, 6.0, 4.0, 1.0, 5.0, 3.0, 6.0, 2.0, 4.0, 5.0, 1.0, 3.0]
MONDAY = date(2026, 1, 5)


def weekly(values: Sequence[float | None]) -> list[Point]:
    return [Point(MONDAY + timedelta(weeks=k), y) for k, y in enumerate(values)]


def mdc_of(values: Sequence[float | None], **asked: object) -> Analysis:
    return analyse(weekly(values), Settings(rules="mdc", **asked))  # type: ignore[arg-type]


def labels(found: Analysis) -> list[str]:
    return [point.label for point in found.points]


def codes(found: Analysis) -> list[str]:
    return [warned.code for warned in found.warnings]


# --- what others get wrong -----------------------------------------------------------------------


@pytest.mark.parametrize("value", [5.0, 100.0, 0.1, 1e9, 1e-9, -7.3, 0.0])
@pytest.mark.parametrize("screen", [True, False])
def test_limits_of_what_does_not_vary_are_its_mean(value: float, screen: bool) -> None:
    found = mdc_of([value] * 49, screen=screen)
    assert {(p.centre, p.lower, p.upper, p.label) for p in found.points} == {
        (value, value, value, "Common Cause")
    }
    assert "constant" in codes(found)


def test_a_run_chart_of_what_does_not_vary_has_nothing_to_judge() -> None:
    found = analyse(weekly([0.3] * 24))
    assert (found.stretches[0].n_useful, found.stretches[0].signal) == (0, False)
    assert {"constant", "too-few"} <= set(codes(found))
    assert found.by_chance is None


def test_a_stretch_begins_at_the_first_point_on_or_after_a_day_and_says_so() -> None:
    found = mdc_of(NOISE * 2, rebase=(MONDAY + timedelta(weeks=14, days=-3),))
    assert [stretch.first for stretch in found.stretches] == [0, 14]
    [moved] = [warned.says for warned in found.warnings if warned.code == "rebase-moved"]
    assert moved.endswith("at 10 April 2026. The new limits begin at 13 April 2026.")


def test_a_stretch_that_begins_at_a_point_says_nothing() -> None:
    found = mdc_of(NOISE * 2, rebase=(MONDAY + timedelta(weeks=14),))
    assert "rebase-moved" not in codes(found)


def test_a_day_after_the_last_point_is_told_and_changes_nothing() -> None:
    found = mdc_of(NOISE, rebase=(date(2030, 1, 1),))
    assert len(found.stretches) == 1
    [later] = [warned.says for warned in found.warnings if warned.code == "rebase-later"]
    assert "on or after 1 January 2030 yet" in later


def test_a_gap_is_never_bridged() -> None:
    assert moving_ranges([1.0, 2.0, None, 10.0, 11.0]) == [1.0, 1.0]
    assert mdc.limits([1.0, 2.0, None, 10.0, 11.0], screen=False).upper == 6 + 2.66


def test_a_gap_ends_a_shift_and_a_trend() -> None:
    steady = [0.0, 2.0] * 6
    above = mdc_of([*steady, 2, 2, 2, None, 2, 2, 2, 2], freeze=12)
    rising = mdc_of([*steady, 0.9, 1, 1.1, None, 1.2, 1.3, 1.4, 1.5], freeze=12)
    assert not any(mdc.SHIFT in point.fired for point in above.points)
    assert not any(mdc.TREND in point.fired for point in rising.points)
    assert above.points[15].fired == ()
    assert above.points[15].label == ""


def test_a_point_on_the_mean_ends_a_shift_but_not_a_run() -> None:
    values = [-1.0, 1.0] * 6 + [1.0] * 4 + [0.0] + [1.0] * 4
    found = mdc_of(values, freeze=12)
    assert not any(mdc.SHIFT in point.fired for point in found.points)
    [run] = analyse(weekly(values), Settings(freeze=12)).stretches
    assert (run.n_useful, run.longest_run) == (20, 9)


def test_screening_is_asked_for_and_kept() -> None:
    values = [*NOISE, 60.0, *NOISE]
    assert (
        mdc_of(values, screen=True).points[0].upper != mdc_of(values, screen=False).points[0].upper
    )
    assert mdc_of(values, screen=False).settings.screen is False


def test_limits_beyond_the_scale_are_shown_and_told() -> None:
    shares = [97.0, 99.0, 96.0, 100.0, 98.0] * 4
    found = mdc_of(shares, scale=(0.0, 100.0))
    assert (found.points[0].upper or 0) > 100
    assert codes(found).count("beyond-scale") == 1
    assert "100" in next(w.says for w in found.warnings if w.code == "beyond-scale")


def test_counts_out_of_something_know_their_scale() -> None:
    points = [Point(str(k), 98.0 + k % 3, 100.0) for k in range(20)]
    found = analyse(points, Settings(rules="mdc"))
    assert found.points[0].y == 0.98
    assert "beyond-scale" in codes(found)


@pytest.mark.parametrize(
    ("n", "code"),
    [(9, "too-few"), (10, "run-chart-only"), (12, "run-chart-only"), (13, "early-limits")],
)
def test_limits_are_early_until_there_are_twenty(n: int, code: str) -> None:
    assert codes(mdc_of((NOISE * 2)[:n])) == [code]
    assert codes(mdc_of((NOISE * 2)[:20])) == []


# --- one label a point ---------------------------------------------------------------------------


STEADY = [-1.0, 1.0] * 6  # mean 0, AMR 2: limits at 5.32, near them beyond 3.5467


def last(values: Sequence[float | None], n: int) -> list[str]:
    return labels(mdc_of([*STEADY, *values], freeze=12))[-n:]


def test_a_point_on_a_limit_is_inside() -> None:
    upper = mdc_of(STEADY, freeze=12).points[0].upper
    assert upper == 5.32
    assert last([5.32], 1) == ["Common Cause"]
    assert last([5.33, -5.33], 2) == ["Above UCL", "Below LCL"]


def test_two_in_three_marks_only_those_near() -> None:
    high, some = "2 in 3 Above CL", "Common Cause"
    assert last([4, 1, 4], 3) == [high, some, high]
    assert last([4, -0.5, 4], 3) == [some, some, some]
    assert last([-4, -1, -4], 3) == ["2 in 3 Below CL", some, "2 in 3 Below CL"]


def test_a_point_outside_is_not_near() -> None:
    assert last([-1, 6, 4, 1], 4) == ["Common Cause", "Above UCL", "Common Cause", "Common Cause"]


def test_outside_comes_before_a_trend_and_a_trend_before_a_shift() -> None:
    rise = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 6.0]
    assert last(rise, 7) == ["7 Point Trend (Increasing)"] * 6 + ["Above UCL"]
    found = mdc_of([*STEADY, *rise], freeze=12)
    assert found.points[-1].fired == ("outside", "trend", "shift")


def test_a_turning_point_belongs_to_what_follows() -> None:
    up_and_down = [*range(-3, 4), *range(2, -4, -1)]
    found = mdc_of([*STEADY, *map(float, up_and_down)], freeze=12)
    trend = labels(found)[12:]
    assert trend.index("7 Point Trend (Decreasing)") == 6


def test_a_tie_ends_a_trend() -> None:
    assert "7 Point Trend (Increasing)" not in last([-3, -2, -1, -1, 0.5, 1, 2, 3], 8)


# --- few, none, and odd --------------------------------------------------------------------------


@pytest.mark.parametrize("rules", ["mdc", "anhoej"])
@pytest.mark.parametrize("values", [[4.0], [4.0, 5.0], [4.0, 5.0, 3.0], [None], [None, None, None]])
def test_very_few_points(rules: str, values: list[float | None]) -> None:
    found = analyse(weekly(values), Settings(rules=rules))
    assert codes(found)[0] == "too-few"
    assert not any(point.fired for point in found.points)
    assert found.by_chance is None


def test_one_point_has_a_centre_and_no_limits() -> None:
    [point] = mdc_of([4.0]).points
    assert (point.centre, point.lower, point.upper) == (4.0, None, None)


def test_no_two_neighbours_make_no_limits() -> None:
    found = mdc_of([1.0, None, 2.0, None, 3.0])
    assert (found.points[0].centre, found.points[0].upper) == (2.0, None)


def test_only_gaps() -> None:
    found = mdc_of([None] * 20)
    assert {(p.centre, p.lower, p.label) for p in found.points} == {(None, None, "")}


def test_a_gap_at_the_start_and_at_the_end() -> None:
    inner, outer = mdc_of(NOISE), mdc_of([None, *NOISE, None])
    assert labels(outer)[1:-1] == labels(inner)
    assert outer.points[0].upper == inner.points[0].upper


@pytest.mark.parametrize("by", [1e9, 1e-9, -1.0])
def test_any_size(by: float) -> None:
    found, plain = mdc_of([y * by for y in NOISE]), mdc_of(NOISE)
    limits = sorted([(plain.points[0].lower or 0) * by, (plain.points[0].upper or 0) * by])
    assert [found.points[0].lower, found.points[0].upper] == pytest.approx(limits, rel=1e-12)
    assert labels(found) == labels(plain)


def test_a_freeze_longer_than_the_series_is_no_freeze() -> None:
    frozen, free = mdc_of(NOISE, freeze=100), mdc_of(NOISE)
    assert frozen.points == free.points
    assert "short-baseline" not in codes(frozen)


def test_a_freeze_and_new_stretches_together() -> None:
    found = mdc_of(NOISE * 3, freeze=12, rebase=(MONDAY + timedelta(weeks=14),))
    assert [(s.first, s.last, s.base) for s in found.stretches] == [(0, 13, 12), (14, 41, 12)]
    assert codes(found).count("short-baseline") == 2
    assert "From 13 April 2026 on" in found.warnings[-1].says


def week(k: int) -> date:
    return MONDAY + timedelta(weeks=k)


def test_limits_of_one_stretch_are_held_still_at_a_day() -> None:
    found = mdc_of(NOISE * 3, rebase=(week(14),), held=(week(26),))
    assert [(s.first, s.base) for s in found.stretches] == [(0, 14), (14, 13)]
    assert found.points[-1].upper == mdc_of(NOISE[:13]).points[0].upper
    assert codes(found).count("short-baseline") == 1


def test_held_at_a_day_without_a_point_is_held_at_the_one_before() -> None:
    between = mdc_of(NOISE * 2, held=(week(12) + timedelta(days=2),))
    assert between.stretches[0].base == 13


def test_too_few_points_to_hold_limits_still_are_told() -> None:
    found = mdc_of(NOISE * 2, held=(week(10),))
    assert found.stretches[0].base == 28
    assert "held-too-few" in codes(found)


def test_a_day_after_the_last_point_holds_nothing() -> None:
    assert mdc_of(NOISE, held=(week(40),)).points == mdc_of(NOISE).points


def test_two_days_at_one_point_are_one_stretch() -> None:
    days = (MONDAY + timedelta(weeks=14), MONDAY + timedelta(weeks=14, days=-1), MONDAY)
    assert [s.first for s in mdc_of(NOISE * 2, rebase=days).stretches] == [0, 14]


def test_points_come_in_order() -> None:
    points = weekly(NOISE)
    found = analyse([*points[7:], *points[:7]], Settings("mdc"))
    assert found.points == mdc_of(NOISE).points
    assert "unordered" in codes(found)


def test_numbers_come_in_order_and_words_stay() -> None:
    numbered = analyse([Point(x, 1.0) for x in ("10", "9", "11")])
    called = analyse([Point(x, 1.0) for x in ("spring", "autumn")])
    assert [point.x for point in numbered.points] == ["9", "10", "11"]
    assert [point.x for point in called.points] == ["spring", "autumn"]


def test_new_limits_at_a_number_and_at_a_word() -> None:
    numbered = [Point(str(k), y) for k, y in enumerate(NOISE)]
    called = [Point(f"week {k}", y) for k, y in enumerate(NOISE)]
    assert len(analyse(numbered, Settings(rebase=("7",))).stretches) == 2
    assert len(analyse(called, Settings(rebase=("week 7",))).stretches) == 2


def test_a_point_set_aside_is_shown_and_in_no_limit() -> None:
    points = [*weekly(NOISE), Point(date(2027, 1, 1), 900.0, aside=True)]
    found = analyse(points, Settings("mdc"))
    assert (found.points[-1].y, found.points[-1].label, found.points[-1].fired) == (900.0, "", ())
    assert found.points[:-1] == mdc_of(NOISE).points


def test_a_primed_chart_stays_on_its_scale() -> None:
    points = [Point(str(k), float(k % 2), 3.0) for k in range(20)]
    for chart, most in (("pp", 1.0), ("up", 9.0)):
        found = analyse(points, Settings(chart=chart))
        assert all(0 <= (p.lower or 0) <= (p.upper or 0) <= most for p in found.points)


@pytest.mark.parametrize(("count", "share"), [(0.0, 0.0), (7.0, 1.0)])
def test_a_primed_chart_of_what_does_not_vary(count: float, share: float) -> None:
    found = analyse([Point(str(k), count, 7.0) for k in range(20)], Settings(chart="pp"))
    assert {(p.lower, p.centre, p.upper) for p in found.points} == {(share, share, share)}
    assert not any(point.fired for point in found.points)


# --- what cannot be charted ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "settings"),
    [
        ([], Settings()),
        (weekly([1.0, float("nan")]), Settings()),
        (weekly([1.0, float("inf")]), Settings("mdc")),
        (weekly([1e300]), Settings("mdc")),
        (weekly(NOISE), Settings("mdc", freeze=11)),
        (weekly(NOISE), Settings(freeze=0)),
        (weekly(NOISE), Settings("western")),
        (weekly(NOISE), Settings("mdc", chart="run")),
        (weekly(NOISE), Settings(direction="best")),
        (weekly(NOISE), Settings(chart="pp")),
        (weekly(NOISE), Settings(rebase=("spring",))),
        ([Point("1", 1.0), Point("1", 2.0)], Settings()),
        ([Point(MONDAY, 1.0), Point("then", 2.0)], Settings()),
        ([Point("a", 1.0), Point("b", 2.0)], Settings(rebase=("c",))),
        ([Point("1", 5.0, 4.0)], Settings(chart="pp")),
        ([Point("1", -1.0, 4.0)], Settings(chart="up")),
        ([Point("1", 1.0, 0.0)], Settings()),
        ([Point("1", None, -4.0)], Settings(chart="pp")),
        ([Point(str(k), 1.0) for k in range(10_001)], Settings()),
    ],
)
def test_it_says_why_it_cannot(points: list[Point], settings: Settings) -> None:
    with pytest.raises(Unfit, match=r"\w+ .*[.]$"):
        analyse(points, settings)


def test_a_mean_is_right_to_the_last_bit() -> None:
    assert mean([0.1, 0.2, 0.3]) == 0.2
    assert mean([1e16, 1.0, -1e16]) == 1 / 3
