"""Somebody comes to the door, by each of the ways in."""

import re

from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.foundation.people.testing import a_membership, a_person, an_organisation

from .conftest import CheckPage, SignIn

WORDS = "four plain words here"


def _code() -> str:
    [found] = re.findall(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[-1].body), re.MULTILINE)
    return str(found)


def test_beginning_an_empty_place(page: Page, check_page: CheckPage) -> None:
    page.goto(reverse("home:start"))
    check_page(page)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Write what the place is called").click()
    expect(page.get_by_label("What is the place called?")).to_be_focused()
    page.keyboard.type("Barrow")
    page.get_by_label("What is your name?").fill("Jo Bell")
    page.get_by_label("What is your e-mail address?").fill("jo@example.org")
    page.get_by_label("Choose a password", exact=True).fill(WORDS)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It has begun.")).to_be_visible()


def test_a_password_that_is_wrong_and_then_right(page: Page, check_page: CheckPage) -> None:
    ben = a_person("Ben Ode", email="ben@example.org")
    ben.set_password(WORDS)
    ben.save()
    page.goto(reverse("people:me"))
    check_page(page)
    page.get_by_label("E-mail address").fill("ben@example.org")
    page.get_by_label("Password", exact=True).fill("something else")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("ben@example.org")
    check_page(page)
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Ode")


def test_a_code_by_e_mail(page: Page, check_page: CheckPage) -> None:
    a_person("Ben Ode", email="ben@example.org")
    page.goto(reverse("account_request_login_code") + "?next=" + reverse("people:me"))
    check_page(page)
    page.get_by_label("E-mail address").fill("ben@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/**")
    check_page(page)
    page.locator("input[name=code]").fill(_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Ode")
    check_page(page)


def test_a_forgotten_password(page: Page, check_page: CheckPage) -> None:
    a_person("Ben Ode", email="ben@example.org")
    page.goto(reverse("account_reset_password"))
    check_page(page)
    page.get_by_label("E-mail address").fill("ben@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/**")
    check_page(page)
    page.locator("input[name=code]").fill(_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/complete/**")
    check_page(page)
    for box in page.locator("input[type=password]").all():
        box.fill(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/**")
    check_page(page)


def test_a_passkey(page: Page, check_page: CheckPage, sign_in: SignIn) -> None:
    ben = a_person("Ben Ode", email="ben@example.org")
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    _sign_in_by_code(page)
    page.goto(reverse("mfa_index"))
    check_page(page)
    page.goto(reverse("mfa_add_webauthn"))
    check_page(page)
    page.locator("input[name=name]").fill("My phone")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    assert Authenticator.objects.filter(user=ben, type="webauthn").exists()
    page.context.clear_cookies()
    page.goto(reverse("account_login") + "?next=" + reverse("people:me"))
    page.locator("#passkey_login").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Ode")


def test_a_second_step(page: Page, check_page: CheckPage) -> None:
    a_person("Ben Ode", email="ben@example.org")
    _sign_in_by_code(page)
    page.goto(reverse("mfa_activate_totp"))
    check_page(page)
    page.locator("input[name=code]").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)


def test_what_i_can_say_about_myself(page: Page, check_page: CheckPage, sign_in: SignIn) -> None:
    ben = a_person("Ben Ode", email="ben@example.org")
    a_membership(ben, an_organisation("Open Door", by=ben), as_what="Listener")
    sign_in(page, ben)
    page.goto(reverse("people:me"))
    check_page(page)
    page.get_by_role("link", name="Change what people call you").click()
    check_page(page)
    page.get_by_label("What should people call you?").fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)
    page.get_by_label("What should people call you?").fill("Benjamin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Benjamin")
    page.get_by_role("link", name="Welcome somebody new").click()
    check_page(page)
    page.get_by_role("button", name="Welcome them").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)


def _sign_in_by_code(page: Page) -> None:
    page.goto(reverse("account_request_login_code") + "?next=" + reverse("people:me"))
    page.get_by_label("E-mail address").fill("ben@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/**")
    page.locator("input[name=code]").fill(_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Ode")
