"""It works without scripts, in forced colours, at 200 % zoom, and can be left at once."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system
from tests.world import World, a_world

from .conftest import OpenBrowser, SignIn, check_axe

ELSEWHERE = "https://www.bbc.co.uk/"
NEWS = "Somebody rings you first now."
FURTHEST = 150  # Tabs from the top of a page to its end

# Whether whoever moves along a page without a mouse sees where they are: by a frame, by the colour
# of what is in focus (which forced colours take away), or in a drawing by its box.
SHOWS_FOCUS = """() => {
  const here = document.activeElement, style = getComputedStyle(here)
  const box = here.closest('svg') && here.querySelector('.drawn__box, .drawn__purpose')
  if (box) return getComputedStyle(box).fill === 'rgb(255, 221, 0)'
  return style.backgroundColor === 'rgb(255, 221, 0)' || style.outlineStyle !== 'none' &&
    parseFloat(style.outlineWidth) >= 2 && !/^rgba.*, 0\\)$/.test(style.outlineColor)
}"""
BORDERLESS = """() => [...document.querySelectorAll(
  '.box, .card, .cycle, .thread, .nothing, .govuk-button, .exit__button'
)].filter((each) => {
  const style = getComputedStyle(each)
  return each.checkVisibility() && !(parseFloat(style.borderTopWidth) >= 1)
}).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


# --- without scripts ---------------------------------------------------------------------------


def test_the_whole_thread_without_scripts(
    open_browser: OpenBrowser, sign_in: SignIn, ruth: Person
) -> None:
    # Given a browser that runs no scripts
    table = a_system(by=ruth, name="Council tax, differently")
    page = open_browser(390, java_script_enabled=False)
    sign_in(page, ruth)
    # When somebody tells a story, and it is understood, tried, learnt from and kept
    code = told(page, table)
    understood(page, table)
    tried(page)
    # Then its teller reads with their card what came of it
    page.context.clear_cookies()
    page.goto(reverse("listening:code"))
    page.get_by_label("The code on your card").fill(code)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text(NEWS)).to_be_visible()
    page.get_by_role("button", name="I have read this").last.click()
    expect(page.get_by_text("They will see that you have read it.")).to_be_visible()
    # And whoever owes them an answer follows the whole thread
    sign_in(page, ruth)
    page.goto(table.get_absolute_url())
    page.get_by_role("link", name=re.compile("^What came of it.*I waited")).click()
    expect(page.locator(".steps > li")).to_have_count(6)


def told(page: Page, table: System) -> str:
    page.goto(table.get_absolute_url())
    page.get_by_role("link", name="Tell a story").first.click()
    page.get_by_role("button", name="Keep this story").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the story")
    page.get_by_label("The story").fill("I waited nine weeks for a letter.")
    page.get_by_label("Somebody told it to me").check()
    page.get_by_label("Quoted without my name").check()
    page.get_by_role("button", name="Keep this story").click()
    return page.locator(".code").inner_text()


def understood(page: Page, table: System) -> None:
    page.goto(reverse("sensemaking:insights", args=[table.pk]))
    page.get_by_role("link", name="Make sense together").click()
    page.get_by_label("Look for words").fill("nine weeks")
    page.get_by_role("button", name="Show these").click()
    page.get_by_label("I waited nine weeks").check()
    page.get_by_role("button", name="Go on with what I chose").click()
    page.get_by_label("What do you think is going on?").fill("Letters are all we have.")
    page.get_by_label("What shall we tell the people").fill("We heard how long you waited.")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("link", name="How I see it").click()
    page.get_by_label("How does it look from there?").fill("Nobody has time to ring.")
    page.get_by_label("Whose way of seeing it is this?").fill("the team")
    page.get_by_role("button", name="Put it beside the others").click()
    page.get_by_role("link", name="What came of it").click()


def tried(page: Page) -> None:
    page.get_by_role("link", name="Try something because of this").click()
    page.get_by_label("What are you going to try?").fill("Ring first.")
    page.get_by_label("Is it legal?").fill("Yes.")
    page.get_by_label("Is it safe?").fill("Yes.")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Write down what you noticed").click()
    page.get_by_label("What happened?").fill("Nine weeks became two days.")
    page.get_by_role("button", name="Put it in the diary").click()
    page.get_by_role("link", name="Say what we do with it").click()
    page.get_by_label("What have you learnt, and what do you do now?").fill("We go on.")
    page.get_by_label("Embed it").check()
    page.get_by_label("What shall we tell the people").fill(NEWS)
    page.get_by_role("button", name="Write it down").click()


# --- in other colours, and larger --------------------------------------------------------------


@pytest.fixture
def world() -> World:
    return a_world()


def main_pages(world: World) -> list[str]:
    return [
        world.place.system.get_absolute_url(),
        reverse("home:thread", args=[world.place.insight.pk]),
        world.life.system.get_absolute_url(),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours(
    open_browser: OpenBrowser, sign_in: SignIn, world: World, scheme: str
) -> None:
    page = open_browser(1280, forced_colors="active", color_scheme=scheme)
    sign_in(page, world.ruth)
    for address in main_pages(world):
        page.goto(address)
        # axe reads the colours a page asks for, and these are the reader's own.
        check_axe(page, but=["color-contrast"])
        assert page.evaluate(BORDERLESS) == []
        assert unseen_along(page) == [], address


def test_without_a_mouse(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(page, world.ruth)
    for address in [*main_pages(world), reverse("home:owed"), world.life.story.get_absolute_url()]:
        page.goto(address)
        assert unseen_along(page) == [], address


def unseen_along(page: Page) -> list[str]:
    """What is reached by Tab from the top of a page to its end, where nothing shows that it is."""
    found: list[str] = []
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return found
        if not page.evaluate(SHOWS_FOCUS):
            found.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    raise AssertionError(f"{page.url} has no end")


@pytest.mark.parametrize(("wide", "high"), [(640, 450), (320, 256)])
def test_twice_and_four_times_as_large(
    open_browser: OpenBrowser, sign_in: SignIn, world: World, wide: int, high: int
) -> None:
    page = open_browser(wide, high)
    sign_in(page, world.ruth)
    place, life = world.place, world.life
    addresses = [
        reverse("home:front"),
        reverse("home:owed"),
        reverse("home:search"),
        place.system.get_absolute_url(),
        life.system.get_absolute_url(),
        reverse("systems:table", args=[place.system.pk]),
        reverse("listening:tell", args=[life.system.pk]),
        life.story.get_absolute_url(),
        reverse("sensemaking:choose", args=[place.system.pk]),
        place.insight.get_absolute_url(),
        place.experiment.get_absolute_url(),
        reverse("home:thread", args=[place.insight.pk]),
        place.ask.get_absolute_url(),
        reverse("listening:mine"),
    ]
    wider = {}
    for address in addresses:
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wider[address] = over
    assert wider == {}


# --- and away ----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["button", "shift"])
def test_leaving_at_once(
    open_browser: OpenBrowser, sign_in: SignIn, ruth: Person, how: str
) -> None:
    # Given somebody writing in a life
    life = a_life(by=ruth, name="Rosa")
    page = open_browser(390, beyond=ELSEWHERE)
    sign_in(page, ruth)
    page.goto(reverse("home:front"))
    page.goto(reverse("listening:tell", args=[life.pk]))
    page.get_by_label("The story").fill("He is at the door.")
    assert page.evaluate("sessionStorage.length") == 2  # words, and choices
    # When they leave, by the button or by pressing Shift three times
    if how == "button":
        page.get_by_role("link", name="Exit this page").click()
    else:
        press_shift(page)
    # Then they are somewhere else
    page.wait_for_url(f"{ELSEWHERE}**")
    # And going back leads past the page they left, where nothing is kept of what they wrote
    # And nobody is signed in any more: the page before it is not shown either
    page.go_back()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    expect(page.get_by_text("Rosa")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    sign_in(page, ruth)
    page.goto(reverse("listening:tell", args=[life.pk]))
    expect(page.get_by_label("The story")).to_have_value("")


def press_shift(page: Page) -> None:
    """A capital letter is no press; two presses say what a third will do."""
    page.get_by_label("The story").press_sequentially(" A")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.get_by_text("Shift, press 1 more time to exit.")).to_be_attached()
    page.keyboard.press("Shift")


def test_leaving_without_scripts(open_browser: OpenBrowser, sign_in: SignIn, ruth: Person) -> None:
    life = a_life(by=ruth, name="Rosa")
    page = open_browser(390, beyond=ELSEWHERE, java_script_enabled=False)
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url(f"{ELSEWHERE}**")
