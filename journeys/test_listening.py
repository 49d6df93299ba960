"""Two people go and listen; whoever told them something follows it, and can take it back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.sensemaking.testing import an_insight

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone

TOLD = "They only asked me when I would pay. Nobody asked what was going on."
NEWS = "We heard that nobody asked you. From Monday somebody asks first."


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def joan(ruth: Person) -> Person:
    return a_person("Joan Okafor", by=ruth)


@pytest.fixture
def table(ruth: Person, joan: Person) -> System:
    system = a_system(by=ruth, name="Council tax, differently")
    a_seat(system, by=ruth, person=joan, as_what="cleaner")
    return system


def test_two_go_and_listen(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    joan: Person,
    table: System,
    width: int,
) -> None:
    # Given Ruth, a chief executive, and Joan, a cleaner, around one table
    sign_in(page, ruth)
    page.goto(table.get_absolute_url())
    # When Ruth plans a visit for the two of them
    page.get_by_role("link", name="Plan a listening visit").click()
    check_page(page)
    plan(page, with_whom="Joan Okafor", on=timezone.localdate(), check_page=check_page)
    # Then their visit has a page, with both and their standings on it
    expect(page.get_by_role("heading", level=1)).to_have_text("The hostel on Union Street")
    expect(page.get_by_text("chief executive")).to_be_visible()
    expect(page.get_by_text("cleaner", exact=True)).to_be_visible()
    check_page(page)
    visit = page.url
    # And each of them writes what it did between the two, beside the other's
    say_what_it_did(page, "I had never sat in that kitchen.", check_page)
    hers = open_browser(width)
    sign_in(hers, joan)
    hers.goto(visit)
    say_what_it_did(hers, "She went quiet, and so did I.", check_page)
    expect(hers.get_by_text("I had never sat in that kitchen.")).to_be_visible()
    check_page(hers)
    # And a story from it stands on its page in the teller's words
    hers.get_by_role("link", name="Write down a story from this visit").click()
    check_page(hers)
    write_down(hers, TOLD)
    page.goto(visit)
    expect(page.get_by_text(TOLD)).to_be_visible()
    check_page(page)


def plan(page: Page, *, with_whom: str, on: date, check_page: CheckPage) -> None:
    page.get_by_label("Where will you go").fill("The hostel on Union Street")
    page.get_by_role("button", name="Keep this visit").click()
    # What is missing is asked for, and what was typed stays.
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Where will you go")).to_have_value("The hostel on Union Street")
    check_page(page)
    page.get_by_label("Day", exact=True).fill(str(on.day))
    page.get_by_label("Month", exact=True).fill(str(on.month))
    page.get_by_label("Year", exact=True).fill(str(on.year))
    page.get_by_label("Whom will you listen to").fill("People who were having tea")
    page.get_by_label("What do they do?", exact=True).fill("chief executive")
    page.get_by_label("Who goes with them?").select_option(label=with_whom)
    page.get_by_label("And what do they do?").fill("cleaner")
    page.get_by_role("button", name="Keep this visit").click()
    expect(page.get_by_text("The visit is kept.")).to_be_visible()


def say_what_it_did(page: Page, words: str, check_page: CheckPage) -> None:
    page.get_by_role("link", name="Write what it did between you").click()
    check_page(page)
    page.get_by_label("What did it do between you?").fill(words)
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("What it did between you is kept.")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()


def write_down(page: Page, words: str) -> None:
    page.get_by_label("The story").fill(words)
    page.get_by_label("Quoted without my name").check()
    page.get_by_role("button", name="Keep this story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for what you told us")


def test_a_teller_follows_what_they_told(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    joan: Person,
    table: System,
    width: int,
) -> None:
    theirs = open_browser(width)
    asked: list[str] = []
    for each in (page, theirs):
        each.on("request", lambda request: asked.append(request.url))
    # Given a story Joan wrote down, and the card she gave to whoever told it
    code = a_card_from(page, joan, table, sign_in, check_page)
    story = Entry.objects.get(kind="listening.story")
    # When they type its code, somewhere else and without saying who they are
    open_the_card(theirs, code, check_page)
    # Then there is no news yet, and somebody's name is on it
    expect(theirs.get_by_text("Joan Okafor promised to bring you news.")).to_be_visible()
    expect(theirs.get_by_text("Nothing has come of it yet")).to_be_visible()
    assert TOLD not in theirs.content()
    check_page(theirs)
    # When something comes of it
    an_insight(system=table, by=joan, because=[story], to_tellers=NEWS)
    theirs.reload()
    # Then they read the words written for them, and say that they have
    expect(theirs.get_by_text(NEWS)).to_be_visible()
    check_page(theirs)
    theirs.get_by_role("button", name="I have read this").click()
    expect(theirs.get_by_text("They will see that you have read it.")).to_be_visible()
    check_page(theirs)
    # When they let it be used less
    theirs.get_by_role("link", name="Change how it may be used").click()
    check_page(theirs)
    theirs.get_by_role("button", name="Keep this").click()
    expect(theirs.get_by_role("alert")).to_be_visible()
    check_page(theirs)
    theirs.get_by_label("Kept close").check()
    theirs.get_by_role("button", name="Keep this").click()
    # Then Joan, who holds no table, sees that something was there
    page.goto(story.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("This was taken back")
    assert TOLD not in page.content()
    check_page(page)
    # When they take it back
    theirs.get_by_role("link", name="Take it back").click()
    check_page(theirs)
    theirs.get_by_role("button", name="Take them back").click()
    expect(theirs.get_by_text("Your words are taken back.")).to_be_visible()
    # Then nobody reads it any more, those who hold the table neither, and the card opens nothing
    sign_in(page, ruth)
    page.goto(story.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("This was taken back")
    theirs.get_by_label("The code on your card").fill(code)
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_role("alert")).to_contain_text("This code opens nothing")
    # And the code was in no address anybody's browser asked for
    assert asked
    assert not [url for url in asked if code in url or code.replace("-", "") in url]


def a_card_from(
    page: Page, by: Person, table: System, sign_in: SignIn, check_page: CheckPage
) -> str:
    sign_in(page, by)
    page.goto(reverse("listening:tell", args=[table.pk]))
    page.get_by_label("Somebody told it to me").check()
    write_down(page, TOLD)
    expect(page.get_by_text("Joan Okafor promised to tell you what comes of it.")).to_be_visible()
    expect(page.get_by_text("It may be quoted to others, never with a name.")).to_be_visible()
    check_page(page)
    code = page.locator(".code").inner_text().strip()
    assert code not in page.title()
    assert TOLD not in page.content()
    # A code is shown this once.
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The card was shown already")
    check_page(page)
    assert code not in page.content()
    return code


def open_the_card(page: Page, code: str, check_page: CheckPage) -> None:
    page.goto("/")
    page.get_by_role("link", name="Use the code on your card").click()
    check_page(page)
    page.get_by_label("The code on your card").fill("AAAA-BBBB-CCCC-DDDD")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_contain_text("This code opens nothing")
    check_page(page)
    page.get_by_label("The code on your card").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What came of what you said")
    assert page.title() == "Alongside"


@on_a_phone
def test_words_survive_a_lost_connection(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, table: System
) -> None:
    # Given somebody telling a story of their own, on a train
    sign_in(page, ruth)
    page.goto(reverse("listening:tell", args=[table.pk]))
    words = page.get_by_label("The story")
    words.fill(TOLD)
    page.get_by_label("Kept close").check()
    # When the connection is lost as they send it
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep this story").click()
    # Then nothing is sent, and the page says that the words are safe
    expect(page.get_by_text("You are not connected just now")).to_be_visible()
    check_page(page)
    # And they are there when the page is opened again
    page.context.set_offline(False)
    page.reload()
    expect(words).to_have_value(TOLD)
    # And so is how they may be used: what is kept close is not quoted by mistake
    expect(page.get_by_label("Kept close")).to_be_checked()
    # When the connection breaks without the browser knowing
    page.route("**/tell/", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="Keep this story").click()
    page.wait_for_url("chrome-error://**")
    page.goto(reverse("listening:tell", args=[table.pk]))
    expect(words).to_have_value(TOLD)
    expect(page.get_by_label("Kept close")).to_be_checked()
    # When it is sent with something missing
    page.get_by_role("button", name="Keep this story").click()
    # Then it says what is missing, and all that was typed and chosen is there
    expect(page.get_by_role("alert")).to_contain_text("Choose")
    expect(words).to_have_value(TOLD)
    expect(page.get_by_label("Kept close")).to_be_checked()
    check_page(page)
    page.get_by_label("My own").check()
    # And once it has arrived, the device has forgotten it
    page.get_by_label("Learn from it").check()
    page.get_by_role("button", name="Keep this story").click()
    expect(page.get_by_text("Your story is kept.")).to_be_visible()
    check_page(page)
    assert page.evaluate("sessionStorage.length") == 0
