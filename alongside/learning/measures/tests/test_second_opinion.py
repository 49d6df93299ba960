"""
A second opinion: what the method says of series whose change is known, and of one without any.

The expected numbers of RJZ are those that statsmodels and R's sandwich agreed on for the type 1
breaches of this trust, with a day made up before a winter.
"""

import importlib
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.learning.measures.charts import Point, Unfit
from alongside.learning.measures.charts import second_opinion as module
from alongside.learning.measures.charts.second_opinion import (
    LEAST,
    Missing,
    Opinion,
    least_squares,
    second_opinion,
)

from .oracles import oracles

WORDS_NEVER = ("caused", "because", "proves", "proof", "effect", "significant", "due to", "worked")


def months(values: Sequence[float | None], outs: Sequence[float] | None = None) -> list[Point]:
    outs = outs or []
    return [
        Point(date(2020 + k // 12, k % 12 + 1, 1), y, n=outs[k] if outs else None)
        for k, y in enumerate(values)
    ]


def made(
    step: float, slope: float, noise: float = 1.0, before: int = 24, n: int = 48, seed: int = 8
) -> list[Point]:
    random = Random(seed)
    values = [
        50 + 0.5 * t + (t >= before) * (step + slope * (t - before)) + random.gauss(0, noise)
        for t in range(n)
    ]
    return months(values)


# --- the numbers ---------------------------------------------------------------------------------


def rjz() -> list[Point]:
    return next(each for each in oracles("plotthedots") if each.name == "ae_rjz_breaches").points


def test_a_winter_passes_for_a_change_and_the_made_up_days_say_so() -> None:
    opinion = second_opinion(rjz(), date(2017, 10, 1), unit="people")
    assert opinion.step.about == pytest.approx(861, abs=0.5)
    assert opinion.slope.about == pytest.approx(121, abs=0.5)
    given = [[1.0, t, float(t >= 18), max(0, t - 18)] for t in range(36)]
    plain, robust = least_squares([point.y or 0.0 for point in rjz()], given)
    assert robust.tvalues[3] == pytest.approx(2.75, abs=0.005)
    error = (opinion.slope.most - opinion.slope.about) / 2.0369333  # t, 32 degrees of freedom
    assert opinion.slope.about / error == pytest.approx(plain.tvalues[3])
    assert not opinion.slope.may_be_nothing
    assert len(opinion.made_up) == 5
    assert [each.finds_something for each in opinion.made_up] == [True, True, True, True, False]
    assert "At 4 of them it found something too" in " ".join(opinion.says)


@pytest.mark.parametrize(("step", "slope"), [(12, 0), (-8, 0), (0, 2), (10, -1.5)])
def test_it_finds_the_step_and_the_slope_that_were_put_in(step: float, slope: float) -> None:
    """About nineteen times in twenty."""
    held = []
    for seed in range(40):
        opinion = second_opinion(made(step, slope, before=20, seed=seed), date(2021, 9, 1))
        held.append(opinion.step.least <= step <= opinion.step.most)
        held.append(opinion.slope.least <= slope <= opinion.slope.most)
        assert opinion.step.about == pytest.approx(step, abs=3)
        assert opinion.slope.about == pytest.approx(slope, abs=0.3)
    assert sum(held) / len(held) >= 0.9


def test_without_noise_it_finds_them_exactly() -> None:
    opinion = second_opinion(made(12, 2, noise=0, before=14, n=30), date(2021, 3, 1))
    assert opinion.step.about == pytest.approx(12)
    assert opinion.slope.about == pytest.approx(2)


def test_counts_are_read_as_how_many_times_as_much() -> None:
    random = Random(3)
    outs = [random.randint(400, 900) for _ in range(48)]
    values = [
        round(n * 0.2 * (0.6 if k >= 24 else 1) + random.gauss(0, 8)) for k, n in enumerate(outs)
    ]
    opinion = second_opinion(months(values, outs), date(2022, 1, 1), counts=True, unit="people")
    assert opinion.step.about == pytest.approx(0.6, abs=0.06)
    assert 0 < opinion.step.least < 0.6 < opinion.step.most < 1
    assert opinion.slope.least <= 1 <= opinion.slope.most
    assert "times as much" in opinion.says[0]


def test_counts_that_scatter_more_have_a_wider_span() -> None:
    even = [100 + (k % 2) for k in range(30)]
    wild = [100 + (40 if k % 2 else -40) for k in range(30)]
    spans = []
    for values in (even, wild):
        step = second_opinion(months(values), date(2021, 4, 1), counts=True).step
        spans.append(step.most / step.least)
    assert spans[0] > 1.2  # never narrower than chance alone would have it
    assert spans[1] > spans[0] * 1.2


def test_with_two_years_before_the_time_of_the_year_is_taken_into_account() -> None:
    winters = [100 + (25 if k % 12 in (0, 1, 10, 11) else 0) + (k % 5) for k in range(48)]
    opinion = second_opinion(months(winters), date(2022, 10, 1))
    assert opinion.seasons
    assert opinion.step.may_be_nothing
    assert "The time of the year is taken into account." in opinion.says
    by_week = [Point(date(2020, 1, 6) + timedelta(weeks=k), y) for k, y in enumerate(winters)]
    assert not second_opinion(by_week, by_week[33].x).seasons


def test_a_gap_keeps_its_place_and_what_is_set_aside_is_left_out() -> None:
    points = made(12, 2, noise=0, before=16, n=36)
    points[5] = Point(points[5].x, None)
    points[20] = Point(points[20].x, 1e6, aside=True)
    opinion = second_opinion(points, date(2021, 5, 1))
    assert opinion.step.about == pytest.approx(12)
    assert opinion.slope.about == pytest.approx(2)
    assert (opinion.before, opinion.after) == (15, 19)
    del points[5]  # a month that nobody wrote down at all
    assert second_opinion(points, date(2021, 5, 1)).slope.about == pytest.approx(2)


def test_the_first_point_on_or_after_the_day_is_the_first_after_the_change() -> None:
    points = made(12, 0)
    assert second_opinion(points, date(2021, 12, 14)).since == date(2022, 1, 1)
    called = [Point(f"visit {k}", point.y) for k, point in enumerate(points)]
    assert second_opinion(called, "visit 24").since == "visit 24"


# --- made-up days --------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [12, 13, 16, 23, 28, 60])
def test_five_made_up_days_lie_before_the_change_and_apart(before: int) -> None:
    points = made(3, 0, before=before, n=before + 12)
    opinion = second_opinion(points, points[before].x)
    whens = [each.when for each in opinion.made_up]
    at = [[point.x for point in points].index(when) for when in whens]
    assert len(at) == 5
    assert all(a < b for a, b in pairwise(at))
    assert at[0] >= 4
    assert at[-1] <= before - 4


def test_what_came_after_the_change_does_not_move_the_made_up_days() -> None:
    little, much = (
        second_opinion(made(1, 0), date(2022, 1, 1)),
        second_opinion(made(90, 9), date(2022, 1, 1)),
    )
    assert little.made_up == much.made_up


# --- why not -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "after"), [(11, 30), (30, 11), (0, 30), (30, 0)])
def test_too_few_points_on_a_side_are_said(before: int, after: int) -> None:
    points = made(5, 0, before=before, n=before + after)
    since = points[before].x if after else date(2040, 1, 1)
    with pytest.raises(Unfit, match=f"There are {before} before it and {after} since"):
        second_opinion(points, since)


def test_what_never_varies_has_no_second_opinion() -> None:
    with pytest.raises(Unfit, match="All of these are the same"):
        second_opinion(months([5.0] * 30), date(2021, 4, 1))


def test_counts_below_nought_are_none() -> None:
    with pytest.raises(Unfit, match="cannot be below 0"):
        second_opinion(months([5, -1] * 15), date(2021, 4, 1), counts=True)


def test_nothing_at_all_counted_on_one_side_has_no_answer() -> None:
    with pytest.raises(Unfit, match="no second opinion"):
        second_opinion(months([9, 8, 7] * 5 + [0] * 15), date(2021, 4, 1), counts=True)


def test_days_out_of_order_are_said() -> None:
    points = made(5, 0)
    with pytest.raises(Unfit, match="order of their days"):
        second_opinion([*points[1:], points[0]], date(2022, 1, 1))


def test_without_the_package_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_here(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", not_here)
    with pytest.raises(Missing, match=r"alongside\[second-opinion\]"):
        second_opinion(made(5, 0), date(2022, 1, 1))


def test_too_few_points_are_said_before_any_package_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "import_module", importlib.import_module)
    with pytest.raises(Unfit) as refused:
        second_opinion(made(5, 0, before=5, n=40), date(2020, 6, 1))
    assert not isinstance(refused.value, Missing)


# --- words ---------------------------------------------------------------------------------------


def every_kind() -> list[Opinion]:
    counts = [round(30 + 10 * (k >= 24) + (k % 7)) for k in range(48)]
    return [
        second_opinion(made(12, 2), date(2022, 1, 1), unit="hours"),
        second_opinion(made(0, 0, noise=5), date(2022, 1, 1), unit="%"),
        second_opinion(months(counts), date(2022, 1, 1), counts=True),
        second_opinion(rjz(), date(2017, 10, 1)),
    ]


def test_it_says_what_the_data_are_compatible_with_and_never_what_made_it() -> None:
    for opinion in every_kind():
        says = " ".join(opinion.says)
        assert "the data are compatible with" in opinion.says[0]
        assert "It cannot say why" in opinion.says[-1]
        assert not any(word in says.lower() for word in WORDS_NEVER)
        assert all(len(each.split()) <= 34 for each in opinion.says)


def test_the_table_has_every_made_up_day_and_last_the_day_itself() -> None:
    opinion = every_kind()[0]
    assert [row[0] for row in opinion.as_table][-1] == "Jan 2022"
    assert len(opinion.as_table) == 6
    assert all(" to " in span for _day, _about, span in opinion.as_table)


# --- whatever comes ------------------------------------------------------------------------------

VALUES = st.lists(
    st.floats(-1e90, 1e90, allow_nan=False, allow_infinity=False), min_size=2 * LEAST, max_size=60
)


def opinion_of(points: list[Point], at: int, *, counts: bool) -> Opinion | None:
    """None where there is a sentence instead."""
    try:
        return second_opinion(points, points[min(at, len(points) - 1)].x, counts=counts)
    except Unfit:
        return None


@settings(max_examples=60, deadline=None)
@given(values=VALUES, at=st.integers(0, 60))
def test_whatever_the_values_it_has_an_answer(values: list[float], at: int) -> None:
    if opinion := opinion_of(months(values), at, counts=False):
        assert opinion.step.least <= opinion.step.about <= opinion.step.most


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.integers(0, 50), min_size=2 * LEAST, max_size=60), at=st.integers(12, 48))
def test_whatever_the_counts_it_has_an_answer(values: list[int], at: int) -> None:
    if opinion := opinion_of(months(values), at, counts=True):
        assert 0 < opinion.step.least <= opinion.step.about <= opinion.step.most


@settings(max_examples=25, deadline=None)
@given(shift=st.floats(-1e3, 1e3), times=st.floats(0.01, 100))
def test_moving_and_stretching_a_series_does_so_to_its_step(shift: float, times: float) -> None:
    points = made(7, 1)
    one = second_opinion(points, date(2022, 1, 1)).step
    moved = [Point(point.x, (point.y or 0) * times + shift) for point in points]
    other = second_opinion(moved, date(2022, 1, 1)).step
    assert other.about == pytest.approx(one.about * times, rel=1e-6, abs=1e-6)
    assert other.least == pytest.approx(one.least * times, rel=1e-5, abs=1e-5)
