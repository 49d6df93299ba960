"""Limits to 1e-9 and every label as other programs have them (vectors/README.md)."""

import pytest

from alongside.learning.measures.charts import (
    Analysis,
    Point,
    Settings,
    Stretch,
    analyse,
    anhoej,
    mdc,
)
from alongside.learning.measures.charts.ranges import SIGMA, average_moving_range
from alongside.learning.measures.tests.oracles import (
    Oracle,
    is_close,
    number,
    oracles,
    rows_of,
    when,
)

XMR = oracles("plotthedots")
QI = oracles("qicharts")
GIVEN_CENTRE = {"ae_rjz_run_cl4000": 4000.0, "shift_with_zero_inside_run": 0.0}
FIGURES = ("n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min")


def named(oracle: Oracle) -> str:
    return oracle.name


def figures(stretch: Stretch) -> list[int]:
    return [getattr(stretch, name) for name in FIGURES]


@pytest.mark.parametrize("oracle", XMR, ids=named)
def test_xmr_charts_are_those_of_the_nhs_package(oracle: Oracle) -> None:
    rebase = tuple(when(day) for day in oracle.asked["rebase"].split(";") if day)
    settings = Settings("mdc", freeze=oracle.freeze, rebase=rebase, screen=oracle.screen)
    found = analyse(oracle.points, settings)
    assert found.convention == "mdc-r-0.2.2"
    for point, row, (centre, lower, upper) in zip(
        found.points, oracle.rows, oracle.lines, strict=True
    ):
        assert (point.label or mdc.COMMON) == row["label"]
        assert is_close(point.centre, centre)
        if lower is not None:  # theirs are no numbers where nothing varies
            assert is_close(point.lower, lower)
            assert is_close(point.upper, upper)


@pytest.mark.parametrize("row", rows_of("runs_random.csv"), ids=lambda row: row["kind"])
def test_runs_of_random_series(row: dict[str, str]) -> None:
    values = [None if each == "gap" else float(each) for each in row["values"].split()]
    [found] = analyse([Point(str(k), y) for k, y in enumerate(values)]).stretches
    assert is_close(found.centre, number(row["centre"]))
    assert figures(found) == [int(row[name]) for name in FIGURES]
    assert found.signal == (row["signal"] == "TRUE")


def test_critical_values_from_1_to_400() -> None:
    rows = rows_of("runs_critical.csv")
    assert [int(row["n"]) for row in rows] == list(range(1, 401))
    for row in rows:
        n = int(row["n"])
        assert anhoej.longest_run_max(n) == int(row["longest_run_max"])
        assert anhoej.crossings_min(n) == int(row["crossings_min"])


CHARTS = [each for each in QI if each.asked["chart"] != "i" and each.name not in GIVEN_CENTRE]


@pytest.mark.parametrize("oracle", CHARTS, ids=named)
def test_run_charts_and_primed_charts(oracle: Oracle) -> None:
    parts = [row["part"] for row in oracle.rows]
    firsts = [k for k, part in enumerate(parts) if k and part != parts[k - 1]]
    rebase = tuple(oracle.points[k].x for k in firsts)
    found = analyse(
        oracle.points,
        Settings(
            chart=oracle.asked["chart"], freeze=oracle.freeze, rebase=rebase, screen=oracle.screen
        ),
    )
    _same_lines(found, oracle)
    _same_stretches(found, oracle)


def _same_lines(found: Analysis, oracle: Oracle) -> None:
    for point, row, lines in zip(found.points, oracle.rows, oracle.lines, strict=True):
        ours = (point.centre, point.lower, point.upper)
        assert all(is_close(a, b) for a, b in zip(ours, lines, strict=True))
        assert (mdc.OUTSIDE in point.fired) == (row["outside"] == "T")


def _same_stretches(found: Analysis, oracle: Oracle) -> None:
    rows = [row for row in rows_of("qicharts_stretches.csv") if row["series"] == oracle.name]
    for stretch, row in zip(found.stretches, rows, strict=True):
        assert figures(stretch) == [int(row[name]) for name in FIGURES]
        assert stretch.signal == (row["signal"] == "TRUE")


@pytest.mark.parametrize("name", GIVEN_CENTRE)
def test_runs_about_a_given_centre(name: str) -> None:
    [oracle] = [each for each in QI if each.name == name]
    [row] = [row for row in rows_of("qicharts_stretches.csv") if row["series"] == name]
    values = [point.y for point in oracle.points]
    runs = anhoej.runs(anhoej.sides(values, GIVEN_CENTRE[name]))
    ours = [runs.useful, runs.longest, runs.longest_max, runs.crossings, runs.crossings_min]
    assert ours == [int(row[each]) for each in FIGURES]
    assert runs.signal == (row["signal"] == "TRUE")


INDIVIDUALS = [each for each in QI if each.asked["chart"] == "i"]


@pytest.mark.parametrize("oracle", INDIVIDUALS, ids=named)
def test_moving_ranges_are_those_of_charts_of_individuals(oracle: Oracle) -> None:
    """Their limits lie 3 AMR / 1.128 off the centre. They bridge what was set aside; we do not."""
    values = [point.y for point in oracle.points if not point.aside]
    parts = [row["part"] for row in oracle.rows if row["include"] == "T"]
    for part in sorted(set(parts)):
        base = [y for y, of in zip(values, parts, strict=True) if of == part][: oracle.freeze]
        centre, _lower, upper = oracle.lines[[row["part"] for row in oracle.rows].index(part)]
        lines = mdc.limits(base, screen=oracle.screen)
        amr = average_moving_range(base, screen=oracle.screen)
        assert is_close(lines.centre, centre)
        assert centre is not None
        assert upper is not None
        assert amr is not None
        assert is_close(3 * amr / SIGMA, upper - centre)


def test_a_point_set_aside_is_not_bridged() -> None:
    [oracle] = [each for each in INDIVIDUALS if each.name == "ae_rjz_i_exclude"]
    gaps = [None if point.aside else point.y for point in oracle.points]
    bridged = average_moving_range([y for y in gaps if y is not None], screen=False)
    unbridged = average_moving_range(gaps, screen=False)
    assert bridged == pytest.approx(594.181818, abs=1e-6)
    assert unbridged == pytest.approx(569.419355, abs=1e-6)
