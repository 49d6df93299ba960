"""What was expected and what was counted, as sentences."""

from dataclasses import replace
from datetime import date

import pytest

from alongside.learning.experiments.comparing import Compared, Expected, compare
from alongside.learning.experiments.seeing import (
    PowerSays,
    caution,
    how_many,
    looks_again,
    middles,
    moved,
    plain,
    power_says,
)


def compared(before: float = 62, after: float = 41, n: int = 12, m: int = 9) -> Compared:
    wanted = Expected("down", 10, 30)
    return compare(wanted, [before] * n, [after] * m, signal=True, could_show=8)


@pytest.mark.parametrize(
    ("number", "says"),
    [(0, "0"), (0.0001, "0"), (-0.001, "0"), (0.25, "0.25"), (5.754, "5.75"), (41.5, "41.5"),
     (41.04, "41"), (100, "100"), (1234.5, "1,234"), (-12.5, "-12.5"), (20_000, "20,000")],
)  # fmt: skip
def test_a_number_is_said_as_people_say_it(number: float, says: str) -> None:
    assert plain(number) == says


def test_the_middles_and_how_far_apart_they_are() -> None:
    assert middles(compared(), "weeks") == (
        "The middle of the 12 points before it was 62 weeks. The middle of the 9 since is 41 "
        "weeks: 21 weeks lower."
    )
    assert moved(compared(41, 62), "%") == "It is 21 percentage points higher."
    assert moved(compared(41, 41.0001), "weeks") == "It is about the same."


def test_what_is_said_adds_up_as_it_is_said() -> None:
    """61.26 less 40.74 is 20.52; said as 61.3 and 40.7, it is 20.6."""
    assert "61.3 days" in middles(compared(61.26, 40.74), "days")
    assert "20.6 days lower" in middles(compared(61.26, 40.74), "days")


def test_few_points_say_how_many_it_takes() -> None:
    few = compared(n=9, m=1)
    assert moved(few, "weeks") == ""
    assert caution(few) == (
        "There are 9 points before it and 1 since. It takes at least 10 before it and 6 since to "
        "say anything."
    )
    assert how_many(compared(n=1)) == "There is 1 point before it and 9 since."
    none = replace(few, before=None, after=None, n_before=0, n_after=0)
    assert middles(none, "weeks") == "There are 0 points before it and 0 since."


def test_a_claim_needs_no_caution() -> None:
    assert caution(compared()) == ""
    silent = replace(compared(), result="no_signal")
    assert caution(silent) == "Points like these move as far as that by chance."


def test_how_soon_it_would_show() -> None:
    assert power_says(9, 4, "weeks") == (
        "With your history, a change of 4 weeks would show after about 9 points."
    )
    assert power_says(1, 40, "%") == (
        "With your history, a change of 40 percentage points would show after about 1 point."
    )
    assert power_says(None, 0.5, "") == (
        "With your history, a change of 0.5 would be lost among the usual ups and downs."
    )


@pytest.mark.parametrize(
    ("soon", "by", "says"),
    [
        (None, None, ""),
        (True, None, ""),
        (True, date(2026, 3, 1), "That is by about 1 March 2026."),
        (None, date(2026, 3, 1), "That is by about 1 March 2026."),
        (
            False,
            date(2026, 3, 1),
            "That is by about 1 March 2026, after the day you named to decide: a later day, or "
            "counting more often, would tell more.",
        ),
        (
            False,
            None,
            "That is after the day you named to decide: a later day, or counting more often, would "
            "tell more.",
        ),
    ],
)
def test_when_a_change_would_show(soon: bool | None, by: date | None, says: str) -> None:
    assert PowerSays("After 9 points.", soon, by).when == says


def test_when_it_is_looked_at_again() -> None:
    until, decide = date(2026, 3, 1), date(2026, 4, 2)
    assert looks_again(until, decide, due=True) == "We’ll look at it again on 1 March 2026."
    assert looks_again(None, decide, due=False) == "We decide what to do with it on 2 April 2026."
    assert looks_again(None, decide, due=True).endswith("has come: 2 April 2026.")
    assert looks_again(None, None, due=False).endswith("whenever we learn something.")
