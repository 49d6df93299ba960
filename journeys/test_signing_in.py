"""Somebody comes to the door."""

from playwright.sync_api import Page

from .conftest import CheckPage


def test_the_door(page: Page, check_page: CheckPage) -> None:
    page.goto("/accounts/login/")
    check_page(page)
