"""The page of a life: what matters leads, the purpose is said once, and it speaks to its reader."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.front.home.system.saying import said_to
from alongside.human.listening.testing import a_story

pytestmark = pytest.mark.django_db


def page(person: Person, system: System) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("home:system", args=[system.pk])).content.decode()


def drawn_and_listed(text: str) -> list[str]:
    return re.split('class="cycle__(?:drawing|list)"', text)


def test_the_purpose_stands_in_the_middle_of_the_cycle_and_nowhere_else() -> None:
    worker = a_person()
    life = a_life(by=worker, purpose="I want to go out again.")
    before, drawing, rest = drawn_and_listed(page(worker, life))
    assert "go out again" not in before
    assert "go out again" in drawing
    assert rest.count("go out again") == 1
    assert before.index("What matters to") < len(before)
    assert rest.index("</ol>") < rest.index("The newest words")


def test_what_is_seldom_needed_is_folded_away() -> None:
    worker = a_person()
    text = page(worker, a_life(by=worker))
    everyday, seldom = text.split("Seldom needed")
    assert "Who may know what" in everyday
    assert "here twice?" in seldom.split("</details>")[0]
    assert "here twice?" not in everyday


def test_it_speaks_to_the_person_and_of_them_by_name() -> None:
    rosa, worker = a_person("Rosa"), a_person("Maya")
    life = a_life(by=worker, name="Rosa")
    a_seat(life, by=worker, person=rosa, role=Role.PERSON)
    assert "What I want to be free to do" in page(rosa, life)
    beside = page(worker, life)
    assert "What Rosa wants to be free to do" in beside
    assert "What they want" not in beside
    assert said_to(True, "Rosa").keys() == said_to(False, "Rosa").keys()


def test_words_of_people_lead_what_is_alive() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    a_story(system=system, by=ruth, words="They only asked me when.")
    cards = page(ruth, system).split('<ul class="cards">')[1]
    first = cards.split("</li>")[0]
    assert 'class="cards__first"' in first
    assert "They only asked me when." in first
    assert "Read it" not in cards.split("</ul>")[0]


def test_many_open_pages_can_be_told_apart_and_name_nobody() -> None:
    worker = a_person()
    life = a_life(by=worker, name="Rosa")
    story = a_story(system=life, by=worker)
    client = Client()
    client.force_login(worker)
    addresses = (life.get_absolute_url(), reverse("home:thread", args=[story.pk]), "/told/")
    texts = [client.get(address).content.decode() for address in addresses]
    titles = [text.split("<title>")[1].split("</title>")[0] for text in texts]
    assert len(set(titles)) == 3
    assert all(title.endswith("· Alongside") and "Rosa" not in title for title in titles)


def test_a_page_that_is_no_longer_theirs_can_be_left_quickly() -> None:
    client = Client()
    client.force_login(a_person())
    gone = client.get(a_life(by=a_person()).get_absolute_url())
    assert gone.status_code == 404
    assert "Exit this page" in gone.content.decode()
