"""Somebody met again: asking to be introduced, a yes, one life of two, and all that is kept."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Download, Page, expect

from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.human.lives import actions
from alongside.human.lives.testing import a_life_with

from .conftest import CheckPage, SignIn, on_a_phone

HOSTEL = "She sleeps at the hostel by the river."
ABOUT_DEAN = "Her brother Dean owes her two hundred pounds."


@pytest.fixture
def ruth() -> Person:
    ruth = a_person("Ruth Tanner")
    a_membership(ruth, an_organisation("The Hub", by=ruth))
    return ruth


@pytest.fixture
def joan(ruth: Person) -> Person:
    joan = a_person("Joan Okafor", by=ruth)
    a_membership(joan, an_organisation("Citizens Advice", by=joan))
    return joan


@pytest.fixture
def life(ruth: Person) -> System:
    return a_life_with(ruth, name="Rosa", purpose="To see my girls again.")


def known_by(page: Page, name: str, year: str, postcode: str) -> None:
    page.get_by_label("Whole name, as on papers").fill(name)
    page.get_by_label("Day").fill("9")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill(year)
    page.get_by_label("Postcode").fill(postcode)


@on_a_phone
def test_being_introduced_to_somebody_met(
    page: Page,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    joan: Person,
    life: System,
) -> None:
    # Given what Rosa is known by, written down with her
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    page.get_by_text("Seldom needed").click()
    page.get_by_role("link", name=re.compile("is known by$")).click()
    check_page(page)
    known_by(page, "Rosa Hall", "1984", "NE8 1AA")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("9 March 1984")).to_be_visible()
    check_page(page)
    # When Joan, elsewhere, meets somebody and looks first
    sign_in(page, joan)
    page.goto(reverse("lives:mine"))
    page.get_by_role("link", name="Begin with somebody").click()
    check_page(page)
    page.get_by_label("Whole name, as on papers").fill("Rosa Hall")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("alert")).to_contain_text("Give two things about them")
    check_page(page)
    known_by(page, "Hall, Rosa Maria", "1984", "")
    page.get_by_role("button", name="Look").click()
    # Then she is told what everybody is told, and may ask
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody may know them")
    expect(page.get_by_text("Ruth")).to_have_count(0)
    check_page(page)
    page.get_by_label("What did they come to you about?").select_option("home")
    page.get_by_role("button", name="Ask to be introduced").click()
    expect(page.get_by_text("Hearing nothing tells nothing")).to_be_visible()
    check_page(page)
    asked = page.url
    # And Ruth is asked, and asks Rosa
    sign_in(page, ruth)
    page.goto("/")
    page.get_by_role("link", name="Somebody asks to meet a person you walk alongside").click()
    expect(page.get_by_role("heading", name="Joan Okafor, Citizens Advice")).to_be_visible()
    check_page(page)
    page.get_by_label("Yes, they would like that").check()
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_text("Nobody is waiting for an answer.")).to_be_visible()
    check_page(page)
    # Then Joan is told whom to talk to
    sign_in(page, joan)
    page.goto(asked)
    expect(page.get_by_text("Talk to Ruth Tanner")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Look for somebody else").click()
    expect(page.get_by_text("Yes: talk to Ruth Tanner")).to_be_visible()
    check_page(page)


@on_a_phone
def test_one_life_of_two(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, life: System
) -> None:
    # Given that Rosa was begun twice
    actions.know_by(life=life, by=ruth, name="Rosa Hall", postcode="NE8 1AA")
    other = a_life_with(ruth, name="Rosie")
    actions.know_by(life=other, by=ruth, name="Rosie Hall", postcode="NE8 1AA")
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    page.get_by_text("Seldom needed").click()
    page.get_by_role("link", name=re.compile("here twice")).click()
    expect(page.get_by_role("link", name="Rosie")).to_be_visible()
    check_page(page)
    # When she and Ruth bring them together
    page.get_by_label("Which other one is this person?").select_option("Rosie")
    page.get_by_label("They know, and say so too").check()
    page.get_by_role("button", name="Bring them together").click()
    check_page(page)
    # Then one stands for both, until they are taken apart
    page.goto(reverse("lives:mine"))
    expect(page.get_by_role("link", name="Rosie")).to_have_count(0)
    page.goto(life.get_absolute_url())
    check_page(page)
    page.get_by_text("Seldom needed").click()
    page.get_by_role("link", name=re.compile("here twice")).click()
    page.get_by_role("button", name="Take them apart again").click()
    page.goto(reverse("lives:mine"))
    expect(page.get_by_role("link", name="Rosie").first).to_be_visible()


def saved(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    found: Download = download.value
    return Path(found.path())


def test_all_that_is_kept(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, life: System
) -> None:
    # Given words about Rosa, and about her brother
    meg = a_person("Meg Shaw", by=ruth)
    a_membership(meg, ruth.memberships.get().organisation)
    an_entry(life, by=ruth, words=HOSTEL)
    an_entry(life, by=ruth, words=ABOUT_DEAN)
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    page.get_by_role("link", name="All that is kept").click()
    check_page(page)
    # When Ruth looks at what is about somebody else first
    page.get_by_role("link", name="Look at them").click()
    while ABOUT_DEAN not in page.locator("main").inner_text():
        page.get_by_label("Yes, as they are").check()
        page.get_by_role("button", name="Go on").click()
    check_page(page)
    page.get_by_label("It is about somebody else, who has not agreed").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("To cover words takes two")
    check_page(page)
    page.get_by_label("It is about somebody else, who has not agreed").check()
    page.get_by_label("If you cover them: who looks too?").select_option("Meg Shaw")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("You have looked at everything.")).to_be_visible()
    page.locator("main").get_by_role("link", name="All that is kept").last.click()
    expect(page.get_by_text("Meg Shaw has had it since today")).to_be_visible()
    check_page(page)
    # And Meg agrees
    sign_in(page, meg)
    page.goto("/")
    page.get_by_role("link", name="Look at what is covered in a file, as the second").click()
    check_page(page)
    page.get_by_label("Cover them").check()
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_text("Nobody is waiting for you.")).to_be_visible()
    check_page(page)
    # Then Ruth saves it for Rosa, and it says what is covered
    sign_in(page, ruth)
    page.goto(reverse("lives:all_of_it", args=[life.pk]))
    check_page(page)
    file = saved(page, "Save it as a page")
    text = file.read_text()
    assert HOSTEL in text
    assert ABOUT_DEAN not in text
    assert "Covered" in text
    data = json.loads(saved(page, "Save it as data").read_text())
    assert ABOUT_DEAN not in json.dumps(data)


def test_what_an_office_asks_for(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, life: System
) -> None:
    actions.know_by(life=life, by=ruth, name="Rosa Hall", postcode="NE8 1AA")
    an_entry(life, by=ruth, words=HOSTEL)
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    page.get_by_text("Seldom needed").click()
    page.get_by_role("link", name=re.compile("^Forms that offices want")).click()
    check_page(page)
    page.get_by_role("link", name="Statutory homelessness (H-CLIC)").click()
    expect(page.get_by_text("This is not all that is asked for.")).to_be_visible()
    expect(page.get_by_text(HOSTEL)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Save it as CSV").click()
    expect(page.get_by_role("alert")).to_contain_text("Check each line first")
    check_page(page)
    lived = page.get_by_label("Where they lived when they asked")
    lived.select_option(label="Social rented, supported housing or hostel")
    page.get_by_label("I have checked each line").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as CSV").click()
    assert "social_supported" in Path(download.value.path()).read_text(encoding="utf-8-sig")
