"""A browser, somebody signed in to it, and what is asked of every page."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from alongside.foundation.people.models import Person

# Playwright's loop runs in this thread, so Django takes everything for asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"phone": 390, "desk": 1280}

# Two cores may have more to do than this.
expect.set_options(timeout=15_000)

SignIn = Callable[[Page, Person], None]
CheckPage = Callable[[Page], None]
OpenBrowser = Callable[..., Page]

# For a journey that is long, or where the width changes nothing; and for what needs the room.
on_a_phone = pytest.mark.parametrize("width", ["phone"], indirect=True)
at_a_desk = pytest.mark.parametrize("width", ["desk"], indirect=True)


@pytest.fixture(autouse=True)
def _with_a_database(transactional_db: None) -> None:
    """The site runs in another thread, so what a journey sets up is committed."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("There is no Chromium here. On Debian: sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    """A journey that asks for a page is made twice: on a phone and at a desk."""
    return WIDTHS[request.param]


@pytest.fixture
def open_browser(browser: Browser, live_server: LiveServer) -> Iterator[OpenBrowser]:
    """
    Somebody else's browser, or another kind of one. A page of it fails the journey if its scripts
    fail or it asks anything of another site, except of those ``beyond``, which are never reached.
    """
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def opening(width: int, height: int = 900, *, beyond: str = "", **kind: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            **kind,
        )
        opened.append(context)
        here = (live_server.url, "data:", "blob:", *([beyond] if beyond else []))
        if beyond:
            context.route(f"{beyond}**", lambda route: route.fulfill(body="Elsewhere"))
        page = context.new_page()
        watch(page, here, wrong)
        return page

    yield opening
    for context in opened:
        context.close()
    assert wrong == []


def watch(page: Page, here: tuple[str, ...], wrong: list[str]) -> None:
    """Note what goes wrong on a page, and what it asks of anywhere but here."""

    def asked(request: Request) -> None:
        if not request.url.startswith(here):
            wrong.append(f"asked elsewhere: {request.url}")

    def said(message: ConsoleMessage) -> None:
        # That a page was refused, or the connection lost, is the journey's own doing.
        expected = "status of" in message.text or "ERR_INTERNET_DISCONNECTED" in message.text
        if message.type == "error" and not expected:
            wrong.append(f"console: {message.text}")

    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", asked)
    page.on("console", said)


@pytest.fixture
def page(open_browser: OpenBrowser, width: int) -> Page:
    """A browser as wide as the journey is made."""
    return open_browser(width)


@pytest.fixture
def sign_in(live_server: LiveServer) -> SignIn:
    """Sign somebody in by a session of theirs, without the pages for it."""

    def signing_in(page: Page, person: Person) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key or "",
                    "url": live_server.url,
                }
            ]
        )

    return signing_in


@pytest.fixture
def check_page(request: pytest.FixtureRequest, width: int) -> CheckPage:
    """
    What is asked of every page in every state: no violation of WCAG 2.2 AA, nothing wider than
    the screen, one first heading, a title. Keeps a picture where ALONGSIDE_SCREENSHOTS says.
    """
    pictures = os.environ.get("ALONGSIDE_SCREENSHOTS")
    seen: list[str] = []

    def checking(page: Page) -> None:
        page.wait_for_load_state()
        seen.append(page.url)
        if pictures:
            name = re.sub(r"\W+", "-", request.node.name.split("[")[0].removeprefix("test_"))
            folder = Path(pictures)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}-{len(seen)}-{width}.png", full_page=True)
        check_axe(page)
        assert page.title().strip(), f"{page.url} has no title"
        assert page.locator("h1").count() == 1, f"{page.url} has not exactly one first heading"
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than a screen of {width}"

    return checking


def check_axe(page: Page, *, but: Sequence[str] = ()) -> None:
    """Fail, and say what and where, if axe finds a violation of WCAG 2.2 AA, ``but`` for these."""
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {rule: {"enabled": False} for rule in but},
    }
    results = Axe().run(page, options=options)
    wrong = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in violation["nodes"])
        for violation in results.response["violations"]
    ]
    assert not wrong, f"{page.url}\n  " + "\n  ".join(wrong)
