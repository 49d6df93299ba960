"""The pages that say what waits for somebody, as they meet them."""

from django.urls import reverse

from alongside.foundation.people.models import Person

from .pages import signed_in

PAGES = ["home:front", "home:owed"]


def shown(person: Person, page: str = "home:front") -> str:
    return signed_in(person).get(reverse(page)).content.decode()
