"""
Every page of the list in tests/world.py, at both widths: full, with long words, empty, and refused.

What is asked of each is in ``check_page``: WCAG 2.2 AA by axe, nothing wider than the screen, one
first heading, a title.
"""

from collections.abc import Callable, Iterable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.human.listening.testing import a_story
from tests.world import LONG, OWN_PAGES, Table, World, a_world, pages

SignIn = Callable[[Page, Person], None]
CheckPage = Callable[[Page], None]

FILES = {"listening:export", "measures:export"}
# Sending these with nothing chosen does what they say.
CONFIRMS = {
    "logbook:withdraw",
    "systems:end_seat",
    "people:rename",
    "home:visit_sheet",
    "introductions:agree",
    "introductions:meet",
    "introductions:let_go",
}


def visit(page: Page, urls: Iterable[tuple[str, str]], check: Callable[[], None]) -> None:
    """Check every page, and only then say which of them are not right."""
    wrong = []
    for name, url in urls:
        answer = page.goto(url)
        try:
            assert answer is not None
            assert answer.ok, f"answers {answer.status}"
            check()
        except AssertionError as error:
            wrong.append(f"{name}: {error}")
    assert not wrong, "\n".join(wrong)


def own_pages() -> list[tuple[str, str]]:
    return [(name, reverse(name)) for name in OWN_PAGES]


def of(table: Table) -> list[tuple[str, str]]:
    return [(name, url) for name, url in pages(table).items() if name not in FILES]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.mark.parametrize("which", ["place", "life"])
def test_every_page_of_a_table(
    page: Page, sign_in: SignIn, check_page: CheckPage, world: World, which: str
) -> None:
    sign_in(page, world.ruth)
    visit(page, of(getattr(world, which)), lambda: check_page(page))


def test_every_page_of_a_table_with_long_words(
    page: Page, sign_in: SignIn, check_page: CheckPage
) -> None:
    world = a_world(words=LONG, name=LONG)
    for number in range(60):
        a_story(system=world.place.system, by=world.ruth, words=f"{number}. {LONG}")
    sign_in(page, world.ruth)
    visit(page, [*of(world.place), *own_pages()], lambda: check_page(page))


@pytest.mark.parametrize("which", ["place", "life"])
def test_every_page_of_an_empty_table(
    page: Page, sign_in: SignIn, check_page: CheckPage, which: str
) -> None:
    ruth = a_person("Ruth Tanner")
    made: Callable[..., System] = a_life if which == "life" else a_system
    system = made(by=ruth, name="Begun today", purpose="")
    names = [
        "home:system systems:table systems:wordings systems:within systems:invite logbook:asks",
        "listening:stories listening:visits sensemaking:insights experiments:tries",
    ]
    urls = [(n, reverse(n, args=[system.pk])) for line in names for n in line.split()]
    sign_in(page, ruth)
    visit(page, urls, lambda: check_page(page))


def test_every_other_page_of_somebody_new(
    page: Page, sign_in: SignIn, check_page: CheckPage
) -> None:
    sign_in(page, a_person("Nye Nobody"))
    visit(page, own_pages(), lambda: check_page(page))


@pytest.mark.parametrize("which", ["place", "life"])
def test_every_question_left_unanswered(
    page: Page, sign_in: SignIn, check_page: CheckPage, world: World, which: str
) -> None:
    """Sent with nothing in it, a form says what to do, and the summary leads to the question."""
    sign_in(page, world.ruth)
    refused = []

    def send_nothing() -> None:
        asks = "main form[method=post]:has(textarea, input[type=text], select)"
        # What is folded away asks nothing yet.
        buttons = page.locator(asks).first.locator("button").locator("visible=true")
        if not buttons.count():
            return
        buttons.last.click()
        summary = page.locator(".govuk-error-summary")
        if summary.count():
            refused.append(page.url)
            check_page(page)
            leads_to_questions(page)

    urls = [(n, u) for n, u in [*of(getattr(world, which)), *own_pages()] if n not in CONFIRMS]
    visit(page, urls, send_nothing)
    assert len(refused) >= 10


def leads_to_questions(page: Page) -> None:
    links = page.locator(".govuk-error-summary a")
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href") or ""
        assert page.locator(target).count() == 1, f"{target} is not on {page.url}"
