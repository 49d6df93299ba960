"""From what was heard to what is thought to be going on, and to an ask that is answered."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.sensemaking.testing import an_insight

from .conftest import CheckPage, OpenBrowser, SignIn

THINK = "Letters frighten people before anybody has spoken to them."
MORE_THAN_A_PAGE = 27


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def joan(ruth: Person) -> Person:
    return a_person("Joan Okafor", by=ruth)


@pytest.fixture
def olu(ruth: Person) -> Person:
    return a_person("Olu Martin", by=ruth)


@pytest.fixture
def table(ruth: Person, joan: Person) -> System:
    system = a_system(by=ruth, name="Council tax, differently")
    a_seat(system, by=ruth, person=joan)
    return system


@pytest.fixture
def council(olu: Person) -> System:
    return a_system(by=olu, name="The council’s cabinet")


def test_from_stories_to_what_we_think(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, table: System
) -> None:
    # Given more stories than one page shows, two of them about letters
    a_story(system=table, by=ruth, words="The first one ever told here.")
    for number in range(MORE_THAN_A_PAGE):
        about = "the letter came" if number in (3, 8) else "nobody came"
        a_story(system=table, by=ruth, words=f"Story {number}: {about} and I waited.")
    sign_in(page, ruth)
    page.goto(reverse("sensemaking:insights", args=[table.pk]))
    check_page(page)
    page.get_by_role("link", name="Make sense together").click()
    # When Ruth chooses none
    page.get_by_role("button", name="Go on with what I chose").click()
    expect(page.get_by_text("Choose at least one")).to_be_visible()
    check_page(page)
    # And then looks for words, and chooses all that is found
    page.get_by_label("Look for words").fill("letter")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.get_by_role("button", name="Choose all that were found").click()
    expect(page.get_by_text("2 chosen so far")).to_be_visible()
    check_page(page)
    # And one more from the last page
    page.get_by_label("Look for words").fill("")
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("button", name="Older").click()
    page.get_by_label("The first one ever told here.").check()
    check_page(page)
    page.get_by_role("button", name="Go on with what I chose").click()
    # Then those three are what it will rest on
    resting = page.get_by_role("complementary")
    expect(resting.get_by_role("listitem")).to_have_count(3)
    expect(resting.get_by_text("The first one ever told here.")).to_be_visible()
    check_page(page)
    # When she says what she thinks, and nothing to those who told
    page.get_by_label("What do you think is going on?").fill(THINK)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert")).to_contain_text("will read")
    expect(page.get_by_label("What do you think is going on?")).to_have_value(THINK)
    check_page(page)
    page.get_by_label("What shall we tell the people").fill("We heard what the letters did.")
    page.get_by_role("button", name="Write it down").click()
    # Then it stands there, resting on them, and open to be seen another way
    expect(page.get_by_role("heading", level=1)).to_have_text(THINK)
    expect(page.get_by_text("The first one ever told here.")).to_be_visible()
    expect(page.get_by_text("How do you see it?")).to_be_visible()
    check_page(page)


def test_seen_another_way_and_asked_of_others(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    joan: Person,
    olu: Person,
    table: System,
    council: System,
    width: int,
) -> None:
    # Given something Ruth thinks, seen her way only
    insight = an_insight(system=table, by=ruth, words=THINK)
    sign_in(page, ruth)
    page.goto(insight.get_absolute_url())
    see_it(page, "The team is measured by letters sent.", "Ruth Tanner", check_page)
    # When she would ask another table for a change
    ask = f"{reverse('logbook:ask_of', args=[table.pk])}?because={insight.pk}"
    expect(page.get_by_role("link", name="Ask others for a change")).to_have_count(0)
    page.goto(ask)
    # Then she is asked first to find somebody who sees it otherwise
    expect(page.get_by_text("So far this is seen one way only.")).to_be_visible()
    expect(page.get_by_role("button", name="Ask them")).to_have_count(0)
    check_page(page)
    # When Joan does, and Ruth asks then
    sign_in(page, joan)
    page.goto(insight.get_absolute_url())
    see_it(page, "A letter is the only thing that reaches some.", "people on shifts", check_page)
    expect(page.get_by_text("The team is measured by letters sent.")).to_be_visible()
    sign_in(page, ruth)
    page.goto(insight.get_absolute_url())
    page.get_by_role("link", name="Ask others for a change").click()
    check_page(page)
    put_the_ask(page, council, check_page)
    # Then it is theirs to answer, and it says for how long
    expect(page.get_by_text("have had this since today")).to_be_visible()
    check_page(page)
    # And Olu, at the other table, finds it waiting and says that it cannot change yet
    theirs = open_browser(width)
    sign_in(theirs, olu)
    theirs.goto("/")
    check_page(theirs)
    theirs.get_by_role("link", name="Send no letter before somebody has called.").click()
    check_page(theirs)
    answer_not_yet(theirs, check_page)
    # Then Ruth reads why, and who could
    page.reload()
    expect(page.get_by_text("It cannot change yet")).to_be_visible()
    expect(page.get_by_text("The contract with the printers runs until spring.")).to_be_visible()
    expect(page.get_by_text("The council’s leader, Ann Lowe")).to_be_visible()
    check_page(page)
    page.goto(table.get_absolute_url())
    expect(page.get_by_text("who said")).to_be_visible()
    check_page(page)


def see_it(page: Page, words: str, whose: str, check_page: CheckPage) -> None:
    page.get_by_role("link", name="How I see it").click()
    page.get_by_label("How does it look from there?").fill(words)
    page.get_by_role("button", name="Put it beside the others").click()
    expect(page.get_by_role("alert")).to_contain_text("whose way of seeing it")
    expect(page.get_by_label("How does it look from there?")).to_have_value(words)
    check_page(page)
    page.get_by_label("Whose way of seeing it is this?").fill(whose)
    page.get_by_role("button", name="Put it beside the others").click()
    expect(page.get_by_text("It stands beside the others.")).to_be_visible()
    check_page(page)


def put_the_ask(page: Page, of: System, check_page: CheckPage) -> None:
    page.get_by_label("What do you ask them to change?").fill(
        "Send no letter before somebody has called."
    )
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whom you ask")
    check_page(page)
    page.get_by_label("Whom do you ask?").select_option(label=of.name)
    page.get_by_label("Why?").fill("Three people told us what the letter did.")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("You have asked them.")).to_be_visible()


def answer_not_yet(page: Page, check_page: CheckPage) -> None:
    page.get_by_role("link", name="Answer this").click()
    check_page(page)
    page.get_by_label("It cannot change yet").check()
    page.get_by_label("What will you do, or not do?").fill("Not this year.")
    page.get_by_label("What should the people").fill("The council heard you and says why not yet.")
    page.get_by_role("button", name="Answer them").click()
    # "Not yet" alone is no answer: why, and who could, belong to it.
    expect(page.get_by_role("alert")).to_contain_text("Write why it cannot change yet")
    expect(page.get_by_role("alert")).to_contain_text("Write who could change it")
    expect(page.get_by_label("What will you do, or not do?")).to_have_value("Not this year.")
    check_page(page)
    page.get_by_label("Why?").fill("The contract with the printers runs until spring.")
    page.get_by_label("Who could change it?").fill("The council’s leader, Ann Lowe")
    page.get_by_role("button", name="Answer them").click()
    expect(page.get_by_text("The contract with the printers runs until spring.")).to_be_visible()
    check_page(page)
