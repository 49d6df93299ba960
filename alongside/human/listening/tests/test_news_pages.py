"""What came of a story, for whoever told it: by the code on a card, and by sign-in."""

import time
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Entry, News, Promise
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.testing import a_card, a_story
from alongside.human.listening.views import tellers

from .pages import HIDDEN, at, looks, queries, text, title

pytestmark = pytest.mark.django_db

# --- what came of it, by the code on a card --------------------------------------------------


@pytest.fixture
def card(system: System) -> tuple[Entry, str]:
    return a_card(system=system, words="A secret of mine", told_on=date(2026, 3, 3))


@pytest.fixture
def teller(card: tuple[Entry, str]) -> Client:
    client = Client()
    response = client.post(at("code"), {"code": card[1].lower().replace("-", " ")})
    assert response["Location"] == at("news")
    return client


def answered(entry: Entry, by: Person, to_tellers: str = "The letters have stopped.") -> Entry:
    promise = Promise.objects.get(entry=entry)
    return logbook.answer(promise=promise, says="yes", to_tellers=to_tellers, by=by)


def test_news_shows_what_is_written_for_the_teller_and_no_more(
    teller: Client, card: tuple[Entry, str], ruth: Person
) -> None:
    nothing = teller.get(at("news"))
    assert "Ruth Tait has had your words" in text(nothing)
    answered(card[0], ruth)
    page = teller.get(at("news"))
    assert "The letters have stopped." in text(page)
    assert "3 March 2026" in text(page)
    assert "Ruth Tait promised to bring you news" in text(page)
    assert title(page) == "Alongside"
    for hidden in ("A secret of mine", "Council tax", card[1]):
        assert hidden not in text(page)


def test_news_of_a_life_is_looked_at_by_its_teller(ruth: Person) -> None:
    entry, code = a_card(system=a_life(by=ruth), words=HIDDEN)
    came = answered(entry, ruth)
    client = Client()
    client.post(at("code"), {"code": code})
    assert "The letters have stopped." in text(client.get(at("news")))
    assert str(came.pk) in looks()[-1]
    assert "listening:news" in looks()[-1]


def test_what_is_new_stands_first_and_says_so(
    teller: Client, card: tuple[Entry, str], ruth: Person
) -> None:
    first = answered(card[0], ruth, "We heard you.")
    assert "Something here is new to you." in text(teller.get(at("news")))
    teller.post(at("mark_read", card[0].pk, first.pk))
    assert "new to you" not in text(teller.get(at("news"))).lower()
    answered(card[0], ruth, "The letters have stopped.")
    page = text(teller.get(at("news")))
    assert page.index("Something here is new") < page.index("The letters have stopped.")
    assert page.index("The letters have stopped.") < page.index("We heard you.")
    assert page.count("New to you") == 1


def test_news_is_read_once(teller: Client, card: tuple[Entry, str], ruth: Person) -> None:
    came = answered(card[0], ruth)
    page = text(teller.post(at("mark_read", card[0].pk, came.pk), follow=True))
    assert "They will see that you have read it." in page
    assert "You have had this news since" in page
    assert News.objects.get().way == "here"
    again = text(teller.post(at("mark_read", card[0].pk, came.pk), follow=True))
    assert "had this news already" in again


def test_a_card_tells_nothing_of_what_else_there_is(
    teller: Client, card: tuple[Entry, str], system: System, ruth: Person
) -> None:
    other = a_story(system=system)
    for elsewhere in (card[0].pk, other.pk, answered(other, ruth).pk, uuid4()):
        assert teller.post(at("mark_read", card[0].pk, elsewhere)).status_code == 404


def test_the_teller_lets_it_be_used_less(teller: Client, card: tuple[Entry, str]) -> None:
    page = text(teller.get(at("less", card[0].pk)))
    assert "quoted without my name" in page
    assert 'value="open"' not in page
    assert teller.post(at("less", card[0].pk), {"ceiling": "open"}).status_code == 422
    teller.post(at("less", card[0].pk), {"ceiling": "close"})
    card[0].refresh_from_db()
    assert card[0].ceiling == "close"
    assert teller.get(at("less", card[0].pk)).status_code == 404


def test_the_teller_takes_it_back(teller: Client, card: tuple[Entry, str]) -> None:
    assert "for good" in text(teller.get(at("take_back", card[0].pk)))
    page = teller.post(at("take_back", card[0].pk), follow=True)
    assert "Your words are taken back" in text(page)
    card[0].refresh_from_db()
    assert card[0].is_withdrawn
    assert teller.get(at("news")).status_code == 302
    gone = Client().post(at("code"), {"code": card[1]})
    wrong = Client().post(at("code"), {"code": "wrong"})
    assert gone.status_code == wrong.status_code == 422
    assert "This code opens nothing." in text(gone)
    assert "This code opens nothing." in text(wrong)


def test_a_card_opens_its_own_story_only(teller: Client, system: System, ruth: Person) -> None:
    other = a_story(system=system)
    came = answered(other, ruth)
    for address in (at("less", other.pk), at("take_back", other.pk)):
        assert teller.get(address).status_code == 404
        assert teller.post(address, {"ceiling": "close"}).status_code == 404
        assert Client().get(address).status_code == 404
    assert teller.post(at("mark_read", other.pk, came.pk)).status_code == 404


def test_a_card_is_put_away_and_puts_itself_away(
    teller: Client, card: tuple[Entry, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert teller.post(at("leave"))["Location"] == at("code")
    assert teller.get(at("news"))["Location"] == at("code")
    teller.post(at("code"), {"code": card[1]})
    later = time.time() + tellers.OPEN_FOR + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert teller.get(at("news"))["Location"] == at("code")
    assert teller.get(at("take_back", card[0].pk)).status_code == 404


def test_a_new_card_shuts_the_one_before(
    teller: Client, card: tuple[Entry, str], ruth: Person
) -> None:
    assert teller.get(at("news")).status_code == 200
    logbook.make_card(entry=card[0], by=ruth)
    assert Client().post(at("code"), {"code": card[1]}).status_code == 422
    # What the one before had opened is shut with it, and nothing is done by it any more.
    assert teller.post(at("take_back", card[0].pk)).status_code == 404
    assert teller.get(at("news"))["Location"] == at("code")


def test_signing_in_puts_a_card_away(teller: Client, card: tuple[Entry, str], ruth: Person) -> None:
    """On a browser that several use, the next who signs in does not find what another told."""
    assert teller.get(at("news")).status_code == 200
    teller.force_login(ruth)
    assert teller.get(at("take_back", card[0].pk)).status_code == 404
    assert teller.get(at("news"))["Location"] == at("code")
    teller.post(at("code"), {"code": card[1]})
    assert teller.get(at("news")).status_code == 200


def wrong_codes(address: str = "127.0.0.1") -> list[int]:
    """What so many wrong codes from one address are answered."""
    client = Client(REMOTE_ADDR=address)
    return [client.post(at("code"), {"code": "wrong"}).status_code for _ in range(tellers.WRONG)]


def test_many_wrong_codes_are_asked_to_wait(card: tuple[Entry, str]) -> None:
    assert set(wrong_codes()) == {422}
    waiting = Client().post(at("code"), {"code": card[1]})
    assert waiting.status_code == 429
    assert "Wait a quarter of an hour" in text(waiting)


def test_nobody_waits_for_the_wrong_codes_of_others(card: tuple[Entry, str]) -> None:
    for number in range(4):
        wrong_codes(f"203.0.113.{number}")
    elsewhere = Client(REMOTE_ADDR="203.0.113.250")
    assert elsewhere.post(at("code"), {"code": card[1]}).status_code == 302


def test_the_right_code_is_not_counted(card: tuple[Entry, str]) -> None:
    for _again in range(tellers.WRONG + 1):
        assert Client().post(at("code"), {"code": card[1]}).status_code == 302


def test_one_household_asks_from_many_of_the_newer_addresses(card: tuple[Entry, str]) -> None:
    for number in range(tellers.WRONG):
        one = Client(REMOTE_ADDR=f"2001:db8:0:1::{number:x}")
        assert one.post(at("code"), {"code": "wrong"}).status_code == 422
    same = Client(REMOTE_ADDR="2001:db8:0:1:ffff:ffff:ffff:ffff")
    assert same.post(at("code"), {"code": card[1]}).status_code == 429
    next_door = Client(REMOTE_ADDR="2001:db8:0:2::1")
    assert next_door.post(at("code"), {"code": card[1]}).status_code == 302
    # The older addresses are each their own, however they are written.
    assert set(wrong_codes("::ffff:203.0.113.9")) == {422}
    assert Client(REMOTE_ADDR="203.0.113.9").post(at("code"), {"code": "x"}).status_code == 429
    assert (
        Client(REMOTE_ADDR="::ffff:203.0.113.8").post(at("code"), {"code": "x"}).status_code == 422
    )


@pytest.mark.parametrize("typed", ["", "\0", "x" * 100_000, "‮1234", "ıııı", "' OR 1=1"])
def test_no_code_breaks_it(typed: str) -> None:
    response = Client().post(at("code"), {"code": typed})
    assert response.status_code == 422


def test_many_stories_of_one_teller_cost_no_more(
    teller: Client, card: tuple[Entry, str], ruth: Person
) -> None:
    answered(card[0], ruth)
    few = queries(lambda: teller.get(at("news")))
    for _number in range(4):
        answered(card[0], ruth)
    assert queries(lambda: teller.get(at("news"))) == few


# --- what came of it, by sign-in -------------------------------------------------------------


def test_mine_shows_ones_own_words_and_what_came_of_them(browser: Client, ruth: Person) -> None:
    assert "You have not told a story of your own yet" in text(browser.get(at("mine")))
    joan = a_person("Joan")
    system = a_system(by=joan)
    a_seat(system, by=joan, person=ruth)
    entry = a_story(system=system, by=ruth, teller="me", words="I have worked here for years.")
    came = answered(entry, joan)
    logbook_page = text(browser.get(at("mine")))
    assert "“I have worked here for years.”" in logbook_page
    assert "The letters have stopped." in logbook_page
    response = browser.post(at("mark_read", entry.pk, came.pk))
    assert response["Location"] == at("mine")
    assert News.objects.exists()


def test_mine_asks_the_same_however_many_there_are(browser: Client, ruth: Person) -> None:
    life = a_life(by=a_person("Joan"), whose=ruth)
    for _number in range(2):
        a_story(system=life, by=ruth, teller="me")
    few = queries(lambda: browser.get(at("mine")))
    for _number in range(28):
        a_story(system=life, by=ruth, teller="me")
    assert queries(lambda: browser.get(at("mine"))) == few
    older = browser.get(at("mine")).context["page"].older
    assert browser.get(at("mine"), {"before": str(older)}).context["told"]


def test_anothers_words_are_not_mine(stranger: Client, system: System, ruth: Person) -> None:
    entry = a_story(system=system, by=ruth, teller="me")
    assert stranger.get(at("take_back", entry.pk)).status_code == 404
    assert stranger.post(at("take_back", entry.pk)).status_code == 404
    assert "not told a story" in text(stranger.get(at("mine")))
