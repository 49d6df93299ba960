"""An empty place becomes one where two people learn together."""

import re
from urllib.parse import urlsplit

from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from .conftest import CheckPage, OpenBrowser

WORDS = "four plain words here"
TOLD = "The bus stops before the clinic opens."


def test_the_first_ten_minutes(
    page: Page, open_browser: OpenBrowser, check_page: CheckPage, width: int
) -> None:
    # Given a place where nobody is yet, Jo begins it
    page.goto(reverse("home:start"))
    begin_the_place(page)
    check_page(page)
    # And a system in it, with a purpose in somebody's words
    page.get_by_role("link", name="Begin another table").click()
    check_page(page)
    found_a_system(page, check_page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Getting to the clinic")
    check_page(page)
    # When she invites somebody nobody here has heard of
    page.get_by_role("link", name="Everyone, and how they came to be here").click()
    check_page(page)
    page.get_by_role("link", name="Invite somebody").click()
    invite_ben(page, check_page)
    expect(page.get_by_text("They are asked.")).to_be_visible()
    expect(page.get_by_text("Ben Ode, ben@example.org")).to_be_visible()
    check_page(page)
    # Then Ben has an e-mail with an address, and nothing about the table
    [message] = mail.outbox
    assert message.to == ["ben@example.org"]
    assert "clinic" not in f"{message.subject} {message.body}"
    # And comes in by it with a code, to find the table and tell a story
    his = open_browser(width)
    come_in(his, address_in(str(message.body)))
    his.get_by_role("link", name="Jo Bell asks you to a table").click()
    check_page(his)
    his.get_by_role("button", name="Yes").click()
    expect(his.get_by_text("You sit here now.")).to_be_visible()
    his.goto(reverse("home:front"))
    expect(his.get_by_role("link", name="Getting to the clinic")).to_be_visible()
    check_page(his)
    his.get_by_role("link", name="Getting to the clinic").click()
    his.get_by_role("link", name="Tell a story").click()
    his.get_by_label("The story").fill(TOLD)
    his.get_by_label("My own").check()
    his.get_by_label("Open", exact=True).check()
    his.get_by_role("button", name="Keep this story").click()
    expect(his.get_by_text("Your story is kept.")).to_be_visible()
    check_page(his)
    # And Jo, who holds the table, owes him an answer
    page.goto(reverse("home:owed"))
    expect(page.get_by_text(f"“{TOLD}”")).to_be_visible()
    check_page(page)
    # And nobody begins this place a second time
    answer = page.goto(reverse("home:start"))
    assert answer is not None
    assert answer.status == 404


def begin_the_place(page: Page) -> None:
    page.get_by_label("What is the place called?").fill("Barrow")
    page.get_by_label("What is your name?").fill("Jo Bell")
    page.get_by_label("What is your e-mail address?").fill("jo@example.org")
    page.get_by_label("Choose a password", exact=True).fill(WORDS)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It has begun.")).to_be_visible()


def found_a_system(page: Page, check_page: CheckPage) -> None:
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what it is the system of")
    check_page(page)
    page.get_by_label("A team").check()
    page.get_by_role("button", name="Go on").click()
    check_page(page)
    page.get_by_label("What is it called?").fill("Getting to the clinic")
    page.get_by_label("What is it for?").fill("Let me get there when I am ill.")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_contain_text("Write whose words these are")
    expect(page.get_by_label("What is it called?")).to_have_value("Getting to the clinic")
    check_page(page)
    page.get_by_label("Whose words are these?").fill("people at the stop")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It has begun.")).to_be_visible()


def invite_ben(page: Page, check_page: CheckPage) -> None:
    check_page(page)
    page.get_by_label("A person’s e-mail address").fill("ben@example.org")
    page.get_by_label("As what are they here?").fill("drives the 14")
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_role("alert")).to_contain_text("Write their name")
    check_page(page)
    page.get_by_label("What is their name?").fill("Ben Ode")
    page.get_by_role("button", name="Invite them").click()


def address_in(message: str) -> str:
    [address] = re.findall(r"https?://\S+", message)
    return str(urlsplit(address).path)


def come_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail address").fill("ben@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/**")
    body = str(mail.outbox[-1].body)
    [code] = re.findall(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", body, re.MULTILINE)
    page.locator("input[name=code]").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What I’m part of")
