"""A thread is followed to its end with a keyboard alone, and whoever told hears what came of it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening.models import Whose
from alongside.human.listening.testing import a_story
from alongside.learning.experiments.testing import a_conclusion, an_experiment
from alongside.learning.sensemaking.testing import an_insight
from tests.world import a_world

from .conftest import CheckPage, OpenBrowser, SignIn, at_a_desk, on_a_phone

TOLD = "They only asked me when I would pay."
NEWS = "We now ask what is going on before anything is sent."
FURTHEST = 150  # Tabs from the top of a page to anything on it


def test_a_thread_with_a_keyboard_alone(page: Page, sign_in: SignIn, check_page: CheckPage) -> None:
    # Given a thread from a story to an answer, and somebody who uses no mouse
    world = a_world()
    sign_in(page, world.ruth)
    page.goto(world.place.story.get_absolute_url())
    # When they go on from the story to what came of it
    tab_to(page, page.get_by_role("link", name="What came of it"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What came of it")
    check_page(page)
    # Then the list leads to its very end
    end = page.locator(".steps").last.locator("a").last
    leads = end.get_attribute("href") or "nothing"
    tab_to(page, end)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads}")
    check_page(page)


@at_a_desk  # where there is room for the drawing
def test_the_drawing_says_what_the_list_says(page: Page, sign_in: SignIn) -> None:
    # Given the drawing of a thread
    world = a_world()
    sign_in(page, world.ruth)
    page.goto(reverse("home:thread", args=[world.place.insight.pk]))
    # Then it and the list say the same, and lead to the same places
    assert drawn(page) == listed(page)
    # When somebody goes along it by its links, without a mouse
    tab_to(page, page.locator("a.drawn").first)
    along = [pass_by(page)]
    while page.evaluate("document.activeElement.matches('a.drawn')"):
        along.append(pass_by(page))
    # Then every one was passed, each in sight, and the last leads to its page
    assert set(along) == {leads for _kind, leads in drawn(page)}
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{along[-1]}")


def test_words_come_before_the_drawing(page: Page, sign_in: SignIn, check_page: CheckPage) -> None:
    # Given a thread, and somebody who would rather read than look at a drawing
    world = a_world()
    sign_in(page, world.ruth)
    page.goto(reverse("home:thread", args=[world.place.insight.pk]))
    wide = page.locator("a.drawn").first
    if wide.is_visible():
        # At a desk one Tab leads past the whole of it
        tab_to(page, page.get_by_role("link", name="Skip the drawing; the same in words"))
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.steps') !== null")
        return
    # On a phone there is none until it is asked for
    page.get_by_text("See it as a drawing").click()
    expect(page.locator(".thread--narrow a.drawn").first).to_be_visible()
    check_page(page)


def tab_to(page: Page, to: Locator) -> None:
    """Press Tab until it is reached, as somebody without a mouse does."""
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        if to.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"no Tab leads to {to}")


def pass_by(page: Page) -> str:
    """Where the link in focus leads; it is in sight. Then on to the next."""
    here = page.locator(":focus")
    expect(here).to_be_in_viewport()
    leads = here.get_attribute("href") or ""
    page.keyboard.press("Tab")
    return leads


def drawn(page: Page) -> set[tuple[str, str]]:
    """What the drawing says there is, and where each of it leads."""
    return {
        (said_by(node.locator(".drawn__title")), node.get_attribute("href") or "")
        for node in page.locator("a.drawn:not([aria-current])").all()
    }


def listed(page: Page) -> set[tuple[str, str]]:
    return {
        (said_by(step.locator(".steps__kind")), step.locator("a").last.get_attribute("href") or "")
        for step in page.locator(".steps > li:not([aria-current])").all()
    }


def said_by(kind: Locator) -> str:
    """The kind of thing, without the day or the name that the list has room for."""
    return " ".join("".join(kind.all_text_contents()).split()).split(",")[0]


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax, differently")


def test_the_answers_somebody_owes(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, table: System
) -> None:
    # Given two stories Ruth heard; something came of the first
    heard = a_story(system=table, by=ruth, words=TOLD)
    a_story(system=table, by=ruth, words="I waited nine weeks for a letter.")
    insight = an_insight(system=table, by=ruth, because=[heard], to_tellers=NEWS)
    sign_in(page, ruth)
    page.goto("/")
    check_page(page)
    page.get_by_role("navigation").get_by_role("link", name="Answers I owe").click()
    # Then she sees how long she has had each, and what is written for whom
    expect(page.get_by_text("You have had this since today")).to_have_count(2)
    expect(page.get_by_text(NEWS)).to_be_visible()
    expect(page.get_by_text("Nothing is written for them yet.")).to_be_visible()
    check_page(page)
    # When she prints a page to take along
    page.get_by_role("link", name="Print a page for a visit").click()
    check_page(page)
    page.get_by_role("checkbox", name=TOLD).check()
    page.get_by_role("button", name="Make the page").click()
    # Then it has the words written for them, to tell or to leave there
    expect(page.get_by_role("heading", level=1)).to_have_text("News to bring")
    expect(page.get_by_text(NEWS)).to_be_visible()
    expect(page.get_by_text("nine weeks")).to_have_count(0)
    check_page(page)
    # When she has told them, and answers the other one herself
    page.goto(reverse("home:owed"))
    page.get_by_role("button", name="Told in person").click()
    expect(page.get_by_text("Noted: they have had this news.")).to_be_visible()
    check_page(page)
    expect(page.get_by_text(NEWS)).to_have_count(0)
    page.get_by_role("link", name="Answer").filter(has_text="nine weeks").click()
    check_page(page)
    answer(page, check_page)
    # Then it stands there, and she owes nobody an answer
    expect(page.get_by_text("Your answer is written down for them.")).to_be_visible()
    check_page(page)
    page.goto(reverse("home:owed"))
    expect(page.get_by_text("You owe nobody an answer.")).to_be_visible()
    check_page(page)
    # And the thread says that she brought the news
    page.goto(reverse("home:thread", args=[heard.pk]))
    expect(page.get_by_text("You promised whoever told this news, and brought it.")).to_be_visible()
    # And news that comes later waits for her again
    tried = an_experiment(system=table, by=ruth, because=[insight.entry])
    a_conclusion(experiment=tried, by=ruth, to_tellers="It stays like that.")
    page.goto(reverse("home:owed"))
    expect(page.get_by_text("It stays like that.")).to_be_visible()
    check_page(page)


def answer(page: Page, check_page: CheckPage) -> None:
    page.get_by_label("It cannot change yet").check()
    page.get_by_label("What do you tell them?").fill("I asked. It will take until spring.")
    page.get_by_role("button", name="Keep this answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Write why it cannot change yet")
    expect(page.get_by_label("What do you tell them?")).not_to_be_empty()
    check_page(page)
    page.get_by_label("Why?").fill("The printers have a contract.")
    page.get_by_label("Who could change it?").fill("The council’s leader")
    page.get_by_label("Yes, in person").check()
    page.get_by_role("button", name="Keep this answer").click()


@on_a_phone
def test_somebody_who_signs_in_sees_what_came_of_theirs(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    table: System,
    width: int,
) -> None:
    # Given Rosa, who told a story of her own, and what came of it
    rosa = a_person("Rosa Lind", by=ruth)
    a_seat(table, by=ruth, person=rosa, as_what="lives on the estate")
    told = a_story(system=table, by=rosa, words=TOLD, teller=Whose.MINE)
    an_insight(system=table, by=ruth, because=[told], to_tellers=NEWS)
    sign_in(page, rosa)
    # When she looks at what she has told
    page.goto(reverse("listening:mine"))
    # Then her words are there, what was written for her, and who promised it
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(page.get_by_text("Ruth Tanner promised to bring you news.")).to_be_visible()
    expect(page.get_by_text(NEWS)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("They will see that you have read it.")).to_be_visible()
    check_page(page)
    # And Ruth owes her nothing more
    hers = open_browser(width)
    sign_in(hers, ruth)
    hers.goto(reverse("home:owed"))
    expect(hers.get_by_text("You owe nobody an answer.")).to_be_visible()
    check_page(hers)
