import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import (
    ANSWER,
    Answer,
    Ask,
    Because,
    Ceiling,
    Entry,
    News,
    Promise,
    Reach,
    Says,
    Words,
)
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 5_000


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def joan() -> Person:
    return a_person("Joan")


@pytest.fixture
def place(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax")


@pytest.fixture
def council(joan: Person) -> System:
    return a_system(by=joan, name="Gateshead")


@pytest.fixture
def browser(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"logbook:{name}", args=args)


def text(response: Any) -> str:
    """The words of a page, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def looks() -> int:
    return Event.objects.filter(kind=RecordEvent.LOOKED).count()


def an_ask(place: System, council: System, by: Person, **kwargs: Any) -> Entry:
    given = {"words": "Pause the visits", "why": "They frighten people", **kwargs}
    return actions.ask(system=place, of=council, by=by, **given)


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


# --- answering -----------------------------------------------------------------------------------


def test_answer_ask_answers(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth, because=[an_entry(place, by=ruth)])
    client.force_login(joan)
    assert "We have had this since today" in text(client.get(at("answer_ask", ask.pk)))
    page = client.post(
        at("answer_ask", ask.pk),
        {"says": "partly", "words": "On Mondays", "to_tellers": "Nobody comes on Mondays"},
    )
    answer = Answer.objects.get()
    assert page.headers["Location"] == at("answer", answer.pk)
    assert "Nobody comes on Mondays" in text(client.get(at("answer", answer.pk)))
    client.force_login(ruth)
    assert "Partly. On Mondays" in text(client.get(at("ask", ask.pk)))


def test_answer_ask_wants_a_reason_and_a_name_for_not_yet(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth, because=[an_entry(place, by=ruth)])
    client.force_login(joan)
    page = client.post(at("answer_ask", ask.pk), {"says": "not_yet", "words": "We cannot"})
    assert page.status_code == 422
    for words in ("Write why it cannot change yet", "Write who could change it", "We cannot"):
        assert words in text(page)
    assert "Write a sentence to the people whose voices" in text(page)
    assert not Answer.objects.exists()


def test_answer_ask_wants_words_for_tellers_only_where_there_are_any(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth)
    client.force_login(joan)
    page = client.post(at("answer_ask", ask.pk), {"says": "yes", "words": "We will"})
    assert page.status_code == 302


def test_answer_voice_answers_and_says_how_they_heard(
    browser: Client, ruth: Person, place: System
) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, words="Nobody asked me"))
    assert "Nobody asked me" in text(browser.get(at("answer_voice", promise.pk)))
    page = browser.post(
        at("answer_voice", promise.pk),
        {"says": "yes", "to_tellers": "We knock first now", "way": "person"},
    )
    answer = Entry.objects.get(kind=ANSWER)
    assert page.headers["Location"] == at("answer", answer.pk)
    assert News.objects.get().way == "person"


def test_answer_voice_may_be_told_later(browser: Client, ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    browser.post(
        at("answer_voice", promise.pk),
        {"says": "not_yet", "to_tellers": "It cannot change yet", "because": "The law",
         "who_could": "Parliament", "way": "not"},
    )  # fmt: skip
    assert Answer.objects.get().says == Says.NOT_YET
    assert not News.objects.exists()


def test_answer_voice_keeps_what_was_typed_when_it_says_no(
    browser: Client, ruth: Person, place: System
) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    page = browser.post(at("answer_voice", promise.pk), {"says": "not_yet", "because": "The law"})
    assert page.status_code == 422
    assert "The law" in text(page)
    assert "Write what you tell them" in text(page)
    assert "Write who could change it" in text(page)


def test_answer_voice_shows_no_words_kept_close_from_who_heard_them(
    client: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    entry = a_voice(place, by=joan, words="Nobody asked", reach=Reach.US, ceiling=Ceiling.CLOSE)
    promise = Promise.objects.get(entry=entry)
    client.force_login(joan)
    page = text(client.get(at("answer_voice", promise.pk)))
    assert "is kept close" in page
    assert "Nobody asked" not in page
    sent = client.post(
        at("answer_voice", promise.pk), {"says": "yes", "to_tellers": "Done", "way": "not"}
    )
    assert sent.headers["Location"] == reverse("home:owed")


def test_answer_voice_of_a_life_is_recorded(browser: Client, ruth: Person) -> None:
    promise = Promise.objects.get(entry=a_voice(a_life(by=ruth), by=ruth, words="Nobody asked me"))
    page = browser.get(at("answer_voice", promise.pk))
    assert "Nobody asked me" in text(page)
    assert "<title>Alongside</title>" in page.content.decode()
    assert looks() == 1


def test_answer_voice_of_words_taken_back(browser: Client, ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    actions.withdraw(entry=promise.entry, by=ruth)
    assert browser.get(at("answer_voice", promise.pk)).status_code == 410


def test_take_on_takes_a_promise_on(
    client: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    client.force_login(joan)
    assert client.get(at("take_on", promise.pk)).status_code == 405
    page = client.post(at("take_on", promise.pk))
    assert page.headers["Location"] == at("ask", promise.entry_id)
    assert Promise.objects.get().by == ruth
    assert client.post(at("let_bring", promise.pk)).status_code == 404
    assert client.post(at("take_on", promise.pk)).status_code == 302
    client.force_login(ruth)
    assert "Let Joan bring it" in text(client.get(reverse("home:owed")))
    assert client.get(at("let_bring", promise.pk)).status_code == 405
    assert client.post(at("let_bring", promise.pk)).status_code == 302
    assert Promise.objects.get().by == joan
    assert client.post(at("let_bring", promise.pk)).status_code == 404


def test_take_on_is_at_once_for_who_holds_the_table(
    browser: Client, ruth: Person, joan: Person, place: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    promise = Promise.objects.get(entry=a_voice(place, by=joan))
    page = browser.post(at("take_on", promise.pk), follow=True)
    assert "You are the one who will bring them news now." in text(page)
    assert Promise.objects.get().by == ruth


def test_take_on_is_not_for_a_stranger_who_reads_it(
    client: Client, ruth: Person, place: System
) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, reach=Reach.ANYONE))
    client.force_login(a_person("Wes"))
    assert client.post(at("take_on", promise.pk)).status_code == 403
    assert Promise.objects.get().by == ruth


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


# --- who may not ---------------------------------------------------------------------------------


def test_what_is_not_yours_is_not_there(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    ask = an_ask(place, council, ruth)
    answer = actions.answer_ask(
        ask=Ask.objects.get(), says=Says.YES, words="Yes", to_tellers="", by=joan
    )
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, ceiling=Ceiling.OPEN))
    life = a_life(by=ruth)
    client.force_login(a_person())
    for name, pk in (
        ("ask", ask.pk),
        ("answer_ask", ask.pk),
        ("answer", answer.pk),
        ("answer_voice", promise.pk),
        ("widen", promise.entry_id),
        ("lower", promise.entry_id),
        ("withdraw", promise.entry_id),
        ("asks", life.pk),
        ("ask_of", life.pk),
    ):
        for each in (pk, uuid7()):
            assert client.get(at(name, each)).status_code == 404
            if name not in {"ask", "answer", "asks"}:
                assert client.post(at(name, each)).status_code == 404
    for each in (promise.pk, uuid7()):
        assert client.post(at("take_on", each)).status_code == 404


def test_those_who_may_not_are_told_so(
    client: Client, ruth: Person, joan: Person, place: System, council: System
) -> None:
    a_seat(place, by=ruth, person=joan)
    entry, ask = an_entry(place, by=ruth, ceiling=Ceiling.OPEN), an_ask(place, council, ruth)
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    client.force_login(joan)
    for name in ("lower", "withdraw"):
        assert client.post(at(name, entry.pk)).status_code == 403
    assert client.get(at("answer_voice", promise.pk)).status_code == 404
    client.force_login(ruth)
    assert client.post(at("answer_ask", ask.pk)).status_code == 403
    assert client.post(at("ask_of", council.pk)).status_code == 403


def test_forms_are_safe_from_hostile_words(
    browser: Client, ruth: Person, place: System, council: System
) -> None:
    ask = an_ask(council, place, next(iter(Person.objects.filter(name="Joan"))))
    promise = Promise.objects.get(entry=a_voice(place, by=ruth, ceiling=Ceiling.OPEN))
    names = ("of", "words", "why", "says", "because", "who_could", "to_tellers", "way", "into")
    given = dict.fromkeys((*names, "reach", "agreed", "ceiling", "sure"), HOSTILE)
    for path in (
        at("ask_of", place.pk),
        at("answer_ask", ask.pk),
        at("answer_voice", promise.pk),
        at("widen", promise.entry_id),
        at("lower", promise.entry_id),
    ):
        page = browser.post(path, given)
        assert page.status_code == 422
        assert "<script>alert" not in page.content.decode()
