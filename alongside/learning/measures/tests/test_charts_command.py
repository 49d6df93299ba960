"""`alongside chart FILE.csv`: what machines get, what people get, and what a bad file is told."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.learning.measures.tests.oracles import Oracle, is_close, number, oracles, rows_of

VALUES = [3, 5, 2, 6, 4, 1, 5, 3, 6, 2, 4, 5, 1, 3]
ROWS = "".join(f"2026-01-{day:02},{y}\n" for day, y in enumerate(VALUES, start=1))
FIGURES = ["n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min"]
XMR = {oracle.name: oracle for oracle in oracles("plotthedots")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, f"x,y\n{ROWS}")


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "series.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def said(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("chart", str(path), *options, stdout=out)
    return out.getvalue()


def as_json(path: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(path, *options, "--json"))
    return found


def refused(folder: Path, text: str | bytes, *options: str) -> str:
    with pytest.raises(CommandError) as refusal:
        said(written(folder, text), *options)
    assert refusal.value.returncode == 1
    return str(refusal.value)


# --- for machines --------------------------------------------------------------------------------


def test_an_xmr_chart_has_these_keys_and_no_others(file: Path) -> None:
    found = as_json(file, "--rules", "mdc")
    assert list(found) == ["rules", "warnings", "sentence", "points"]
    assert found["rules"] == "mdc"
    assert list(found["points"][0]) == ["x", "y", "centre", "lower", "upper", "label"]
    assert [point["y"] for point in found["points"]] == VALUES
    assert found["points"][0]["x"] == "2026-01-01"
    assert found["sentence"]


def test_a_run_chart_has_these_keys_and_no_others(file: Path) -> None:
    found = as_json(file, "--rules", "anhoej")
    assert list(found) == ["rules", "warnings", "sentence", "centre", *FIGURES, "signal"]
    assert found["signal"] is False


@pytest.mark.parametrize(
    "name", ["na_middle", "ae_rrk_rebase_fix12", "constant", "two_in_three_low"]
)
def test_labels_are_those_of_the_r_package(tmp_path: Path, name: str) -> None:
    oracle = XMR[name]
    rows = "".join(f"{row['x']},{row['y']}\n" for row in oracle.rows)
    found = as_json(written(tmp_path, f"x,y\n{rows}"), *options_of(oracle))
    assert [point["label"] for point in found["points"]] == [row["label"] for row in oracle.rows]
    for point, lines in zip(found["points"], oracle.lines, strict=True):
        ours = (point["centre"], point["lower"], point["upper"])
        assert all(b is None or is_close(a, b) for a, b in zip(ours, lines, strict=True))


def options_of(oracle: Oracle) -> list[str]:
    asked = ["--rules", "mdc"]
    asked += ["--rebase", *oracle.asked["rebase"].split(";")] if oracle.asked["rebase"] else []
    asked += ["--freeze", oracle.asked["freeze"]] if oracle.asked["freeze"] else []
    return asked if oracle.screen else [*asked, "--no-screen"]


def test_runs_are_those_of_the_r_package(tmp_path: Path) -> None:
    for row in rows_of("runs_random.csv")[:12]:
        values = [each.replace("gap", "") for each in row["values"].split()]
        text = "x,y\n" + "".join(f"{k},{y}\n" for k, y in enumerate(values))
        found = as_json(written(tmp_path, text))
        assert [found[name] for name in FIGURES] == [int(row[name]) for name in FIGURES]
        assert is_close(found["centre"], number(row["centre"]))
        assert found["signal"] is (row["signal"] == "TRUE")


def test_a_run_chart_of_stretches_ends_with_the_last(file: Path) -> None:
    found = as_json(file, "--rebase", "2026-01-08")
    assert [stretch["from"] for stretch in found["stretches"]] == ["2026-01-01", "2026-01-08"]
    assert found["n_useful"] == found["stretches"][-1]["n_useful"] == 5


def test_new_limits_can_be_asked_for_in_one_go_or_one_by_one(file: Path) -> None:
    at_once = as_json(file, "--rebase", "2026-01-05", "2026-01-10")
    one_by_one = as_json(file, "--rebase", "2026-01-05", "--rebase", "10/01/2026")
    assert at_once == one_by_one
    assert len(at_once["stretches"]) == 3


def test_warnings_are_sentences(file: Path) -> None:
    found = as_json(file, "--rules", "mdc", "--rebase", "2026-01-04")
    assert all(isinstance(warning, str) and warning.endswith(".") for warning in found["warnings"])
    assert "Too few points" in " ".join(found["warnings"])


def test_screening_and_freezing_are_asked_for(tmp_path: Path) -> None:
    values = [*VALUES[:6], 60, *VALUES[6:]]
    path = written(tmp_path, "x,y\n" + "".join(f"{k},{y}\n" for k, y in enumerate(values)))
    uppers = [
        as_json(path, "--rules", "mdc", *options)["points"][0]["upper"]
        for options in ([], ["--no-screen"], ["--freeze", "12"])
    ]
    assert len(set(uppers)) == 3


def test_it_needs_no_database(file: Path) -> None:
    elsewhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, "-m", "alongside.config.main", "chart", str(file), "--json"]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env=os.environ | elsewhere, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["n_useful"] == 14


# --- for people ----------------------------------------------------------------------------------


def test_a_sentence_what_to_know_and_a_table(file: Path) -> None:
    lines = said(file, "--rules", "mdc").splitlines()
    assert lines[0] == as_json(file, "--rules", "mdc")["sentence"]
    assert lines[1].startswith("- Early limits")
    assert lines[-14].split() == ["2026-01-01", "3", "3.57143", "-3.79473", "10.9376"]


def test_the_chart_is_drawn(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.svg"
    assert json.loads(said(file, "--svg", str(out), "--json"))
    assert out.read_text(encoding="utf-8").startswith("<svg")


def test_it_says_if_it_cannot_draw_there(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        said(file, "--svg", str(tmp_path / "nowhere" / "chart.svg"))


# --- files as they come --------------------------------------------------------------------------


PLAIN = "x,y\n2016-04-01,3\n2016-05-01,\n2016-06-01,5.5\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("x,y", " X , Y "),
        PLAIN.strip(),
        PLAIN + "\n,\n\n",
        'y,note,x\n3,windy,2016-04-01\n,,2016-05-01\n5.5,"a, b",2016-06-01\n',
        "x;y\n2016-04-01;3\n2016-05-01;\n2016-06-01;5,5\n",
        "x,y\n2016-04-01,3.0\n2016-05-01,\n2016-06-01,55e-1\n",
        "x,y\n2016-06-01,5.5\n2016-04-01,3\n2016-05-01,\n",
    ],
)
def test_files_as_spreadsheets_write_them(tmp_path: Path, text: str | bytes) -> None:
    found = as_json(written(tmp_path, text), "--rules", "mdc")
    assert [(point["x"], point["y"]) for point in found["points"]] == [
        ("2016-04-01", 3.0),
        ("2016-05-01", None),
        ("2016-06-01", 5.5),
    ]


@pytest.mark.parametrize(
    "xs", [["1", "2", "3"], ["spring", "autumn", "lent"], ["2016-W1", "W2", "W3"]]
)
def test_points_need_not_be_days(tmp_path: Path, xs: list[str]) -> None:
    text = "x,y\n" + "".join(f"{x},1\n" for x in xs)
    assert [p["x"] for p in as_json(written(tmp_path, text), "--rules", "mdc")["points"]] == xs


@pytest.mark.parametrize(
    "xs",
    [
        ["01/04/2019", "02/05/2019", "03/06/2019"],
        ["1 April 2019", "1 May 2019", "1 June 2019"],
        ["2019-04-01 00:00:00", "2019-05-01 00:00:00", "2019-06-01 00:00:00"],
        ["2019-04", "2019-05", "2019-06"],
        ["Apr 2019", "2019-05-01", "01/06/2019"],
        ["2017", "2018", "2019"],
        ["1.0", "2.0", "10.0"],
        ["-1", "+2", "1e3"],
        ["8", "9", "10"],
    ],
)
def test_x_is_sorted_by_what_it_is_and_said_as_it_was_typed(tmp_path: Path, xs: list[str]) -> None:
    rows = [f"{x},{k}" for k, x in enumerate(xs)]
    for rules in ("mdc", "anhoej"):
        sorted_ = as_json(written(tmp_path, "\n".join(["x,y", *rows])), "--rules", rules)
        mixed = written(tmp_path, "\n".join(["x,y", rows[2], rows[0], rows[1]]))
        again = as_json(mixed, "--rules", rules)
        assert "The points were not in order. They are now." in again["warnings"]
        assert {**again, "warnings": sorted_["warnings"]} == sorted_
    found = as_json(written(tmp_path, "\n".join(["x,y", *rows])), "--rules", "mdc")
    assert [point["x"] for point in found["points"]] == xs


@pytest.mark.parametrize(
    ("xs", "asked", "first"),
    [
        (["01/04/2019", "01/05/2019", "01/06/2019"], ["01/05/2019", "2019-05-01", "2019-05"], 1),
        (["2019-04", "2019-05", "2019-06"], ["2019-06", "2019-06-01", "June 2019"], 2),
        (["2019-04", "2019-05", "2019-06"], ["2019-05-02"], 2),
        (["1.0", "2.0", "3.0"], ["2", "2.0", "+2", "1.5"], 1),
        (["2017", "2018", "2019"], ["2018"], 1),
        (["spring", "autumn", "lent"], ["lent"], 2),
        (["2016-04-01 10:00", "2016-04-01 11:00", "2016-04-02 10:00"], ["2016-04-01 11:00"], 1),
    ],
)
def test_new_limits_begin_at_any_x_however_spelt(
    tmp_path: Path, xs: list[str], asked: list[str], first: int
) -> None:
    path = written(tmp_path, "x,y\n" + "".join(f"{x},{k}\n" for k, x in enumerate(xs)))
    for each in asked:
        found = as_json(path, "--rebase", each)
        assert [stretch["from"] for stretch in found["stretches"]] == [xs[0], xs[first]]


@pytest.mark.parametrize(
    ("xs", "asked", "told"),
    [
        (["01/04/2019", "01/05/2019"], "2019-06-01", "the last is 01/05/2019"),
        (["01/04/2019", "01/05/2019"], "soon", "“soon”"),
        (["01/04/2019", "01/05/2019"], "2", "“2”"),
        (["1", "2.0"], "3", "the last is 2.0"),
        (["1", "2.0"], "2019-06-01", "“2019-06-01”"),
        (["spring", "lent"], "autumn", "“autumn”"),
    ],
)
def test_an_x_that_is_not_there_is_told(
    tmp_path: Path, xs: list[str], asked: str, told: str
) -> None:
    rows = "".join(f"{x},1\n" for x in xs)
    assert told in refused(tmp_path, f"x,y\n{rows}", "--rebase", asked)


def test_hours_of_a_day_stay_in_order(tmp_path: Path) -> None:
    text = "x,y\n2016-04-01 10:00,1\n2016-04-01 11:00,2\n2016-04-02 10:00,3\n"
    found = as_json(written(tmp_path, text), "--rules", "mdc")
    assert [point["y"] for point in found["points"]] == [1, 2, 3]


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "month,waits\n2016-04-01,3\n")
    found = as_json(path, "--rules", "mdc", "--map", "month=x", "--map", "waits=y")
    assert found["points"][0]["y"] == 3


# --- bad files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong", ["three", "nan", "inf", "-inf", "1,195", "12%", "1_000", "1e999", "N A"]
)
def test_what_is_not_a_number_is_told_with_its_line(tmp_path: Path, wrong: str) -> None:
    told = refused(tmp_path, f'x,y\n2016-04-01,1\n2016-05-01,"{wrong}"\n')
    assert "Line 3" in told
    assert wrong in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("\n\n\n", "empty"),
        ("x,y\n", "no points"),
        ("a,b\n1,2\n", "“a”, “b”"),
        ("x\n1\n", "the values"),
        ("2016-04-01,3\n2016-05-01,4\n", "column"),
        ("x,y\n2016-04-01,1\n2016-05-01,2\n2016-04-01,3\n", "Line 4: 2016-04-01 stands in line 2"),
        ("x,y\n2016-04-01,1\n01/04/2016,2\n", "Line 3"),
        ("x,y\n1,1\n1.0,2\n", "Line 3: 1.0 stands in line 2"),
        ("x,y\n2016-04,1\n2016-04-01,2\n", "Line 3: 2016-04-01 stands in line 2"),
        ("x;y\n1;1,5\n2;2.5\n", "Line 2"),
        ("x,y\n2016-04-01,1\nnext month,2\n", "Line 3: “next month” is not a day"),
        ("x,y\n2016-04-01,1\n04/25/2016,2\n", "Line 3: “04/25/2016” is not a day"),
        ("x,y\n,1\n", "Line 2: there is no x"),
        ('x,y\n2016-04-01,"1\n', "Line 2: A quotation mark"),
        ("x,y\n2016-04-01,1,2\n", "Line 2: The row has 3 cells"),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03", "column"),
        ("x,y\n" + "".join(f"{k},1\n" for k in range(10_001)), "10000"),
        ("x,y\n" * 200_000, "10000"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in refused(tmp_path, text)


def test_many_wrong_lines_are_told_in_part(tmp_path: Path) -> None:
    told = refused(tmp_path, "x,y\n" + "".join(f"{k},?\n" for k in range(30)))
    assert told.count("Line") == 10
    assert told.endswith("And 20 more.")


@pytest.mark.parametrize(
    "options",
    [
        ["--rules", "mdc", "--freeze", "11"],
        ["--freeze", "0"],
        ["--rebase", "soon"],
        ["--map", "x"],
        ["--map", "nothere=x"],
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, options: list[str]) -> None:
    assert refused(tmp_path, PLAIN, *options)


def test_rolling_averages_are_refused(tmp_path: Path) -> None:
    random = Random(1)
    noise = [random.gauss() for _ in range(131)]
    text = "x,y\n" + "".join(f"{k},{sum(noise[k : k + 12]) / 12}\n" for k in range(120))
    assert "rolling average" in refused(tmp_path, text)
    assert as_json(written(tmp_path, text), "--not-rolling")["warnings"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        said(tmp_path / "nothing.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        said(tmp_path)
