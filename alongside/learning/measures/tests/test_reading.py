"""What a chart says in words."""

from datetime import date

import pytest
from django.utils import translation

from alongside.learning.measures.charts import (
    Analysis,
    Point,
    Settings,
    analyse,
    drawing,
    reading,
    table,
)
from alongside.learning.measures.tests.test_drawing import JULY, SETTINGS, merged
from tests.reading import grade, split

NEVER = ("caused", "because of", "target", "good", "bad", "pass", "fail", "achiev", "perform")


def up_and_down(n: int, settings: Settings) -> Analysis:
    values = [12.0, 15.0, 11.0, 14.0, 13.0, 16.0, 10.0, 15.5, 12.5, 14.5]
    return analyse([Point(f"p{k}", values[k * 7 % 10]) for k in range(n)], settings)


def test_it_says_which_rule_and_what_that_means() -> None:
    assert reading.sentence(merged(SETTINGS[0]), called="Breaches") == (
        "Breaches. There is a signal: it has been higher since July 2018. That is not the way "
        "hoped for: find out why. The middle (median) is 1,788. 9 in a row lie above it "
        "(by chance, seldom over 8). The line crosses it only 11 times (by chance, seldom under "
        "13). By chance alone, about 4 charts in 100 like this show a mark."
    )


def test_limits_are_said_once_with_the_runs_they_mark() -> None:
    says = reading.sentence(merged(SETTINGS[3]))
    assert "9 points lie above the upper limit." in says
    assert "2 long runs lie on one side. " in says
    assert "seldom over" not in says


def test_the_hoped_for_way_is_a_reason_to_find_out_why() -> None:
    says = {
        hoped: reading.sentence(merged(Settings(direction=hoped)))
        for hoped in ("up", "down", "neither", "unknown")
    }
    assert "That is the hoped-for way: find out why." in says["up"]
    assert "That is not the way hoped for" in says["down"]
    assert "Something is different: find out what." in says["neither"]
    assert says["neither"] == says["unknown"]


@pytest.mark.parametrize("rules", ["anhoej", "mdc"])
def test_no_signal_yet(rules: str) -> None:
    says = reading.sentence(up_and_down(20, Settings(rules)), unit="days")
    assert says.startswith("No signal yet: it goes up and down around 13")
    assert "days" in says
    assert "By chance alone" in says


@pytest.mark.parametrize("rules", ["anhoej", "mdc"])
def test_too_few_points_says_nothing_of_chance(rules: str) -> None:
    says = reading.sentence(up_and_down(9, Settings(rules)))
    assert says == "Too few points: there are 9, and it takes 10 to tell a signal from chance."


def test_all_alike_is_no_variation() -> None:
    analysis = analyse([Point(f"p{k}", 7.0) for k in range(20)], Settings("mdc"))
    assert reading.sentence(analysis).startswith("No variation recorded: every point is 7.")


def test_after_setting_anew_only_the_newest_stretch_is_read() -> None:
    says = reading.sentence(merged(SETTINGS[2]))
    assert says.startswith("The limits were set anew from July 2018. Too few points: there are 9")


def test_what_an_earlier_stretch_showed_is_said_briefly() -> None:
    both = Settings("mdc", rebase=(JULY,))
    says = reading.sentence(merged(both))
    assert "Too few points: there are 9" in says
    assert "Before that, it was " in says
    assert "Before that" not in reading.sentence(merged(Settings("mdc")))


HIGH = [1.0, 3.0, 2.0, 4.0] * 3


def read_of(values: list[float], settings: Settings) -> Analysis:
    return analyse([Point(f"p{k}", value) for k, value in enumerate(values)], settings)


def test_a_run_that_is_over_is_said_to_have_come_back() -> None:
    values = [1.0, 3.0, 1.5, 3.5, *[9.0, 8.0] * 5, 1.0, 3.0, 1.5, 3.5, 1.0, 3.0, 1.5]
    says = reading.sentence(read_of(values, Settings()))
    assert "it was higher from p4 to p13, and came back." in says
    going_on = reading.sentence(read_of([*HIGH, *[9.0, 8.0] * 6], Settings(freeze=12)))
    assert "it has been higher since p12." in going_on


@pytest.mark.parametrize(
    ("values", "settings", "why"),
    [
        ([*HIGH[:11], 60.0], Settings("mdc"), "12 points are too few to say"),
        ([*HIGH[:5], *[9.0] * 9], Settings(freeze=5), "The middle is of 5 points only"),
    ],
)
def test_of_few_points_a_mark_is_only_a_maybe(
    values: list[float], settings: Settings, why: str
) -> None:
    says = reading.sentence(read_of(values, settings))
    assert says.startswith("There may be a signal: ")
    assert why in says
    assert "There is a signal" not in says


def test_what_goes_on_after_the_limits_held_still_began_after_them() -> None:
    values = [*[4.0, 1.0] * 6, 1.0, 1.2, *[0.1, 0.2] * 6]
    says = reading.sentence(read_of(values, Settings(freeze=14)))
    assert "it has been lower since p14." in says
    assert reading.brief(read_of(values, Settings(freeze=14))) == (
        "There is a signal: it has been lower since p14."
    )
    assert reading.brief(up_and_down(20, Settings())).startswith("No signal yet: ")
    assert reading.brief(up_and_down(9, Settings())).startswith("Too few points: ")


def test_limits_of_more_points_than_there_are_are_warned_of() -> None:
    found = read_of(HIGH * 2, Settings("mdc", freeze=9999))
    assert "there are only 24 points" in found.warnings[0].says


def test_new_limits_from_before_the_first_point_change_nothing() -> None:
    asked = Settings("mdc", rebase=(date(2001, 1, 1),))
    found = merged(asked)
    [first] = [each.says for each in found.warnings if each.code == "rebase-first"]
    assert first.startswith("There is no point before January 2001, so")
    assert "rebase-moved" not in [each.code for each in found.warnings]
    assert len(found.stretches) == 1


def test_every_mark_says_why() -> None:
    analysis = merged(SETTINGS[1], gap=8, aside=14)
    for point in analysis.points:
        assert bool(reading.why(point, analysis)) == bool(
            point.fired or point.aside or point.y is None
        )
    last = reading.why(analysis.points[-1], analysis)
    assert last == "above the upper limit; one of 7 or more in a row above the middle"


def test_a_run_says_how_long_chance_would_have_it() -> None:
    analysis = merged(SETTINGS[0])
    assert reading.why(analysis.points[-1], analysis) == (
        "in a run above the middle that is longer than 8"
    )


@pytest.mark.parametrize("settings", SETTINGS)
def test_it_never_says_what_it_cannot_know_and_reads_plainly(settings: Settings) -> None:
    says = reading.sentence(merged(settings), called="Breaches")
    assert not [word for word in NEVER if word in says.lower()]
    assert grade(split(says)) <= 8


def test_the_table_has_a_row_for_every_point_with_what_marks_it() -> None:
    analysis = merged(Settings("mdc", rebase=(JULY,)), gap=8, aside=14)
    rows = table.rows(analysis, unit="people")
    assert len(rows) == 36
    assert [rows[8].value, rows[8].says] == ["", "no value"]
    assert rows[14].says == "set aside: in no limit, and not judged"
    assert rows[0].value == "1,195 people"
    assert rows[0].centre != rows[-1].centre
    assert [heading for _part, heading in table.columns(analysis)] == [
        "When", "How much", "Mean", "Lower limit", "Upper limit", "What marks it"
    ]  # fmt: skip


def test_the_table_says_out_of_how_many_and_hides_the_few() -> None:
    days = [date(2026, 1 + k, 1) for k in range(12)]
    points = [Point(day, None if k == 2 else 6.0 + k, n=50.0) for k, day in enumerate(days)]
    analysis = analyse(points, Settings("anhoej", chart="pp"))
    rows = table.rows(analysis, fewer=[days[2]], hidden="fewer than 5")
    assert [rows[2].value, rows[2].says] == ["fewer than 5", ""]
    assert rows[3].out_of == "50"
    assert ("out_of", "Out of") in table.columns(analysis)


def test_days_are_said_in_the_readers_language() -> None:
    days = [date(2026, month, 1) for month in range(1, 13)]
    analysis = analyse([Point(day, float(k % 5)) for k, day in enumerate(days)])
    with translation.override("de"):
        picture = drawing.svg(analysis, title="Tage")
        said = [row.when for row in table.rows(analysis)]
    assert "Mai 2026" in said
    assert "Dezember 2026: " in picture
    assert "December" not in picture
    in_english = drawing.svg(analysis, title="Days")
    assert "December 2026: " in in_english
