"""Closed by default: everything somebody can reach without signing in is on a list people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern, RoutePattern

from alongside.foundation.people.testing import a_person
from tests import house

MADE_UP = {"uuid": UUID(int=7), "int": 7, "slug": "made-up", "str": "made-up", "path": "made-up"}


@dataclass(frozen=True)
class Address:
    name: str
    url: str


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver(), "", "", {}), key=lambda address: address.url)


def _walk(
    resolver: URLResolver, space: str, route: str, made_up: dict[str, object]
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        values = made_up | _values(pattern)
        longer = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, longer, values)
        else:
            yield _address(pattern, space, longer, values)


def _values(pattern: URLPattern | URLResolver) -> dict[str, object]:
    if isinstance(pattern.pattern, RoutePattern):
        kinds = {
            name: type(converter).__name__.removesuffix("Converter").lower()
            for name, converter in pattern.pattern.converters.items()
        }
        kinds = {name: "str" if kind == "string" else kind for name, kind in kinds.items()}
        return {name: MADE_UP[kind] for name, kind in kinds.items()}
    if isinstance(pattern.pattern, RegexPattern):
        return dict.fromkeys(pattern.pattern.regex.groupindex, "a")
    return {}


def _address(pattern: URLPattern, space: str, route: str, values: dict[str, object]) -> Address:
    if pattern.name:
        name = space + pattern.name
        return Address(name, reverse(name, kwargs=values))
    assert not values, f"{route} has no name, so nothing can ask for it."
    return Address("(no name)", "/" + route)


def _answer(response: HttpResponseBase) -> str:
    """``closed``, or what a stranger gets."""
    where = response.headers.get("Location", "")
    if response.status_code == 302 and where.startswith(reverse("account_login") + "?next="):
        return "closed"
    return f"{response.status_code}{' to ' + where if where else ''}"


@pytest.mark.django_db
def test_what_is_public_is_on_the_list() -> None:
    a_person()
    stranger = Client(raise_request_exception=False)
    found = []
    for address in addresses():
        seen = _answer(stranger.get(address.url))
        sent = _answer(Client(raise_request_exception=False).post(address.url))
        if (seen, sent) != ("closed", "closed"):
            found.append(f"{address.url}  {address.name}  GET {seen}  POST {sent}")
    written = (house.ROOT / "tests" / "public_urls.txt").read_text().splitlines()
    listed = [line for line in written if line and not line.startswith("#")]
    assert found == listed, "\n" + "\n".join(found)


@pytest.mark.django_db
def test_a_stranger_never_meets_a_broken_page() -> None:
    a_person()
    stranger = Client(raise_request_exception=False)
    broken = [
        f"{method} {address.url}"
        for address in addresses()
        for method in ("get", "post", "head", "put", "delete", "options")
        if getattr(stranger, method)(address.url).status_code >= 500
    ]
    assert broken == []


@pytest.mark.django_db
def test_the_first_page_is_there_only_while_nobody_is() -> None:
    url = reverse("home:start")
    assert Client().get(url).status_code == 200
    a_person()
    assert Client().get(url).status_code == 404
    assert Client().post(url, {"name": "Eve"}).status_code == 404
