"""Sharing more widely, keeping closer and taking back, on their pages."""

import pytest
from django.test import Client

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.models import Ceiling, Entry, Words
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .pages import at, looks, text

pytestmark = pytest.mark.django_db

# --- sharing more widely -------------------------------------------------------------------------


def test_widen_shows_first_what_the_others_will_see(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    entry = a_voice(place, by=ruth, words="On Elm Street, Kerry", ceiling=Ceiling.QUOTED)
    assert "On Elm Street, Kerry" in text(browser.get(at("widen", entry.pk)))
    given = {
        "into": str(council.pk),
        "reach": "table",
        "words": "In a street",
        "agreed": "she said yes",
    }
    preview = browser.post(at("widen", entry.pk), given)
    shown = text(preview)
    assert "This is all that Gateshead will see" in shown
    assert "In a street" in shown
    assert "Ruth" not in shown.replace("R Ruth", "").split("Sign out")[1]
    assert Entry.objects.count() == 1
    change = browser.post(at("widen", entry.pk), {**given, "change": "1"})
    assert "How did they agree" in text(change)
    assert "In a street" in text(change)
    page = browser.post(at("widen", entry.pk), {**given, "sure": "1"})
    copy = Entry.objects.get(system=council)
    assert page.headers["Location"] == entry.get_absolute_url()
    assert copy.month_only
    assert Words.objects.get(entry=copy).plain == "In a street"


def test_widen_offers_anyone_only_from_a_table_of_ones_own(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    assert 'value="anyone"' not in browser.get(at("widen", entry.pk)).content.decode()
    mine = a_system(by=ruth, name="Housing")
    assert 'value="anyone"' in browser.get(at("widen", entry.pk)).content.decode()
    given = {"reach": "anyone", "words": "In a street", "agreed": "she said yes"}
    page = browser.post(at("widen", entry.pk), given | {"into": str(council.pk)})
    assert page.status_code == 422
    assert "those around it can share it with anyone" in text(page)
    page = browser.post(at("widen", entry.pk), given | {"into": str(mine.pk)})
    assert "This is all that Housing will see" in text(page)


def test_widen_wants_their_yes(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    entry = an_entry(place, by=ruth)
    page = browser.post(at("widen", entry.pk), {"words": "x", "sure": "1"})
    assert page.status_code == 422
    for words in ("Choose a table to share it with", "Ask them first, then write how they agreed"):
        assert words in text(page)
    for nonsense in (str(place.pk), str(a_life(by=ruth).pk), "x", str(uuid7())):
        given = {"into": nonsense, "reach": "table", "words": "x", "agreed": "x", "sure": "1"}
        assert browser.post(at("widen", entry.pk), given).status_code == 422


def test_widen_says_why_not(browser: Client, ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.LEARN)
    page = browser.get(at("widen", entry.pk))
    assert page.status_code == 403
    assert "learn from it, don’t repeat it" in page.content.decode()
    joan = a_person()
    a_seat(place, by=ruth, person=joan)
    browser.force_login(joan)
    page = browser.get(at("widen", an_entry(place, by=ruth).pk))
    assert "Only somebody who knows the teller" in text(page)


# --- keeping closer, taking back -----------------------------------------------------------------


def test_lower_keeps_closer(browser: Client, ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.QUOTED)
    page = browser.get(at("lower", entry.pk)).content.decode()
    assert 'value="close"' in page
    assert 'value="quoted"' not in page
    assert browser.post(at("lower", entry.pk), {"ceiling": "open"}).status_code == 422
    done = browser.post(at("lower", entry.pk), {"ceiling": "close"})
    assert done.headers["Location"] == entry.get_absolute_url()
    assert "It cannot be kept closer than that" in text(browser.get(at("lower", entry.pk)))
    assert browser.get(at("lower", an_entry(place, by=ruth).pk)).status_code == 404


def test_lower_leads_onwards_when_it_can_no_longer_be_read(
    client: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    entry = an_entry(place, by=joan, ceiling=Ceiling.QUOTED)
    client.force_login(joan)
    done = client.post(at("lower", entry.pk), {"ceiling": "close"})
    assert done.headers["Location"] == place.get_absolute_url()


def test_withdraw_says_exactly_what_will_happen_and_does_it(
    browser: Client, ruth: Person, place: System
) -> None:
    entry = an_entry(place, by=ruth, words="Nobody asked me", ceiling=Ceiling.QUOTED)
    an_entry(place, by=ruth, words="They are not asked", because=[entry])
    page = text(browser.get(at("withdraw", entry.pk)))
    for words in ("Nobody asked me", "They are not asked", "stays, without the words"):
        assert words in page
    done = browser.post(at("withdraw", entry.pk))
    assert done.headers["Location"] == place.get_absolute_url()
    assert not Words.objects.filter(entry=entry).exists()
    for name in ("withdraw", "lower", "ask"):
        assert browser.get(at(name, entry.pk)).status_code == 410


def test_a_teller_takes_back_what_they_may_not_read(
    client: Client, ruth: Person, place: System
) -> None:
    kerry = a_person("Kerry")
    entry = a_voice(place, by=ruth, teller=kerry, words="Nobody asked me", ceiling=Ceiling.LEARN)
    client.force_login(kerry)
    for name in ("withdraw", "lower"):
        page = client.get(at(name, entry.pk))
        assert page.status_code == 200
        assert "Nobody asked me" not in text(page)
    client.post(at("withdraw", entry.pk))
    assert Entry.objects.get().is_withdrawn


def test_words_of_a_life_open_only_under_a_look(browser: Client, ruth: Person) -> None:
    entry = an_entry(a_life(by=ruth), by=ruth, words="Nobody asked me", ceiling=Ceiling.QUOTED)
    for n, name in enumerate(("widen", "lower", "withdraw", "ask"), 1):
        page = browser.get(at(name, entry.pk))
        assert "Nobody asked me" in text(page)
        assert "<title>Alongside</title>" in page.content.decode()
        assert looks() == n
