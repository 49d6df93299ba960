"""A table looks at something over time: by numbers, in words, by keyboard and on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.models import Measure, Reset
from alongside.learning.measures.testing import a_measure, a_note, months, some_points

from .conftest import CheckPage, OpenBrowser, SignIn, check_axe

BEFORE = [42.0, 40, 44, 41, 43, 39, 42, 45, 40, 41, 43, 42]
SINCE = [21.0, 22, 20, 23, 21, 22, 20, 21, 22, 21]
NAME = "Days until a claim is right"
FOUR = {
    "Do the points behave differently now?": ("Half of what it was.", "Yes, they do"),
    "Do you know why?": ("We sit down with people first.", "Yes, we know"),
    "Is it what you want?": ("People have their money sooner.", "Yes, it is"),
    "Do you expect it to go on?": ("It is how we work now.", "Yes, we do"),
}


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax, differently")


@pytest.fixture
def looked_at(ruth: Person, table: System) -> Measure:
    """Two years of a measure, with a gap and a step in the middle."""
    measure = a_measure(table, by=ruth, name=NAME, unit="days", on=months(1)[0])
    some_points(measure, [*BEFORE, None, *SINCE], by=ruth)
    a_note(measure, by=ruth, words="We began to sit down with people.", on=months(14)[13])
    return measure


def test_beginning_to_look_at_something(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, table: System
) -> None:
    # Given Ruth at her table, which counts nothing yet
    sign_in(page, ruth)
    page.goto(table.get_absolute_url())
    page.get_by_role("link", name="What we look at").click()
    check_page(page)
    # When she begins with a question, and says whose burden it is
    page.goto(reverse("measures:begin", args=[table.pk]))
    page.get_by_label("What do you want to learn?").fill("Is it quicker when we sit down?")
    page.get_by_label("What will you look at?").fill(NAME)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_contain_text("Write who collects it")
    check_page(page)
    page.get_by_label("What changes for people").check()
    page.get_by_label("How is it counted?").fill("From the first word to us until it is right.")
    page.get_by_label("Who collects it, and what does that cost them?").fill("Dev, ten minutes.")
    page.get_by_role("button", name="Begin").click()
    # Then nothing is judged, and it says how many points are enough
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(page.get_by_text("ten are enough", exact=False)).to_be_visible()
    check_page(page)
    # When rows are pasted from a spreadsheet
    page.goto(reverse("measures:paste", args=[Measure.objects.get().pk]))
    rows = zip(months(12), BEFORE, strict=True)
    page.get_by_role("textbox", name="The rows").fill(
        "\n".join(f"{day:%Y-%m-%d}\t{value}" for day, value in rows)
    )
    check_page(page)
    page.get_by_role("button", name="Look at it first").click()
    # Then what would be entered is shown first, and nothing is entered unasked
    check_page(page)
    page.get_by_role("button", name="Keep these").click()
    page.goto(Measure.objects.get().get_absolute_url())
    expect(page.locator(".chart__says")).to_be_visible()
    check_page(page)


def test_a_file_is_looked_at_and_put_right_before_it_is_kept(
    page: Page,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    table: System,
    tmp_path: Path,
) -> None:
    # Given a spreadsheet somebody kept, with a slip in it
    measure = a_measure(table, by=ruth, name=NAME, unit="days", on=months(1)[0])
    rows = [f"{day:%d/%m/%Y};{value}" for day, value in zip(months(12), BEFORE, strict=True)]
    rows[4] = rows[4].replace(";", ";about ")
    file = tmp_path / "days.csv"
    file.write_text("\n".join(["Month;Number", *rows]), encoding="utf-8")
    # When Ruth brings it in
    sign_in(page, ruth)
    page.goto(measure.get_absolute_url())
    page.get_by_role("link", name="Bring in a file").click()
    check_page(page)
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="Look at it first").click()
    # Then the line is named, nothing is kept, and all of it is there to be put right
    expect(page.get_by_role("cell", name="about", exact=False).first).to_be_visible()
    expect(page.get_by_role("rowheader", name="6", exact=True)).to_be_visible()
    check_page(page)
    assert not measure.readings.exists()
    box = page.get_by_role("textbox", name="The rows")
    box.fill(box.input_value().replace("about ", ""))
    page.get_by_role("button", name="Look again").click()
    check_page(page)
    page.get_by_role("button", name="Keep these").click()
    expect(page.locator(".chart__says")).to_be_visible()
    assert measure.readings.count() == len(rows)


def test_setting_the_limits_anew(
    page: Page,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    table: System,
    looked_at: Measure,
) -> None:
    # Given a chart on which something stands out
    sign_in(page, ruth)
    page.goto(looked_at.get_absolute_url())
    before = page.locator(".chart__says").inner_text()
    check_page(page)
    # When Ruth wants limits of their own for what came after, and one of the four is no yes
    page.get_by_role("link", name="Set the limits anew").click()
    check_page(page)
    select = page.get_by_label("From which point on?")
    select.select_option(index=select.locator("option").count() - len(SINCE))
    for question, (words, yes) in FOUR.items():
        page.get_by_label(question).fill(words)
        page.get_by_label(yes).check()
    page.get_by_label("Yes, it is", exact=True).uncheck()
    page.get_by_role("button", name="Sign, and set them anew").click()
    # Then the limits stay, and that is nothing lost
    expect(page.get_by_role("alert")).to_contain_text("only when all four are a yes")
    check_page(page)
    assert not Reset.objects.exists()
    # When all four are, in her name
    page.get_by_label("Yes, it is", exact=True).check()
    expect(page.get_by_text("You sign this as Ruth Tanner.", exact=False)).to_be_visible()
    page.get_by_role("button", name="Sign, and set them anew").click()
    # Then they begin anew there, with her answers, and the limits before stay to be seen
    expect(page.get_by_text("signed by Ruth Tanner", exact=False).first).to_be_visible()
    for words, _yes in FOUR.values():
        expect(page.get_by_text(words).first).to_be_visible()
    said = page.locator(".chart__says").all_inner_texts()
    assert before in said, "as it was read before"
    assert any("set anew" in each for each in said)
    check_page(page)
    page.goto(looked_at.get_absolute_url())
    expect(page.locator(".chart__says")).to_contain_text("set anew")
    check_page(page)


def test_a_chart_is_read_by_keyboard_and_in_words(
    page: Page, sign_in: SignIn, ruth: Person, looked_at: Measure
) -> None:
    """The drawing has a name and a description; the table says the same, in reach of the keys."""
    sign_in(page, ruth)
    page.goto(looked_at.get_absolute_url())
    drawing = page.get_by_role("img").filter(has=page.locator("desc")).locator("visible=true").first
    named = drawing.get_attribute("aria-labelledby") or ""
    assert page.locator(f"#{named.split()[0]}").text_content()
    assert drawing.locator("desc").first.text_content()
    # By keyboard to the table, and open it
    summary = page.locator(".chart__table summary")
    press_until(page, "Tab", lambda: summary.evaluate("one => one === document.activeElement"))
    page.keyboard.press("Enter")
    shown = page.get_by_role("table", name=NAME)
    expect(shown).to_be_visible()
    # One row a point and one for the gap, each with its time as a heading
    rows = shown.get_by_role("row")
    expect(rows).to_have_count(1 + len(BEFORE) + 1 + len(SINCE))
    expect(shown.get_by_role("rowheader")).to_have_count(len(BEFORE) + 1 + len(SINCE))
    expect(rows.nth(1)).to_contain_text("42")
    # And the region it scrolls in is reached by the keys too
    page.keyboard.press("Tab")
    region = page.get_by_role("region", name=re.compile("The points of this chart"))
    expect(region).to_be_focused()
    check_axe(page)


def press_until(page: Page, key: str, done: Callable[[], bool]) -> None:
    for _time in range(120):
        if done():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never led there")


def test_a_chart_is_printed(
    open_browser: OpenBrowser, sign_in: SignIn, ruth: Person, looked_at: Measure
) -> None:
    """On paper: the sentence, the drawing and the whole table, opened; no form."""
    page = open_browser(794)
    sign_in(page, ruth)
    page.goto(looked_at.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.locator(".chart__says")).to_be_visible()
    expect(page.get_by_role("img").locator("visible=true").first).to_be_visible()
    expect(page.locator(".redraw")).to_be_hidden()
    assert len(page.pdf()) > 10_000
