"""One chart, three times: its sentence, its table and its drawing hold the same, whatever comes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import isfinite
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.learning.measures.charts import (
    Analysis,
    Point,
    Settings,
    analyse,
    drawing,
    reading,
    table,
)
from alongside.learning.measures.charts.marks import NOTE, TRIED, Mark

from .oracles import Oracle, oracles

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
    words = [*drawn(analysis).itertext(), *(says for _sign, says in drawing.key(analysis))]
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
    assert len(before_chance.split()) <= 50, before_chance
    assert says.endswith(".")
    assert not NEVER.search(says)


# --- whatever comes ------------------------------------------------------------------------------

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\u202e]")
HOSTILE = "</title><script>alert(1)</script>]]><!-- & \" ' \x00\x0b\ud800\u202e &#x3c; ${x} {{y}}"


def test_nothing_in_any_word_becomes_a_part_of_the_picture() -> None:
    marks = [Mark(JULY, HOSTILE, "javascript:alert(1)", TRIED)]
    asked = {"title": HOSTILE, "unit": HOSTILE, "marks": marks, "desc": HOSTILE}
    picture = drawing.svg(KINDS["set anew"], **asked)  # type: ignore[arg-type]
    picture.encode()
    root = fromstring(picture)
    allowed = {"svg", "title", "desc", "g", "rect", "path", "circle", "text"}
    assert {each.tag.removeprefix(NS) for each in root.iter()} <= allowed
    names = {name for each in root.iter() for name in each.attrib}
    assert not any(name.startswith(("on", "style")) or "href" in name for name in names)
    assert not CONTROL.search("".join(root.itertext()))


def test_what_points_are_called_cannot_either() -> None:
    points = [Point(f"{HOSTILE}{k}", float(k % 3)) for k in range(12)]
    root = drawn(analyse(points, Settings()))
    assert not list(root.iter(f"{NS}script"))


def reached(path: str) -> Iterator[tuple[float, float]]:
    """Every place that a path comes to."""
    x = y = 0.0
    for name, rest in re.findall(r"([MLHVmlhvz])([^MLHVmlhvz]*)", path):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+(?:e-?\d+)?", rest)]
        if name in "HhVv":
            across, down = (numbers[0], 0.0) if name in "Hh" else (0.0, numbers[0])
            x = across if name == "H" else x + across
            y = down if name == "V" else y + down
            yield x, y
        for k in range(0, len(numbers) - 1, 2) if name in "MLml" else ():
            to = numbers[k], numbers[k + 1]
            x, y = to if name in "ML" else (x + to[0], y + to[1])
            yield x, y


def places(root: Element) -> Iterator[tuple[float, float]]:
    for path in root.iter(f"{NS}path"):
        yield from reached(path.get("d", ""))
    for circle in root.iter(f"{NS}circle"):
        x, y, r = (float(circle.get(name, "nan")) for name in ("cx", "cy", "r"))
        yield from ((x - r, y - r), (x + r, y + r))
    for rect in root.iter(f"{NS}rect"):
        x, y, w, h = (float(rect.get(name, "nan")) for name in ("x", "y", "width", "height"))
        yield from ((x, y), (x + w, y + h))
    for text in root.iter(f"{NS}text"):
        x, y = float(text.get("x", "nan")), float(text.get("y", "nan"))
        wide = len(text.text or "") * float(root.get("font-size", "")) * 0.5
        left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
        yield from ((left, y), (left + wide, y))


VALUES = st.floats(-1e99, 1e99, allow_nan=False) | st.floats(-1e4, 1e4) | st.integers(0, 9)
POINTS = st.lists(
    st.tuples(st.none() | VALUES, st.booleans().map(lambda each: each)), min_size=1, max_size=50
)


@settings(max_examples=250, deadline=None)
@given(
    given_points=POINTS,
    rules=st.sampled_from(["mdc", "anhoej"]),
    size=st.sampled_from(SIZES),
    by_day=st.booleans(),
    clip=st.sampled_from([None, (0.0, 100.0)]),
    anew=st.booleans(),
)
def test_whatever_the_series_it_draws_inside_its_frame(
    given_points: list[tuple[float | None, bool]],
    rules: str,
    size: str,
    by_day: bool,
    clip: tuple[float, float] | None,
    anew: bool,
) -> None:
    days = [date(2020 + k // 12, k % 12 + 1, 1) for k in range(len(given_points))]
    points = [
        Point(days[k] if by_day else f"No. {k}", y, aside=aside)
        for k, (y, aside) in enumerate(given_points)
    ]
    rebase = (points[len(points) // 2].x,) if anew else ()
    analysis = analyse(points, Settings(rules, rebase=rebase, not_rolling=True))
    marks = [Mark(date(2019, 1, 1), "Before"), Mark(date(2030, 1, 1), "After", kind=TRIED)]
    root = drawn(analysis, size=size, clip=clip, marks=marks)
    _x, _y, width, height = (float(each) for each in root.get("viewBox", "").split())
    for x, y in places(root):
        assert isfinite(x)
        assert -1 <= x <= width + 1
        assert -1 <= y <= height + 1
    rows = table.rows(analysis, unit="people")
    if size != "small":
        assert sorted(titles(root)) == sorted(said_in_table(row) for row in rows)
