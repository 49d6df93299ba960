"""Search: what it finds and marks, and what it leaves nowhere."""

import pytest
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.testing import a_life, a_system
from alongside.human.listening.testing import a_story

from .pages import page, signed_in

pytestmark = pytest.mark.django_db


def test_search_marks_what_it_found_and_nothing_else() -> None:
    ruth, eve = a_person(), a_person()
    a_story(system=a_system(by=ruth), by=ruth, words="<b>Bailiffs</b> came & knocked")
    text = page(ruth, "home:search", q="bailiffs")
    assert "&lt;b&gt;<mark>Bailiffs</mark>&lt;/b&gt; came &amp; knocked" in text
    assert "bailiffs" not in text.split("</title>")[0].lower()
    assert "Nothing found" in page(eve, "home:search", q="bailiffs")


def test_search_keeps_to_one_table() -> None:
    ruth = a_person()
    here, there = a_system(by=ruth), a_system(by=ruth, name="Gateshead")
    a_story(system=here, by=ruth, words="Knocked here")
    a_story(system=there, by=ruth, words="Knocked there")
    text = page(ruth, "home:search", **{"q": "knocked", "in": str(here.pk)})
    assert "Knocked" in text
    assert text.count("<mark>") == 1


def test_search_in_a_table_not_yours_is_not_there() -> None:
    ruth, eve = a_person(), a_person()
    for system in (a_system(by=ruth), a_life(by=ruth)):
        response = signed_in(eve).get(reverse("home:search"), {"q": "a", "in": str(system.pk)})
        assert response.status_code == 404


def test_search_for_nothing_says_what_to_do() -> None:
    response = signed_in(a_person()).get(reverse("home:search"), {"q": " "})
    assert response.status_code == 422
    assert "Write a word or two to look for" in response.content.decode()


@pytest.mark.parametrize("q", ["\0", '"', "x" * 5_000, "a OR b) --", "\u202eabc", "(((", "*"])
def test_search_bears_anything(q: str) -> None:
    response = signed_in(a_person()).get(reverse("home:search"), {"q": q, "in": q, "before": q})
    assert response.status_code in {200, 422}


def test_a_life_is_searched_by_a_form_that_leaves_nothing_in_addresses() -> None:
    ruth = a_person()
    life = a_life(by=ruth)
    a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    assert "I have not" not in page(ruth, "home:search", q="slept")
    url = f"{reverse('home:search')}?in={life.pk}"
    assert "<mark>" not in signed_in(ruth).get(f"{url}&q=slept").content.decode()
    response = signed_in(ruth).post(url, {"q": "slept"})
    assert "I have not <mark>slept</mark>." in response.content.decode()
    assert "<title>Alongside</title>" in response.content.decode()
    assert Event.objects.filter(kind="record.looked", chain=life.pk).exists()
