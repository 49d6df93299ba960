from dataclasses import replace

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.ui import cycle, samples
from alongside.foundation.ui.cycle import Cycle, Station, draw
from alongside.foundation.ui.measure import Face, whole_words, width_of, wrap

SAMPLES = [samples.CYCLE, samples.LONG_CYCLE, samples.NO_PURPOSE]


def inside_circle(text: cycle.Text, face: Face) -> bool:
    half = width_of(text.words, text.size, face) / 2
    corners = [text.y + text.size * 0.2, text.y - text.size * 0.72]
    return all(half**2 + (y - cycle.CENTRE_Y) ** 2 <= cycle.RADIUS**2 for y in corners)


@pytest.mark.parametrize("known", SAMPLES)
def test_every_line_stays_inside_what_it_is_drawn_in(known: Cycle) -> None:
    drawing = draw(known)
    assert all(inside_circle(line, Face.SERIF) for line in drawing.purpose)
    assert all(inside_circle(line, Face.SANS) for line in [drawing.label, *drawing.by])
    for box in drawing.boxes:
        for line in [*box.words, *box.waiting]:
            face = Face.SERIF if box.station.said and line in box.words else Face.SANS
            assert line.x + width_of(line.words, line.size, face) <= box.x + box.width
            assert box.y < line.y < box.y + box.height


@given(st.text(max_size=600), st.text(max_size=200))
def test_any_purpose_can_be_drawn(purpose: str, said_by: str) -> None:
    drawing = draw(Cycle(purpose, said_by, samples.CYCLE.stations))
    assert all(inside_circle(line, Face.SERIF) for line in drawing.purpose)
    assert all(inside_circle(line, Face.SANS) for line in drawing.by)


def test_a_short_purpose_is_whole_and_large_and_a_long_one_is_cut() -> None:
    short, long = draw(samples.CYCLE), draw(samples.LONG_CYCLE)
    assert " ".join(line.words for line in short.purpose) == samples.CYCLE.purpose
    assert short.purpose[0].size > long.purpose[0].size
    assert long.purpose[-1].words.endswith("…")


def test_stations_do_not_touch_each_other_or_the_middle() -> None:
    boxes = draw(samples.CYCLE).boxes
    for box in boxes:
        near_x = min(max(cycle.CENTRE_X, box.x), box.x + box.width)
        near_y = min(max(cycle.CENTRE_Y, box.y), box.y + box.height)
        away = (near_x - cycle.CENTRE_X) ** 2 + (near_y - cycle.CENTRE_Y) ** 2
        assert away > (cycle.RADIUS + 10) ** 2
        assert 0 <= box.x <= box.x + box.width <= cycle.WIDTH
        assert 0 <= box.y <= box.y + box.height <= cycle.HEIGHT


def test_the_list_says_what_the_drawing_says() -> None:
    page = Template("{% learning_cycle cycle %}").render(Context({"cycle": samples.CYCLE}))
    drawing, as_list = page.split('class="cycle__list"')
    for station in samples.CYCLE.stations:
        for words in (station.title, station.words, station.waiting, station.url):
            assert words in drawing
            assert words in as_list
    assert samples.CYCLE.purpose in drawing
    assert samples.CYCLE.purpose in as_list
    assert "style=" not in page


def test_no_purpose_says_so() -> None:
    page = Template("{% learning_cycle cycle %}").render(Context({"cycle": samples.NO_PURPOSE}))
    assert "No purpose in people’s own words yet" in page
    assert "Nothing here yet" in page


def test_words_are_escaped() -> None:
    bad = replace(samples.CYCLE, purpose="<script>", stations=[Station("try", "<i>", "<b>")])
    page = Template("{% learning_cycle cycle %}").render(Context({"cycle": bad}))
    assert "<script>" not in page
    assert "<b>" not in page


@given(st.text(max_size=400), st.integers(20, 400), st.integers(1, 6))
def test_wrapped_lines_are_no_wider_than_asked(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, 15, Face.SANS, most)
    assert len(lines) <= most
    assert all(width_of(line, 15) <= width for line in lines)


@given(st.lists(st.sampled_from(["a", "word", "sentence.", "letters,", "knocking"]), max_size=60))
def test_words_are_never_broken_off_inside(words: list[str]) -> None:
    said = whole_words(f"“{' '.join(words)}”", 200, 16, Face.SANS, 3)
    shown = " ".join(said)
    assert {word.strip("“”… ,.") for word in shown.split()} <= {w.strip(",.") for w in [*words, ""]}
    assert shown.endswith("”")


def test_what_does_not_go_in_ends_with_a_sentence() -> None:
    words = "The sign is nearly always about something else. What it says is the least of it."
    assert " ".join(whole_words(words, 200, 16, Face.SANS, 3)).endswith("something else. …")


def test_a_station_has_room_for_what_people_say() -> None:
    told = "“The last man the council sent counted my telly. You’ve just asked me how I slept.”"
    station = Station("understand", "Understand", told, "Joan and Colin listen", said=True)
    assert " ".join(line.words for line in draw(Cycle("p", "", [station])).boxes[0].words) == told


def test_each_station_of_the_list_has_its_icon() -> None:
    page = Template("{% learning_cycle cycle %}").render(Context({"cycle": samples.CYCLE}))
    assert page.split('class="cycle__list"')[1].count('class="cycle__icon"') == 4
