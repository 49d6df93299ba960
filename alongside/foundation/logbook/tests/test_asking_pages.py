"""Asking another table, and what was asked both ways."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import Ask, Because, Says
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system

from .pages import HOSTILE, an_ask, at, looks, queries, text

pytestmark = pytest.mark.django_db

# --- asking --------------------------------------------------------------------------------------


def test_ask_of_asks_another_table_because_of_something(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    insight = an_entry(place, by=ruth, words="Nobody knocks")
    path = f"{at('ask_of', place.pk)}?because={insight.pk}"
    assert "Nobody knocks" in text(browser.get(path))
    page = browser.post(path, {"of": str(council.pk), "words": "Knock first", "why": "They fear"})
    ask = Ask.objects.get()
    assert page.headers["Location"] == at("ask", ask.pk)
    assert Because.objects.get(entry=ask.entry).of == insight


def test_ask_of_keeps_what_was_typed_when_it_says_no(
    browser: Client, place: System, council: System
) -> None:
    page = browser.post(at("ask_of", place.pk), {"words": "Knock first"})
    assert page.status_code == 422
    assert "Knock first" in text(page)
    assert "Choose whom you ask" in text(page)
    assert "Write why you ask" in text(page)
    assert not Ask.objects.exists()


def test_ask_of_finds_one_table_of_many_without_a_script(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    assert "First find whom you ask" not in text(browser.get(at("ask_of", place.pk)))
    for n in range(21):
        a_system(by=ruth, name=f"Table {n}")
    insight = an_entry(place, by=ruth)
    page = browser.get(at("ask_of", place.pk), {"q": "gates", "because": str(insight.pk)})
    html = page.content.decode()
    assert "Gateshead" in html
    assert "Table 3" not in html
    assert f'name="because" value="{insight.pk}"' in html
    assert "No table says" in text(browser.get(at("ask_of", place.pk), {"q": HOSTILE}))


def test_ask_of_says_what_to_do_about_what_is_seen_one_way_only(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    insight = an_entry(place, by=ruth, words="They hide", seen_one_way=True)
    path = f"{at('ask_of', place.pk)}?because={insight.pk}"
    given = {"of": str(council.pk), "words": "Knock", "why": "So"}
    for page in (browser.get(path), refused := browser.post(path, given)):
        assert "find somebody who sees it another way" in text(page)
        assert reverse("home:thread", args=[insight.pk]) in page.content.decode()
    assert refused.status_code == 422
    assert "Knock" in text(refused)
    assert not Ask.objects.exists()


@pytest.mark.parametrize("because", ["nonsense", "%00", str(UUID(int=7))])
def test_ask_of_rests_on_nothing_that_is_not_there(
    browser: Client, place: System, because: str
) -> None:
    assert browser.get(f"{at('ask_of', place.pk)}?because={because}").status_code == 404


def test_ask_of_rests_on_nothing_of_others(browser: Client, place: System, joan: Person) -> None:
    hidden = an_entry(a_system(by=joan), by=joan)
    path = f"{at('ask_of', place.pk)}?because={hidden.pk}"
    assert browser.get(path).status_code == 404
    assert browser.post(path, {}).status_code == 404


def test_an_ask_from_a_life_does_not_say_whose(
    client: Client, ruth: Person, joan: Person, council: System
) -> None:
    life = a_life(by=ruth, name="Rosalind")
    client.force_login(ruth)
    assert "not whose" in text(client.get(at("ask_of", life.pk)))
    ask = an_ask(life, council, ruth, words="Wait for her answer")
    client.force_login(joan)
    for name in (at("ask", ask.pk), at("answer_ask", ask.pk)):
        before = looks()
        page = client.get(name)
        assert "Wait for her answer" in text(page)
        assert "Rosalind" not in text(page)
        assert "<title>Alongside</title>" in page.content.decode()
        assert looks() == before + 1
    listed = client.get(at("asks", council.pk))
    assert "Asked because of a life" in text(listed)
    assert "Wait for her" not in text(listed)


# --- what was asked ------------------------------------------------------------------------------


def test_asks_shows_both_ways_unanswered_first(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    answered = an_ask(place, council, ruth, words="Answer letters")
    actions.answer_ask(
        ask=Ask.objects.get(entry=answered),
        says=Says.NOT_YET,
        words="We cannot",
        because="The law",
        who_could="Parliament",
        to_tellers="",
        by=joan,
    )
    an_ask(place, council, ruth, words="Pause the visits")
    client.force_login(joan)
    page = text(client.get(at("asks", council.pk)))
    assert page.index("Pause the visits") < page.index("Answer letters")
    for words in ("Council tax asks", "We have had this since today", "Because The law"):
        assert words in page
    assert "Who could: Parliament" in page
    client.force_login(ruth)
    page = text(client.get(at("asks", place.pk)))
    assert "They have had this since today" in page
    assert "Asked of Gateshead" in page
    client.force_login(a_person())
    assert "Pause the visits" not in text(client.get(at("asks", place.pk)))


def test_asks_says_so_when_there_are_none(browser: Client, place: System) -> None:
    page = text(browser.get(at("asks", place.pk)))
    assert "Nobody has asked anything of this table yet" in page
    assert "This table has asked nothing of others yet" in page


def test_asks_asks_the_same_however_many_there_are(
    browser: Client, ruth: Person, joan: Person, place: System
) -> None:
    def some(number: int) -> None:
        for _n in range(number):
            ask = an_ask(place, a_system(by=joan), ruth)
            actions.answer_ask(
                ask=Ask.objects.get(entry=ask), says=Says.YES, words="Yes", to_tellers="", by=joan
            )
            an_ask(a_system(by=joan), place, joan)

    some(2)
    few = queries(lambda: browser.get(at("asks", place.pk)))
    some(10)
    assert queries(lambda: browser.get(at("asks", place.pk))) == few


def test_asks_of_a_life_is_for_those_who_sit_there(browser: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    an_ask(life, a_system(), ruth, words="Wait for her answer")
    before = looks()
    assert "Wait for her answer" in text(browser.get(at("asks", life.pk)))
    assert looks() == before + 1
    browser.force_login(a_person())
    assert browser.get(at("asks", life.pk)).status_code == 404


def test_ask_shows_what_why_and_since_when(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    insight = an_entry(place, by=ruth, words="Nobody knocks")
    ask = an_ask(place, council, ruth, because=[insight])
    page = browser.get(at("ask", ask.pk))
    for words in ("Pause the visits", "They frighten people", "Nobody knocks", "No answer yet"):
        assert words in text(page)
    assert reverse("home:thread", args=[ask.pk]) in page.content.decode()
    assert at("answer_ask", ask.pk) not in page.content.decode()


def test_ask_shared_from_elsewhere_shows_its_words_only(
    browser: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(council, a_system(by=joan), joan)
    copy = actions.widen(entry=ask, into=place, words="Pause visits", agreed="yes", by=joan)
    page = browser.get(at("ask", copy.pk))
    assert "Pause visits" in text(page)
    for secret in (ask.pk, council.pk, joan.pk):
        assert str(secret) not in page.content.decode()
    assert "Joan" not in text(page)
    assert browser.get(at("answer_ask", copy.pk)).status_code == 404
