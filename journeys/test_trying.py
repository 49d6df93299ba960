"""Somebody tries something because of what was heard; what they learn reaches others."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.sensemaking.testing import an_insight

from .conftest import CheckPage, SignIn

TRIED = "Ring before the first letter goes."
LEARNT = "A call costs ten minutes and saves three letters. We go on ringing."
PRINCIPLE = "Speak before you write; how is yours to find."


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def joan(ruth: Person) -> Person:
    return a_person("Joan Okafor", by=ruth)


def test_trying_because_of_what_was_understood(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, joan: Person
) -> None:
    # Given what Ruth's table thinks is going on, and Joan who just sits there
    table = a_system(by=ruth, name="Council tax, differently")
    a_seat(table, by=ruth, person=joan)
    olu = a_person("Olu Martin", by=ruth)
    larger = a_system(by=olu, name="Gateshead")
    systems.place_within(inner=table, outer=larger, by=ruth)
    insight = an_insight(system=table, by=ruth, words="Letters frighten people.")
    # When Joan goes on from it and tries something, asking nobody
    sign_in(page, joan)
    page.goto(reverse("home:thread", args=[insight.pk]))
    check_page(page)
    page.get_by_role("link", name="Try something because of this").click()
    check_page(page)
    begin(page, check_page)
    # Then it goes on, because of what was understood
    expect(page.get_by_role("heading", level=1)).to_have_text(TRIED)
    expect(page.get_by_text("Letters frighten people.")).to_be_visible()
    expect(page.get_by_text("Yes: they gave us the number.")).to_be_visible()
    check_page(page)
    # And what is good and what is hard stand in its diary side by side
    notice(page, good="She cried with relief.", hard="We reach nobody before six.")
    check_page(page)
    # When she keeps it, with a word for those whose stories it came of
    conclude(page, "Embed it", LEARNT, tellers="Somebody rings you first now.")
    # Then that is how it stands
    expect(page.get_by_text("We embed it")).to_be_visible()
    expect(page.get_by_text(LEARNT)).to_be_visible()
    check_page(page)
    # When she says anew what they do with it: offer it to the table theirs sits within
    offer_it_to(page, "Gateshead", check_page)
    expect(page.get_by_text("We offer it to others")).to_be_visible()
    check_page(page)
    # Then Olu, who sits there and not here, reads the principle and no more
    sign_in(page, olu)
    page.goto("/")
    page.get_by_role("link", name="Gateshead").first.click()
    check_page(page)
    page.get_by_role("link", name=re.compile(f"^{PRINCIPLE}")).click()
    expect(page.get_by_text(PRINCIPLE)).to_be_visible()
    expect(page.get_by_text("make your own of it, and ask them")).to_be_visible()
    expect(page.get_by_text("Somebody rings you first now.")).to_have_count(0)
    check_page(page)


def begin(page: Page, check_page: CheckPage, *, their_say: str = "") -> None:
    page.get_by_label("What are you going to try?").fill(TRIED)
    page.get_by_role("button", name="Begin").click()
    # Legal and safe are all that is asked, and both are.
    expect(page.get_by_role("alert")).to_contain_text("Is it legal?")
    expect(page.get_by_role("alert")).to_contain_text("Is it safe?")
    expect(page.get_by_label("What are you going to try?")).to_have_value(TRIED)
    check_page(page)
    page.get_by_label("Is it legal?").fill("Yes: they gave us the number.")
    page.get_by_label("Is it safe?").fill("Yes: we say who we are, and leave no message.")
    page.get_by_label("What do you hope to see?").fill("That nobody is afraid of us.")
    if their_say:
        expect(page.get_by_role("alert")).to_contain_text("Write what the person says")
        page.get_by_label("What does the person say about trying it?").fill(their_say)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("You have begun.")).to_be_visible()


def notice(page: Page, *, good: str, hard: str) -> None:
    page.get_by_role("link", name="Write down what you noticed").click()
    page.get_by_role("button", name="Put it in the diary").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what you noticed")
    page.get_by_label("What is good about it?").fill(good)
    page.get_by_label("What is hard, or has got worse?").fill(hard)
    page.get_by_role("button", name="Put it in the diary").click()
    expect(page.get_by_text(good)).to_be_visible()
    expect(page.get_by_text(hard)).to_be_visible()


def conclude(page: Page, how: str, words: str, *, tellers: str = "") -> None:
    page.get_by_role("link", name="Say what we do with it").click()
    page.get_by_label("What have you learnt, and what do you do now?").fill(words)
    page.get_by_label(how).check()
    if tellers:
        page.get_by_role("button", name="Write it down").click()
        expect(page.get_by_role("alert")).to_contain_text("will read")
        expect(page.get_by_label(how)).to_be_checked()
        page.get_by_label("What shall we tell the people").fill(tellers)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("It can be said anew whenever you learn more.")).to_be_visible()


def offer_it_to(page: Page, other: str, check_page: CheckPage) -> None:
    page.get_by_role("link", name="Say anew what we do with it").click()
    page.get_by_label("What have you learnt, and what do you do now?").fill(PRINCIPLE)
    page.get_by_label("Offer it to others").check()
    page.get_by_label("What shall we tell the people").fill("Others may ring first too now.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whom you offer it to")
    check_page(page)
    page.get_by_label(other).check()
    page.get_by_role("button", name="Write it down").click()


def test_trying_in_a_life(page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person) -> None:
    # Given Rosa's life, and Ruth who walks alongside her
    life = a_life(by=ruth, name="Rosa", purpose="To see my sister again.")
    insight = an_insight(system=life, by=ruth, words="The bus is what is missing.")
    sign_in(page, ruth)
    page.goto(insight.get_absolute_url())
    neutral(page, check_page)
    page.get_by_role("link", name="What came of it").click()
    neutral(page, check_page)
    page.get_by_role("link", name="Try something because of this").click()
    neutral(page, check_page)
    # When something is tried, one sentence more is asked: what Rosa says about it
    begin(page, check_page, their_say="I would like that, on a Sunday.")
    # Then her words stand on its page
    expect(page.get_by_text("I would like that, on a Sunday.")).to_be_visible()
    neutral(page, check_page)
    notice(page, good="She saw her sister.", hard="The bus was cold.")
    neutral(page, check_page)
    # And it can be kept, and not offered from here: beyond her life it goes by her yes only
    page.get_by_role("link", name="Say what we do with it").click()
    expect(page.get_by_label("Offer it to others")).to_have_count(0)
    neutral(page, check_page)
    page.go_back()
    conclude(page, "Keep it", "Sundays it is.", tellers="We keep the Sundays.")
    neutral(page, check_page)


def neutral(page: Page, check_page: CheckPage) -> None:
    """A page about a life says so nowhere in its title, and one may leave it at once."""
    expect(page.get_by_role("link", name="Exit this page")).to_be_in_viewport()
    assert page.title() in {"Alongside", "What matters · Alongside", "What came of it · Alongside"}
    check_page(page)
