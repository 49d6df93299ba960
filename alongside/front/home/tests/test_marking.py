"""The words around what somebody looked for."""

from alongside.front.home.found.marking import has_all, looked_for, marked


def test_what_is_found_is_marked_whatever_its_ending() -> None:
    assert marked("They put the letters away.", ["letter"]) == (
        "They put the <mark>letters</mark> away."
    )
    assert marked("One letter came.", ["letters"]) == "One <mark>letter</mark> came."


def test_everything_around_a_mark_is_escaped() -> None:
    assert marked("<i>asked & asked</i>", ["asked"]) == (
        "&lt;i&gt;<mark>asked</mark> &amp; <mark>asked</mark>&lt;/i&gt;"
    )


def test_long_words_are_cut_around_the_first_match() -> None:
    line = str(marked("before " * 60 + "bailiff " + "after " * 60, ["bailiff"]))
    assert line.startswith("…before")
    assert "<mark>bailiff</mark>" in line
    assert line.endswith("…")
    assert len(line) < 300


def test_a_search_inside_a_life_wants_every_word() -> None:
    assert has_all("I have not slept", looked_for("slept NOT"))
    assert not has_all("I have slept", looked_for("slept not"))
    assert not has_all("I have slept", looked_for("  "))
