"""On a phone: a conversation noted, a line put right, another worker chosen, somebody leaves."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.lives import actions
from alongside.human.lives.testing import a_freedom, a_life_with, a_line

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone

pytestmark = on_a_phone
TALKED = "Tea, twice. She showed me the wallpaper before she said anything about herself."
MATTERS = "Nobody moves a chair without asking."
RIGHT = "I’m not housebound. I’m in."


@pytest.fixture
def maya() -> Person:
    return a_person("Maya Endacott")


@pytest.fixture
def rosa(maya: Person) -> Person:
    return a_person("Rosa", by=maya)


@pytest.fixture
def life(maya: Person, rosa: Person) -> System:
    return a_life_with(by=maya, whose=rosa, purpose="I want to want to go out again.")


def test_a_conversation_is_noted_and_what_matters_leads(
    page: Page, sign_in: SignIn, check_page: CheckPage, maya: Person, life: System
) -> None:
    # Given Maya, on the doorstep, with the people she walks alongside
    sign_in(page, maya)
    page.goto(reverse("lives:mine"))
    check_page(page)
    page.get_by_role("link", name="Rosa", exact=False).first.click()
    # Then what matters and noting a conversation are in sight without scrolling
    for seen in (
        page.get_by_text("I want to want to go out again.").first,
        page.get_by_role("link", name="Note a conversation"),
    ):
        expect(seen).to_be_in_viewport()
    check_page(page)
    # When she notes what they talked about
    page.get_by_role("link", name="Note a conversation").click()
    check_page(page)
    page.get_by_label("What did you talk about?").fill(TALKED)
    expect(page.get_by_label("What does it belong under?")).to_be_hidden()
    page.get_by_label("Did they say what matters to them?").fill(MATTERS)
    expect(page.get_by_label("What does it belong under?")).to_be_visible()
    # And the page is lost and opened again, the words are there still
    page.reload()
    expect(page.get_by_label("What did you talk about?")).to_have_value(TALKED)
    page.get_by_role("button", name="Keep it").click()
    # Then it is kept, and there to be read out; that is right, she says
    expect(page.get_by_text("The conversation is kept.")).to_be_visible()
    expect(page.get_by_text(TALKED)).to_be_visible()
    expect(page.get_by_role("link", name="Put a line right")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Yes, that is right").click()
    # And what matters stands at the top of the page
    expect(page.get_by_role("link", name=re.compile(MATTERS))).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Note a conversation").click()
    expect(page.get_by_label("What did you talk about?")).to_have_value("")


def test_a_conversation_is_spoken(
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    maya: Person,
    life: System,
    width: int,
) -> None:
    # Given a phone whose microphone Maya lets the page use
    page = open_browser(width, permissions=["microphone"])
    page.add_init_script(A_MICROPHONE)
    sign_in(page, maya)
    page.goto(reverse("lives:note", args=[life.pk]))
    # When she says it instead
    page.get_by_role("button", name="Say it instead").click()
    expect(page.get_by_text("Recording, 0:01")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Recorded, 0:0")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Keep it").click()
    # Then the recording is kept with the conversation
    expect(page.get_by_text("The conversation is kept.")).to_be_visible()
    expect(page.locator("audio")).to_be_visible()
    check_page(page)


def test_words_half_written_go_when_the_page_does(
    open_browser: OpenBrowser, sign_in: SignIn, maya: Person, rosa: Person, life: System, width: int
) -> None:
    # Given Maya, writing in a life, and about something else
    page = open_browser(width)
    sign_in(page, maya)
    elsewhere = a_system(by=maya, name="Sundays")
    page.goto(reverse("listening:tell", args=[elsewhere.pk]))
    page.get_by_label("The story").fill("Half a story.")
    page.goto(reverse("lives:note", args=[life.pk]))
    page.get_by_label("What did you talk about?").fill(TALKED)
    # When Rosa leaves, and Maya opens the life
    actions.leave(life=life, by=rosa)
    page.goto(life.get_absolute_url())
    # Then it is not there, and nothing of it is left in this tab; what is not of it is
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert TALKED not in page.evaluate("JSON.stringify(sessionStorage)")
    assert "Half a story." in page.evaluate("JSON.stringify(sessionStorage)")


# A tone, as the microphone of a machine that has none.
A_MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const out = context.createMediaStreamDestination()
  tone.connect(out)
  tone.start()
  return out.stream
}
"""


def test_the_person_puts_a_line_right(
    page: Page, sign_in: SignIn, check_page: CheckPage, maya: Person, rosa: Person, life: System
) -> None:
    # Given something Maya wrote down as she understood it
    a_line(life, by=maya, words="Housebound since the spring.", own_words=False)
    # When Rosa reads it on her page and puts it right
    sign_in(page, rosa)
    page.goto(life.get_absolute_url())
    page.get_by_role("link", name="Housebound since the spring.").click()
    expect(page.get_by_text("as Maya Endacott understood it")).to_be_visible()
    page.get_by_role("link", name="Put it right").click()
    check_page(page)
    page.get_by_role("button", name="Put it right").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)
    page.get_by_label("How is it really?").fill(RIGHT)
    page.get_by_role("button", name="Put it right").click()
    # Then her words lead, and what stood there is folded away, with the day it goes
    expect(page.get_by_text(RIGHT)).to_be_visible()
    expect(page.get_by_text("Housebound since the spring.")).to_be_hidden()
    page.get_by_text("What stood here before").click()
    expect(page.get_by_text("Its words are deleted on")).to_be_visible()
    check_page(page)
    page.goto(life.get_absolute_url())
    expect(page.get_by_role("link", name=RIGHT)).to_be_visible()
    expect(page.get_by_text("Housebound since")).to_have_count(0)


def test_the_person_asks_for_somebody_else_and_chooses(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    rosa: Person,
    life: System,
    width: int,
) -> None:
    # Given Dev, who works where Rosa asks
    dev = a_person("Dev Anand")
    a_membership(dev, an_organisation("Kettle Outreach"))
    # When Rosa asks for somebody else, and gives no reason
    sign_in(page, rosa)
    page.goto(life.get_absolute_url())
    page.get_by_role("link", name="Change, stop, or choose").click()
    check_page(page)
    page.get_by_role("link", name="I would like somebody else").click()
    check_page(page)
    page.get_by_label("somebody else, please find them").select_option(label="Kettle Outreach")
    page.get_by_role("button", name="Ask", exact=True).click()
    # Then she sees who has it, and since when
    expect(page.get_by_text("They have had it since today.")).to_be_visible()
    check_page(page)
    # And Dev sees that somebody asks, and nothing of her
    theirs = open_browser(width)
    sign_in(theirs, dev)
    theirs.goto(reverse("lives:mine"))
    expect(theirs.get_by_text("Somebody asks Kettle Outreach")).to_be_visible()
    expect(theirs.get_by_text("Rosa")).to_have_count(0)
    check_page(theirs)
    theirs.get_by_role("button", name="I would walk with them").click()
    expect(theirs.get_by_text("Now they choose.")).to_be_visible()
    # When she chooses Dev, with Maya there two weeks more
    page.goto(reverse("home:front"))
    page.get_by_role("link", name="Somebody said yes").click()
    check_page(page)
    page.get_by_label("Dev Anand").check()
    page.get_by_role("button", name="Choose").click()
    # Then Dev walks alongside
    expect(page.get_by_text("Dev Anand walks alongside from now on.")).to_be_visible()
    check_page(page)
    theirs.goto(reverse("lives:mine"))
    theirs.get_by_role("link", name="Rosa", exact=False).first.click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Rosa")


def test_the_person_leaves_while_their_worker_has_the_page_open(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    maya: Person,
    rosa: Person,
    life: System,
    width: int,
) -> None:
    # Given Maya with Rosa's page open
    hers = open_browser(width)
    sign_in(hers, maya)
    hers.goto(reverse("lives:all_that_matters", args=[life.pk]))
    # When Rosa leaves
    sign_in(page, rosa)
    page.goto(reverse("lives:alongside", args=[life.pk]))
    page.get_by_role("link", name="I want to leave").click()
    check_page(page)
    page.get_by_role("button", name="Leave").click()
    # Then it is hers still, and the very next thing Maya asks for is not there
    expect(page.get_by_text("You have left.")).to_be_visible()
    check_page(page)
    hers.get_by_role("link", name="Note a conversation").click()
    expect(hers.get_by_text("Rosa")).to_have_count(0)


def test_somebody_without_a_phone_leaves_with_a_card_and_comes_back(
    page: Page, open_browser: OpenBrowser, sign_in: SignIn, check_page: CheckPage, width: int
) -> None:
    # Given Danny, who has no phone, beside Nkechi
    nkechi, ann = a_person("Nkechi Obi"), a_person("Ann Rowe")
    danny = a_life_with(by=nkechi, name="Danny")
    sign_in(page, nkechi)
    page.goto(reverse("lives:leave", args=[danny.pk]))
    check_page(page)
    page.get_by_role("button", name="They leave").click()
    # Then he has a card
    code = page.locator(".code").inner_text()
    check_page(page)
    # And when he is back, with somebody he trusts, it goes on where it was
    anns = open_browser(width)
    sign_in(anns, ann)
    anns.goto(reverse("lives:mine"))
    anns.get_by_role("link", name="Somebody is back, with their card").click()
    check_page(anns)
    anns.get_by_label("The code on their card").fill(code)
    anns.get_by_role("button", name="Open").click()
    expect(anns.get_by_role("heading", level=1)).to_have_text("Danny")


def test_somebody_by_name_backs_a_worker(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    maya: Person,
    life: System,
    width: int,
) -> None:
    # Given the cinema, and nobody who backs Maya yet
    freedom, bea = a_freedom(life, by=maya), a_person("Bernadette Coyle")
    a_seat(a_system(by=maya), by=maya, person=bea)  # so that she can name her
    sign_in(page, maya)
    page.goto(freedom.entry.get_absolute_url())
    expect(page.get_by_text("Nobody yet. Maya Endacott would carry it alone.")).to_be_visible()
    check_page(page)
    # When she asks Bernadette, with Rosa's yes
    page.get_by_role("link", name="Ask somebody to back it").click()
    check_page(page)
    page.get_by_label("Who stands behind this?").fill(bea.email)
    page.get_by_label("The person knows that they will read this page").check()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("asked; has had it since today")).to_be_visible()
    check_page(page)
    # Then Bernadette reads that one thing, and says so under her own name
    beas = open_browser(width)
    sign_in(beas, bea)
    beas.goto(reverse("home:front"))
    beas.get_by_role("link", name="Maya Endacott asks you to stand behind them").click()
    check_page(beas)
    beas.get_by_role("button", name="I back this").click()
    expect(beas.get_by_role("heading", level=1)).to_have_text("You back this")
    check_page(beas)
    page.reload()
    expect(page.get_by_text("“I back this.”")).to_be_visible()
