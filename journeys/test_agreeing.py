"""On a phone: one plain question, a yes, its receipt; and taking it back while a page is open."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.human.lives.testing import a_life_with, a_yes_to, an_override

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone

TOLD = "I have not opened the letters about the rent."


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def dev(ruth: Person) -> Person:
    dev = a_person("Dev Patel")
    a_seat(a_system(by=ruth), by=ruth, person=dev)  # so that she can name him
    return dev


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(ruth, whose=rosa)


@on_a_phone
def test_asked_answered_and_a_receipt_to_take_home(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    life: System,
    ruth: Person,
    rosa: Person,
    dev: Person,
) -> None:
    # Given somebody who walks alongside Rosa, with her page open on their phone
    sign_in(page, ruth)
    page.goto(reverse("home:system", args=[life.pk]))
    page.get_by_role("link", name="Can I tell somebody?").click()
    check_page(page)
    # When they say who, about what, what for and until when
    page.get_by_label("e-mail address").fill(dev.email)
    page.get_by_label("Home and rent").check()
    page.get_by_label("What for?").fill("to put the rent right")
    page.get_by_role("button", name="See the question").click()
    # Then there is one plain question to read out
    question = "about your home and rent, to put the rent right, until it is sorted?"
    expect(page.locator(".one-question")).to_contain_text(f"Can I tell Dev Patel {question}")
    check_page(page)
    page.get_by_role("button", name="Ask them to answer here").click()
    expect(page.get_by_text("Nobody is told anything before they answer")).to_be_visible()
    # When Rosa comes upon it where her day begins, and says yes
    hers = open_browser(390)
    sign_in(hers, rosa)
    hers.goto("/")
    check_page(hers)
    hers.get_by_role("link", name="You are asked: can another know?").click()
    check_page(hers)
    hers.get_by_role("button", name="Yes", exact=True).click()
    # Then she has it on paper: what it gives, how to take it back, and what cannot be
    expect(hers.get_by_role("heading", level=1)).to_have_text("What you said yes to")
    expect(hers.get_by_text("What they have read or heard, they may still know")).to_be_visible()
    check_page(hers)
    # And Dev sees her page, for that alone
    his = open_browser(390)
    sign_in(his, dev)
    answer = his.goto(reverse("home:system", args=[life.pk]))
    assert answer is not None
    assert answer.status == 200


@on_a_phone
def test_taken_back_while_a_worker_has_the_page_open(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    life: System,
    ruth: Person,
    rosa: Person,
    dev: Person,
) -> None:
    # Given a worker who reads a story in Rosa's life, and is about to write something
    story = a_story(system=life, by=ruth, words=TOLD, category="home")
    a_yes_to(life, by=rosa, recipient=dev)
    reading, writing = open_browser(390), None
    sign_in(reading, dev)
    reading.goto(story.get_absolute_url())
    expect(reading.get_by_text(TOLD)).to_be_visible()
    writing = reading.context.new_page()
    writing.goto(reverse("lives:ask_to_share", args=[life.pk]))
    # When Rosa takes her yes back
    sign_in(page, rosa)
    page.goto(reverse("lives:who_may_know", args=[life.pk]))
    check_page(page)
    page.get_by_role("link", name="Take it back").click()
    expect(page.locator(".one-question")).to_contain_text("Can I tell Dev about your rent")
    check_page(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back. They can see nothing")).to_be_visible()
    check_page(page)
    # Then the next thing the worker touches is not there, and says nothing of her
    reading.get_by_role("link", name="What came of it").first.click()
    expect(reading.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    expect(reading.get_by_text(TOLD)).to_have_count(0)
    writing.get_by_label("What for?").fill("to go on as before")
    with writing.expect_response(lambda answer: answer.request.method == "POST") as sent:
        writing.get_by_role("button", name="See the question").click()
    assert sent.value.status == 404
    # And going back in the browser brings nothing back
    reading.go_back()
    expect(reading.get_by_text(TOLD)).to_have_count(0)


@on_a_phone
def test_what_was_done_without_a_yes_is_told_looked_at_and_stays(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    life: System,
    rosa: Person,
) -> None:
    # Given somebody who acted to keep Rosa safe, and could not reach her
    acted = an_override(life)
    sign_in(page, acted.acted_by)
    page.goto("/")
    page.get_by_role("link", name="Tell them what you did without their yes").click()
    check_page(page)
    # When they have told her
    page.get_by_label("On the phone").check()
    page.get_by_label("What did you tell them").fill("I rang, because I was worried.")
    page.get_by_role("button", name="They know now").click()
    expect(page.get_by_text("They were told on the phone")).to_be_visible()
    check_page(page)
    # And a second person has said how it looks
    other = open_browser(390)
    sign_in(other, acted.second)
    other.goto("/")
    other.get_by_role("link", name="Look at what was done without a yes").click()
    other.get_by_label("How does it look to you?").fill("Ringing first would have been quicker.")
    other.get_by_role("button", name="This is how it looks to me").click()
    check_page(other)
    # Then Rosa reads all of it among who may know what
    hers = open_browser(390)
    sign_in(hers, rosa)
    hers.goto(reverse("lives:who_may_know", args=[life.pk]))
    hers.get_by_role("link", name=acted.acted_by.name).click()
    expect(hers.get_by_text("Ringing first would have been quicker.")).to_be_visible()
    check_page(hers)
