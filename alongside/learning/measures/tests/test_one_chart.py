"""One chart, three times: its sentence, its table and its drawing hold the same, whatever comes."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from alongside.learning.measures.charts import (
    Analysis,
    Point,
    Settings,
    analyse,
    drawing,
    legend,
    reading,
    table,
)
from alongside.learning.measures.charts.marks import NOTE, TRIED, Mark

from .oracles import Oracle, oracles
from .test_drawing import SETTINGS, merged

NS = "{http://www.w3.org/2000/svg}"
SIZES = ("wide", "narrow", "small")
NEVER = re.compile(
    r"\b(good|bad|target|pass(ed)?|fail(ed|s)?|caused?|achieved?|worse|better|improve\w*)\b", re.I
)
JULY = date(2018, 7, 1)
SERIES = oracles("plotthedots")


def series(name: str) -> Oracle:
    return next(each for each in SERIES if each.name == name)


def rrk(**asked: object) -> Analysis:
    """Breaches at RRK, where two trusts became one in July 2018; with a gap, and one set aside."""
    points = list(series("ae_rrk_rebase").points)
    points[5] = replace(points[5], y=None)
    points[10] = replace(points[10], aside=True)
    return analyse(points, Settings(**{"rules": "mdc", "direction": "down", **asked}))  # type: ignore[arg-type]


def shares() -> Analysis:
    points = [Point(date(2024, k + 1, 1), 40 + k % 5, n=200 + 9 * k) for k in range(12)]
    return analyse(points, Settings(rules="anhoej", chart="pp"))


KINDS = {
    "limits": rrk(),
    "set anew": rrk(rebase=(JULY,)),
    "held still": rrk(freeze=12),
    "run": rrk(rules="anhoej"),
    "shares": shares(),
    "called": analyse([Point(f"visit {k}", float(k % 4)) for k in range(14)], Settings()),
    "constant": analyse([Point(date(2024, k + 1, 1), 7.0) for k in range(12)], Settings("mdc")),
    "one": analyse([Point(date(2024, 1, 1), 7.0)], Settings()),
    "only a gap": analyse([Point(date(2024, 1, 1), None)], Settings()),
}


def read(oracle: Oracle) -> Analysis:
    return analyse(
        oracle.points, Settings("mdc", screen=oracle.screen, freeze=oracle.freeze, direction="down")
    )


def drawn(analysis: Analysis, **asked: object) -> Element:
    asked = {"title": "Waiting", "unit": "people", **asked}
    found: Element = fromstring(drawing.svg(analysis, **asked))  # type: ignore[arg-type]
    return found


def titles(root: Element) -> list[str]:
    """What is said of each point: the titles of circles and paths."""
    shapes = [*root.iter(f"{NS}circle"), *root.iter(f"{NS}path")]
    return [title.text or "" for shape in shapes for title in shape.findall(f"{NS}title")]


def part(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if each.get("class") == f"spc__{name}"]


def said_in_table(row: table.Row) -> str:
    if not row.value:
        return f"{row.when}: {row.says}"
    return f"{row.when}: {row.value} ({row.says})" if row.says else f"{row.when}: {row.value}"


# --- the same three times ------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_point_of_the_drawing_is_a_row_and_the_reverse(kind: str, size: str) -> None:
    analysis = KINDS[kind]
    rows = table.rows(analysis, unit="people")
    assert len(rows) == len(analysis.points)
    said = titles(drawn(analysis, size=size))
    assert sorted(said) == sorted(said_in_table(row) for row in rows)


@pytest.mark.parametrize("oracle", SERIES, ids=lambda oracle: oracle.name)
def test_every_known_series_is_the_same_three_times(oracle: Oracle) -> None:
    analysis = read(oracle)
    root = drawn(analysis)
    rows = table.rows(analysis, unit="people")
    assert sorted(titles(root)) == sorted(said_in_table(row) for row in rows)
    assert root.findtext(f"{NS}desc") == reading.sentence(analysis, unit="people")
    marked = sum(len(group) for group in part(root, "marks"))
    assert marked == sum(bool(p.fired) and not p.aside for p in analysis.points)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_is_what_the_drawing_says_of_itself(kind: str, size: str) -> None:
    root = drawn(KINDS[kind], size=size, ident="mine")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "mine-t mine-d"
    assert (root[0].get("id"), root[0].text) == ("mine-t", "Waiting")
    assert (root[1].get("id"), root[1].text) == (
        "mine-d",
        reading.sentence(KINDS[kind], unit="people"),
    )


def test_too_few_people_to_tell_are_said_and_stay_a_gap() -> None:
    analysis = KINDS["limits"]
    few = analysis.points[5].x
    when = table.rows(analysis)[5].when
    assert f"{when}: too few people to say" in titles(drawn(analysis, hidden=[few]))
    row = table.rows(analysis, fewer=[few], hidden="fewer than 5")[5]
    assert (row.value, row.says) == ("fewer than 5", "")


def test_what_happened_stands_in_the_table_at_its_point() -> None:
    marks = [Mark(date(2018, 7, 12), "Two became one"), Mark(date(2010, 1, 1), "Long before")]
    rows = table.rows(KINDS["limits"], marks)
    beside = {row.when: [mark.text for mark in row.beside] for row in rows if row.beside}
    assert beside == {rows[0].when: ["Long before"], "July 2018": ["Two became one"]}


# --- what is where -------------------------------------------------------------------------------


def test_a_gap_a_point_set_aside_and_a_new_stretch_break_the_line() -> None:
    (line,) = part(drawn(KINDS["limits"]), "line")
    assert line.get("d", "").count("M") == 3
    (line,) = part(drawn(KINDS["set anew"]), "line")
    assert line.get("d", "").count("M") == 4


def test_a_point_set_aside_is_hollow_and_on_no_line() -> None:
    root = drawn(KINDS["limits"])
    (aside,) = part(root, "aside")
    assert aside.get("fill") == drawing.WHITE
    (circle,) = aside
    x = circle.get("cx")
    (line,) = part(root, "line")
    assert not re.search(rf"[ML]{x} ", line.get("d", ""))


def test_each_stretch_has_its_own_lines() -> None:
    root = drawn(KINDS["set anew"])
    centres = [each.get("d", "") for each in part(root, "centre")]
    assert len(centres) == len(part(root, "limits")) == 2
    assert len(part(root, "anew")) == 1
    heights = {re.search(r" ([\d.]+)H", path)[1] for path in centres}  # type: ignore[index]
    assert len(heights) == 2


def test_the_points_that_limits_are_made_of_stand_on_a_ground() -> None:
    root = drawn(KINDS["held still"])
    (base,) = part(root, "base")
    assert base.findtext(f"{NS}title")
    assert not part(drawn(KINDS["limits"]), "base")
    ends = float(base.get("x", "")) + float(base.get("width", ""))
    xs = sorted(float(c.get("cx", "")) for c in root.iter(f"{NS}circle"))
    assert xs[0] < ends < xs[-1]


def test_flags_have_the_numbers_of_the_list_in_order_of_time() -> None:
    days = [date(2017, 2, 3), JULY, date(2018, 7, 9), date(2016, 5, 1)]
    marks = [Mark(day, f"It was {day}", kind=TRIED) for day in days]
    flags = part(drawn(KINDS["run"], marks=marks), "flag")
    assert [flag.findtext(f"{NS}text") for flag in flags] == ["1", "2", "3–4"]
    assert flags[0].findtext(f"{NS}title") == "It was 2016-05-01"
    assert not part(drawn(KINDS["run"], marks=marks, size="small"), "flag")


def test_what_was_tried_has_a_flag_of_its_own_among_many_others() -> None:
    around = [Mark(date(2018, 7, day), f"Said on the {day}th", kind="said") for day in range(1, 28)]
    marks = [*around, Mark(date(2018, 7, 12), "Sit down first", kind=TRIED)]
    flags = part(drawn(KINDS["run"], marks=marks), "flag")
    assert flags[0].findtext(f"{NS}title") == "Sit down first"
    assert flags[0].findtext(f"{NS}text") == "1"
    assert flags[1].findtext(f"{NS}text") == "2–28"


def test_a_note_on_the_day_of_new_limits_draws_no_second_line() -> None:
    analysis = merged(SETTINGS[2])
    assert "spc__then" not in drawing.svg(analysis, title="x", marks=[Mark(JULY, "One trust")])
    other = Mark(date(2018, 8, 1), "Snow")
    assert "spc__then" in drawing.svg(analysis, title="x", marks=[other])


def test_a_limit_beyond_what_there_can_be_is_drawn_at_the_edge_and_says_so() -> None:
    values = [99, 100, 98, 100, 99, 100, 97, 100, 99, 100, 98, 100, 99, 96]
    points = [Point(date(2024 + k // 12, k % 12 + 1, 1), float(y)) for k, y in enumerate(values)]
    analysis = analyse(points, Settings("mdc"))
    assert (analysis.stretches[0].upper or 0) > 100
    said = " ".join(text.text or "" for text in drawn(analysis, unit="%").iter(f"{NS}text"))
    assert "cannot go above 100%" in said
    assert "102" not in said
    assert table.rows(analysis, unit="%")[0].upper not in ("", "100%")


# --- how it looks --------------------------------------------------------------------------------


def contrast(colour: str) -> float:
    """Against white, as WCAG has it."""
    whole = colour.lstrip("#")
    whole = "".join(2 * each for each in whole) if len(whole) == 3 else whole
    shares = [int(whole[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    parts = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)


def is_red_or_green(colour: str) -> bool:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return red > 1.6 * max(green, blue) or green > 1.3 * max(red, blue)


INKS = (drawing.INK, drawing.QUIET, drawing.LINE, drawing.STANDS_OUT, drawing.TRIED_INK)


@pytest.mark.parametrize("colour", INKS)
def test_every_ink_stands_out_from_white(colour: str) -> None:
    assert contrast(colour) >= 3


@pytest.mark.parametrize("colour", [drawing.INK, drawing.QUIET])
def test_words_can_be_read(colour: str) -> None:
    assert contrast(colour) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_ink_is_used_and_no_point_is_red_or_green(kind: str) -> None:
    marks = [Mark(date(2017, 2, 3), "It began", kind=TRIED), Mark(JULY, "We moved", kind=NOTE)]
    root = drawn(KINDS[kind], marks=marks)
    used = {each.get(name, "") for each in root.iter() for name in ("fill", "stroke")}
    assert used - {"", "none"} <= {*INKS, drawing.GRID, drawing.BAND, drawing.WHITE}
    assert all(each.get("style") is None for each in root.iter())
    of_points = {
        inner.get(name, "")
        for group in ("points", "aside", "marks", "line", "centre", "limits")
        for outer in part(root, group)
        for inner in outer.iter()
        for name in ("fill", "stroke")
    }
    assert not any(is_red_or_green(each) for each in of_points if len(each) == 7)


def test_what_marks_a_point_is_told_apart_by_shape() -> None:
    rules = ("outside", "trend", "two3", "shift")
    shapes = {drawing.shape_of((rule,), 6) for rule in rules}
    assert len(shapes) == len(rules)
    assert drawing.shape_of(("run",), 6) == drawing.shape_of(("shift",), 6)


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_praises_or_blames(kind: str) -> None:
    analysis = KINDS[kind]
    words = [*drawn(analysis).itertext(), *(says for _sign, says in legend.key(analysis))]
    words += [
        " ".join(map(str, (row.says, *table.headings(analysis)))) for row in table.rows(analysis)
    ]
    assert not NEVER.search(" ".join(words))


def test_three_years_of_months_are_small_and_drawn_alike_each_time() -> None:
    for name in ("ae_rrk_rebase", "ae_rjz_breaches"):
        analysis = read(series(name))
        picture = drawing.svg(analysis, title="Waiting", unit="people")
        assert len(picture.encode()) <= 8.5 * 1024
        assert picture == drawing.svg(read(series(name)), title="Waiting", unit="people")
        assert len(drawing.svg(analysis, title="Waiting", size="small").encode()) <= 5 * 1024


# --- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize("oracle", SERIES, ids=lambda oracle: oracle.name)
@pytest.mark.parametrize("rules", ["mdc", "anhoej"])
def test_a_sentence_stays_short_enough_to_read(oracle: Oracle, rules: str) -> None:
    analysis = analyse(oracle.points, Settings(rules, direction="down"))
    says = reading.sentence(analysis, unit="people")
    before_chance = says.partition("By chance alone")[0]
    assert len(before_chance.split()) <= 56, before_chance
    assert says.endswith(".")
    assert not NEVER.search(says)


# --- side by side --------------------------------------------------------------------------------


def test_many_flags_stand_beside_each_other_and_hold_every_number() -> None:
    days = [date(2016, 4, 1 + k % 28).replace(month=4 + k // 6) for k in range(40)]
    marks = [Mark(day, f"Mark {k}", kind=TRIED if k % 3 else NOTE) for k, day in enumerate(days)]
    for size in ("wide", "narrow"):
        flags = part(drawn(KINDS["limits"], marks=marks, size=size), "flag")
        lanes: dict[str, list[tuple[float, float]]] = {}
        for rect in (rect for flag in flags for rect in flag.iter(f"{NS}rect")):
            x, wide = float(rect.get("x", "")), float(rect.get("width", ""))
            lanes.setdefault(rect.get("y", ""), []).append((x, x + wide))
        assert len(lanes) == 2
        for ends in lanes.values():
            assert all(one[1] < other[0] for one, other in pairwise(ends))
        said = [(flag.findtext(f"{NS}text") or "").split("–") for flag in flags]
        assert said[0][0] == "1"
        assert said[-1][-1] == "40"
        assert all(int(one[-1]) + 1 == int(other[0]) for one, other in pairwise(said))


def test_names_on_a_phone_do_not_run_into_each_other() -> None:
    points = [Point(date(2025 + k // 12, k % 12 + 1, 1), 5e8 + k % 7 * 1e7) for k in range(20)]
    root = drawn(analyse(points, Settings("mdc")), size="narrow")
    foot = max(float(text.get("y", "")) for text in root.iter(f"{NS}text"))
    names = [text for text in root.iter(f"{NS}text") if float(text.get("y", "")) == foot]
    middles = sorted(float(text.get("x", "")) for text in names)
    longest = max(len(text.text or "") for text in names) * 13 * 0.55
    assert all(other - one > longest for one, other in pairwise(middles))
