"""Whatever the series and whatever its words: it draws inside its frame, and nothing gets in."""

import re
from collections.abc import Iterator
from datetime import date
from math import isfinite
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.learning.measures.charts import Point, Settings, analyse, drawing, table
from alongside.learning.measures.charts.marks import TRIED, Mark

from .test_one_chart import JULY, KINDS, NS, SIZES, drawn, said_in_table, titles

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
