"""The drawing of a chart: complete, accessible, safe, and saying what the table says."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from alongside.learning.measures.charts import Analysis, Point, Settings, analyse, reading, table
from alongside.learning.measures.charts.drawing import svg
from alongside.learning.measures.charts.legend import key
from alongside.learning.measures.charts.marks import NOTE, TRIED, Mark

SVG = "{http://www.w3.org/2000/svg}"
# A&E breaches at one trust, 2016-19 (NHS England, Open Government Licence): it merged in July 2018.
MERGED = [
    1195, 1843, 1397, 1333, 1771, 1751, 2013, 1759, 2179, 2585, 1654, 1543,
    1632, 1558, 1190, 1357, 1279, 1683, 2190, 1804, 986, 2181, 2048, 2154,
    1759, 1637, 1488, 6499, 5983, 6599, 7089, 8120, 8981, 12502, 11376, 10670,
]  # fmt: skip
MONTHS = [date(2016 + (3 + k) // 12, (3 + k) % 12 + 1, 1) for k in range(len(MERGED))]
JULY = date(2018, 7, 1)


def merged(settings: Settings, *, gap: int = -1, aside: int = -1) -> Analysis:
    points = [
        Point(day, None if k == gap else float(y), aside=k == aside)
        for k, (day, y) in enumerate(zip(MONTHS, MERGED, strict=True))
    ]
    return analyse(points, settings)


def drawn(analysis: Analysis, **also: Any) -> ElementTree.Element:
    return ElementTree.fromstring(svg(analysis, title="Breaches", **also))  # noqa: S314 - our own


def part(picture: ElementTree.Element, name: str) -> ElementTree.Element:
    found = picture.find(f".//*[@class='spc__{name}']")
    assert found is not None, name
    return found


def titles(picture: ElementTree.Element) -> list[str]:
    """In the order of their days: what each point says of itself."""
    groups = [g for g in picture.findall(f"{SVG}g") if g.get("class") != "spc__flag"]
    marks = [mark for group in groups for mark in group]
    return [str(mark.findtext(f"{SVG}title")) for mark in sorted(marks, key=across)]


def across(mark: ElementTree.Element) -> float:
    return float(mark.get("cx") or re.findall(r"[\d.]+", mark.get("d", ""))[0])


def words(picture: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


SETTINGS = [
    Settings("anhoej", direction="down"),
    Settings("mdc", direction="down"),
    Settings("mdc", rebase=(JULY,)),
    Settings("mdc", freeze=12),
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_it_says_what_the_sentence_and_the_table_say(settings: Settings) -> None:
    analysis = merged(settings, gap=8, aside=14)
    picture = drawn(analysis)
    assert picture.findtext(f"{SVG}desc") == reading.sentence(analysis)
    assert titles(picture) == [
        f"{row.when}: {row.value} ({row.says})".replace(" ()", "").replace(
            ":  (no value)", ": no value"
        )
        for row in table.rows(analysis)
    ]


@pytest.mark.parametrize("size", ["wide", "narrow", "small"])
def test_it_has_a_role_a_title_and_a_description(size: str) -> None:
    picture = drawn(merged(SETTINGS[1]), size=size, ident="this")
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "this-t this-d"
    title, desc = list(picture)[:2]
    assert (title.get("id"), title.text) == ("this-t", "Breaches")
    assert desc.get("id") == "this-d"
    assert str(desc.text).startswith("There is a signal: it has been higher since July 2018.")


def test_the_newest_lines_are_named_as_the_table_has_them() -> None:
    analysis = merged(SETTINGS[2])
    row = table.rows(analysis)[-1]
    said = words(drawn(analysis))
    assert {f"mean {row.centre}", f"upper {row.upper}", f"lower {row.lower}"} <= set(said)
    assert "limits set anew" in said


def test_a_gap_stays_a_gap_and_a_point_set_aside_is_hollow() -> None:
    whole = part(drawn(merged(SETTINGS[0])), "line").get("d", "")
    picture = drawn(merged(SETTINGS[0], gap=8, aside=14))
    broken = part(picture, "line").get("d", "")
    assert (whole.count("M"), broken.count("M")) == (1, 3)
    assert part(picture, "aside").get("fill") == "#fff"
    assert [t.text for t in part(picture, "gap").iter(f"{SVG}title")] == ["December 2016: no value"]


def test_too_few_people_to_say_is_a_gap_that_says_so() -> None:
    picture = drawn(merged(SETTINGS[0], gap=8), hidden=[MONTHS[8]])
    says = [t.text for t in part(picture, "gap").iter(f"{SVG}title")]
    assert says == ["December 2016: too few people to say"]


def test_a_new_stretch_breaks_the_line_and_has_limits_of_its_own() -> None:
    picture = drawn(merged(SETTINGS[2]))
    assert part(picture, "line").get("d", "").count("M") == 2
    assert len(picture.findall(".//*[@class='spc__centre']")) == 2


def test_held_limits_stand_on_a_shade() -> None:
    assert part(drawn(merged(SETTINGS[3])), "base").tag == f"{SVG}rect"
    assert drawn(merged(SETTINGS[1])).find(".//*[@class='spc__base']") is None


def test_what_marks_a_point_is_a_shape_too_and_the_key_has_it() -> None:
    analysis = merged(SETTINGS[1], aside=14)
    shapes = {re.sub(r"^M[\d. ]+", "", p.get("d", "")) for p in part(drawn(analysis), "marks")}
    assert len(shapes) == 2
    says = [words for _sign, words in key(analysis)]
    long_run = "a long run on one side of the middle"
    seldom = "the line crosses this middle seldom"
    assert says == ["beyond a limit", long_run, seldom, "set aside, and not judged"]


def test_few_crossings_mark_no_point_but_the_middle_itself() -> None:
    values = [1, 2, 3, 4, 5, 4, 9, 8, 9, 8, 9, 8]
    analysis = analyse([Point(f"week {k}", float(y)) for k, y in enumerate(values)], Settings())
    assert not any(point.fired for point in analysis.points)
    assert "The line crosses it only 1 time" in reading.sentence(analysis)
    assert part(drawn(analysis), "centre").get("stroke-dasharray")
    assert [says for _sign, says in key(analysis)] == ["the line crosses this middle seldom"]
    steady = analyse([Point(f"week {k}", float(k * 7 % 5)) for k in range(20)], Settings())
    assert part(drawn(steady), "centre").get("stroke-dasharray") is None


def test_flags_have_the_numbers_of_the_list_beside() -> None:
    marks = [
        Mark(date(2018, 12, 3), "Somebody at the door", "/t", TRIED),
        Mark(date(2017, 3, 14), "Sat down with people", "/s", TRIED),
    ]
    notes = [Mark(date(2018, 12, 9), "Snow", None, NOTE)]
    picture = drawn(merged(SETTINGS[0]), marks=marks, notes=notes)
    flags = picture.findall(".//*[@class='spc__flag']")
    assert [flag.findtext(f"{SVG}text") for flag in flags] == ["1", "2", "3"]
    said = [flag.findtext(f"{SVG}title") for flag in flags]
    assert said == ["Sat down with people", "Somebody at the door", "Snow"]
    beside = [[mark.text for mark in row.beside] for row in table.rows(merged(SETTINGS[0]), marks)]
    assert beside[11] == ["Sat down with people"]
    assert beside[32] == ["Somebody at the door"]


@pytest.mark.parametrize(
    "hostile", ["</title><script>x()</script>", "a & b < c", "\x00\x1b]\u202ex"]
)
def test_hostile_words_are_only_words(hostile: str) -> None:
    mark = Mark(MONTHS[3], hostile, None, NOTE)
    points = [Point(f"{hostile}{k}", float(k % 3)) for k in range(12)]
    for analysis in (merged(SETTINGS[0]), analyse(points, Settings())):
        said = svg(analysis, title=hostile, desc=hostile, unit=hostile, marks=[mark], ident="a")
        assert "<script" not in said
        ElementTree.fromstring(said)  # noqa: S314 - our own


def test_limits_beyond_what_there_can_be_are_clipped_only_here() -> None:
    points = [Point(day, 99.0 if k % 2 else 91.0) for k, day in enumerate(MONTHS[:24])]
    analysis = analyse(points, Settings("mdc"))
    upper = analysis.stretches[0].upper
    assert upper is not None
    assert upper > 100
    said = words(drawn(analysis, unit="%"))
    assert {"cannot go above 100%", "upper over 100%"} <= set(said)
    assert table.rows(analysis, unit="%")[0].upper == f"{upper:.0f}%"


def test_it_is_the_same_each_time_and_needs_no_style_attribute() -> None:
    once, again = (svg(merged(SETTINGS[1]), title="A") for _time in range(2))
    assert once == again
    assert "style=" not in once
    assert not re.search(r"(?i)red|green|#[0-9a-f]{2}(ff|00)[0-9a-f]{2}", once)


def test_it_is_small() -> None:
    assert len(svg(merged(SETTINGS[0]), title="Breaches")) < 6_600
    assert len(svg(merged(SETTINGS[1]), title="Breaches", size="small")) < 4_500


@pytest.mark.parametrize("colour", ["#14313a", "#48616a", "#6f858c", "#5b4a86", "#b8482f"])
def test_what_is_drawn_stands_out_from_white(colour: str) -> None:
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (light + 0.05) >= 3


@pytest.mark.parametrize("size", ["wide", "narrow", "small"])
@pytest.mark.parametrize("n", [1, 2, 60])
def test_one_point_many_points_and_all_alike_are_drawn(size: str, n: int) -> None:
    points = [Point(f"week {k}", 0.0) for k in range(n)]
    picture = drawn(analyse(points, Settings()), size=size)
    assert "NaN" not in ElementTree.tostring(picture, encoding="unicode")
    assert picture.find(".//*[@class='spc__points']") is not None
