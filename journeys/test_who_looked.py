"""A person reads who looked at their life, asks about one look, and reads the answer."""

import re
from datetime import timedelta
from unittest.mock import patch

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import checkpoints
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Seat, System
from alongside.foundation.systems.testing import a_system
from alongside.human.listening.testing import a_story
from alongside.human.lives.testing import a_life_with, a_look, a_yes_to

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone

ASKS = "I never told Dev about my boy. Why did he open that?"
HOW = "I was looking for the rent letter, and opened the wrong thing. I am sorry."
ANSWER = "You were right to ask. Dev opened it once, by mistake. He can no longer see it."


class World:
    def __init__(self) -> None:
        self.ruth = a_person("Ruth Tanner")
        self.rosa = a_person("Rosa Hall", by=self.ruth)
        self.dev = a_person("Dev Patel", by=self.ruth)
        self.sam = a_person("Sam Steward", by=self.ruth)
        place = a_system(by=self.sam, name="Gateshead")
        systems.settle(system=place, by=self.sam)
        a_membership(self.dev, an_organisation("Citizens Advice Gateshead", by=self.sam))
        with patch("django.utils.timezone.now", return_value=ago(20)):
            self.life: System = a_life_with(by=self.ruth, name="Rosa", whose=self.rosa)
            Seat.objects.filter(system=self.life).update(since=ago(20))
        a_yes_to(
            self.life,
            by=self.rosa,
            recipient=self.dev,
            purpose="to put the rent right",
            categories=["home", "family"],
        )
        self.looks()

    def looks(self) -> None:
        rent = a_story(
            system=self.life, by=self.ruth, words="The rent is two months behind.", category="home"
        )
        boy = an_entry(self.life, by=self.ruth, words="My boy is not at home.", category="family")
        for days in (6, 3):
            with patch("django.utils.timezone.now", return_value=ago(days)):
                a_look(self.life, by=self.ruth, why="home:system", entries=[rent, boy])
                a_look(self.life, by=self.ruth, why="lives:all_that_matters")
        a_look(self.life, by=self.dev, why="listening:stories", entries=[rent])
        a_look(self.life, by=self.dev, why="home:thread", entries=[boy])


def ago(days: int) -> object:
    return timezone.now() - timedelta(days=days)


def open_looks(page: Page, world: World) -> None:
    page.goto(reverse("lives:who_looked", args=[world.life.pk]))


def test_a_look_does_not_seem_right(
    page: Page, sign_in: SignIn, check_page: CheckPage, open_browser: OpenBrowser, width: int
) -> None:
    world = World()
    # Given Rosa, who reads who looked
    sign_in(page, world.rosa)
    page.goto(reverse("home:system", args=[world.life.pk]))
    page.get_by_role("link", name="Who looked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who looked, and why")
    expect(page.get_by_text("Dev Patel").first).to_be_visible()
    check_page(page)
    # When she asks Sam about one look
    of_dev = re.compile("Ask about this.*Dev Patel, looked at what came of")
    page.get_by_text("Ask about one of these").first.click()
    page.get_by_role("link", name=of_dev).click()
    check_page(page)
    page.get_by_role("button", name="Ask").click()
    check_page(page)
    page.get_by_label("What does not seem right?").fill(ASKS)
    page.get_by_label("Who should look into it?").select_option(label="Sam Steward")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text(ASKS)).to_be_visible()
    check_page(page)
    # Then Dev knows at the same moment, and says how it was
    dev = open_browser(width)
    sign_in(dev, world.dev)
    dev.goto(reverse("lives:concerns"))
    check_page(dev)
    dev.get_by_role("link", name="of Sam Steward").click()
    dev.get_by_role("link", name="Say how it was").click()
    check_page(dev)
    dev.get_by_label("How was it?").fill(HOW)
    dev.get_by_role("button", name="Put it beside their words").click()
    expect(dev.get_by_text(HOW)).to_be_visible()
    # And Sam sees those looks, nothing else of her, and answers
    sam = open_browser(width)
    sign_in(sam, world.sam)
    sam.goto(reverse("lives:concerns"))
    check_page(sam)
    sam.get_by_role("link", name="About a look by Dev Patel").click()
    expect(sam.get_by_text("this is the one")).to_be_visible()
    expect(sam.get_by_text("My boy is not at home.")).to_have_count(0)
    check_page(sam)
    sam.get_by_role("link", name="Answer the person").click()
    sam.get_by_label("Your answer to the person").fill(ANSWER)
    check_page(sam)
    sam.get_by_role("button", name="Give this answer").click()
    # And Rosa reads the answer, and that both of them looked at what she asked
    page.reload()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    check_page(page)
    open_looks(page, world)
    expect(page.get_by_text("Read what you asked about a look").first).to_be_visible()
    check_page(page)


@on_a_phone
def test_without_a_phone_of_ones_own(page: Page, sign_in: SignIn, check_page: CheckPage) -> None:
    """Ruth opens it with Rosa beside her, on Ruth's phone, and it can be printed."""
    world = World()
    sign_in(page, world.ruth)
    open_looks(page, world)
    check_page(page)
    page.get_by_role("link", name="They are here with me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who looked, and why")
    check_page(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("Dev Patel").first).to_be_visible()
    expect(page.get_by_role("link", name="Ask about this").first).to_be_hidden()


def test_keeping_the_seal_of_a_day(page: Page, sign_in: SignIn, check_page: CheckPage) -> None:
    sam: Person = a_person("Sam Steward")
    sign_in(page, sam)
    page.goto(reverse("record:checkpoints"))
    check_page(page)
    made, _new = checkpoints.make()
    page.reload()
    check_page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="The seal of").click()
    assert download.value.path().read_text() == made.note
