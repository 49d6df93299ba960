"""A sign comes in, somebody knocks, and they talk. Nothing of that goes back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_life_with
from alongside.human.signals.models import Knock
from alongside.human.signals.signs import Who
from alongside.human.signals.testing import a_knock, a_source, the_worker_comes

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone

WHO = {"name": "Rosa Hall", "address": "3 Elm Street, Gateshead NE8 1AA"}


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    an_organisation("Gateshead Council", by=ruth)
    return a_system(by=ruth, name="Council tax, differently")


@pytest.fixture
def tom(ruth: Person, table: System) -> Person:
    tom = a_person("Tom Reay", by=ruth)
    a_seat(table, by=ruth, person=tom, as_what="council tax officer")
    return tom


@on_a_phone
def test_a_sign_becomes_a_conversation(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    tom: Person,
    table: System,
    width: int,
) -> None:
    # Given a source that Ruth lets speak to her table
    sign_in(page, ruth)
    a_source_begun(page, table, check_page)
    # And a token that somebody of the council makes, who does not sit there
    token = a_token(open_browser(width), sign_in, page.url, check_page)
    # When it says that Rosa missed a payment, and the next morning comes
    tell(token)
    the_worker_comes()
    Knock.objects.update(from_when=timezone.now())
    # Then Tom sees that there is a door, and not whose it is, until he takes it
    his = open_browser(width)
    sign_in(his, tom)
    his.goto("/")
    his.get_by_role("link", name="Doors wait for one of you").click()
    expect(his.get_by_role("heading", name="Missed payment")).to_be_visible()
    expect(his.get_by_text("Rosa Hall")).to_have_count(0)
    check_page(his)
    his.get_by_role("button", name="Take it").click()
    expect(his.get_by_text("Rosa Hall")).to_be_visible()
    expect(his.get_by_text("It does not mean they will not pay.")).to_be_visible()
    check_page(his)
    assert "Rosa" not in his.title()
    # And letters are asked to wait, and do
    ask_and_pause(his, page, check_page)
    # And nobody is home the first time
    his.get_by_role("button", name="Nobody home").click()
    expect(his.get_by_text("Nobody was home once")).to_be_visible()
    # And there is a card to leave, that says how to say no and names nobody
    a_card_to_leave(his, check_page)
    # And the second time they talk: nobody is named any more, and a life is begun only if she wants
    his.get_by_role("button", name="We talked").click()
    expect(his.get_by_text("What was said is theirs.")).to_be_visible()
    expect(his.get_by_text("Rosa Hall")).to_have_count(0)
    expect(his.get_by_role("link", name="Begin with them")).to_be_visible()
    check_page(his)
    assert not System.objects.filter(scale="life").exists()
    # And the door was Tom's alone: Ruth cannot open it
    page.goto(his.url)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Things may have got harder")
    expect(page.get_by_text("Rosa Hall")).to_have_count(0)


def a_token(hers: Page, sign_in: SignIn, url: str, check_page: CheckPage) -> str:
    council = Organisation.objects.get(name="Gateshead Council")
    sign_in(hers, a_membership(a_person("Tess Quinn"), council).person)
    hers.goto(url)
    check_page(hers)
    hers.get_by_role("button", name="Make a token").click()
    check_page(hers)
    return hers.locator(".token code").inner_text()


def a_source_begun(page: Page, table: System, check_page: CheckPage) -> None:
    page.goto(table.get_absolute_url())
    page.get_by_role("link", name="Where we hear of it").click()
    check_page(page)
    page.get_by_role("link", name="Let a source tell us").click()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)
    page.get_by_label("What is it called?").fill("Council tax")
    page.get_by_label("Whose is it?").select_option(label="Gateshead Council")
    page.get_by_label("What may they say?").fill("Missed payment")
    page.get_by_label("What does that not mean?").fill("It does not mean they will not pay.")
    page.get_by_label("A law, or an agreement made under one").first.check()
    page.get_by_label("Which law or agreement is that?").fill("Digital Economy Act 2017, s.35")
    page.get_by_label("Who could pause what it does to people?").select_option(label=table.name)
    page.get_by_label("What can they pause?").fill("Letters about the debt")
    page.get_by_label("A law, or an agreement made under one").last.check()
    page.get_by_label("Which law or agreement is that one?").fill("Our own policy")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("makes the token, on this same page")).to_be_visible()
    check_page(page)


def tell(token: str) -> None:
    today = timezone.localdate()
    answer = Client().post(
        "/api/signals",
        {
            "what": "missed-payment",
            "when": today.isoformat(),
            "expires": (today + timedelta(days=60)).isoformat(),
            "who": WHO,
        },
        content_type="application/json",
        headers={"authorization": f"Bearer {token}", "idempotency-key": "the-first-one"},
    )
    assert answer.status_code == 202


def ask_and_pause(his: Page, hers: Page, check_page: CheckPage) -> None:
    his.get_by_role("link", name="Ask them to").click()
    check_page(his)
    his.get_by_role("button", name="Ask them").click()
    expect(his.get_by_text("They have had that since today")).to_be_visible()
    hers.goto("/")
    hers.get_by_role("link", name="You are asked to pause something").click()
    check_page(hers)
    hers.get_by_role("link", name="Letters about the debt").click()
    check_page(hers)
    hers.get_by_label("It is paused").check()
    hers.get_by_role("button", name="Answer them").click()
    expect(hers.get_by_text("Nothing is waiting for an answer.")).to_be_visible()
    his.reload()
    expect(his.get_by_text("Paused: Letters about the debt.")).to_be_visible()


def a_card_to_leave(his: Page, check_page: CheckPage) -> None:
    his.get_by_role("link", name="A card to leave with them").click()
    expect(his.get_by_role("heading", name="You can say no")).to_be_visible()
    expect(his.get_by_text("Rosa Hall")).to_have_count(0)
    check_page(his)
    his.get_by_role("link", name="Back").click()


def test_whose_life_it_is_reads_why_and_says_no(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, table: System
) -> None:
    # Given Rosa, who is known here, and a sign about her
    rosa, maya = a_person("Rosa", by=ruth), a_person("Maya", by=ruth)
    life = a_life_with(maya, whose=rosa)
    lives.know_by(life=life, by=maya, name="Rosa Hall", postcode="NE8 1AA")
    knock = a_knock(source=a_source(table=table, by=ruth), who=Who(**WHO))
    assert knock.life_id == life.pk
    # When she looks at what she is part of
    sign_in(page, rosa)
    page.goto("/")
    page.get_by_role("link", name="Why we came").click()
    # Then she reads who said what, what it does not mean, and how they named her
    expect(page.get_by_role("heading", level=1)).to_have_text("Why we came")
    expect(page.get_by_text("3 Elm Street")).to_be_visible()
    expect(page.get_by_text("It does not mean they will not pay")).to_be_visible()
    check_page(page)
    assert page.title() == "Alongside"
    # And she would rather not: that is all, and it holds
    page.get_by_role("button", name="I’d rather not").click()
    expect(page.get_by_text("That was a no.")).to_be_visible()
    expect(page.get_by_text("3 Elm Street")).to_have_count(0)
    check_page(page)
    page.get_by_role("link", name="Why we came").click()
    expect(page.get_by_text("It is forgotten on")).to_be_visible()
    check_page(page)
    # And the table that was told sees nothing of it
    sign_in(page, ruth)
    page.goto(f"/systems/{table.pk}/doors/")
    expect(page.get_by_text("None is waiting.")).to_be_visible()
    check_page(page)
