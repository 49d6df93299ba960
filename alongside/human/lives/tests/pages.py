"""What the tests of the pages here share: where a page is, what it says and what it costs."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from alongside.foundation.people.models import Person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"lives:{name}", args=args)


def text(person: Person, name: str, *args: Any, status: int = 200) -> str:
    response = signed_in(person).get(at(name, *args))
    assert response.status_code == status
    return response.content.decode()


def send(person: Person, name: str, /, *args: Any, **given: Any) -> Any:
    return signed_in(person).post(at(name, *args), given, follow=True)


def said(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def words_on(page: Any) -> str:
    """What a page says, on one line."""
    return " ".join(strip_tags(page.content.decode()).split())
