import csv
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Entry, News, Promise
from alongside.foundation.logbook.testing import taken_on
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.actions import end_seat
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.models import Story, Visit
from alongside.human.listening.testing import a_card, a_story, a_visit
from alongside.human.listening.views import tellers
from alongside.human.listening.views.stories import CARD_WAITS, CARDS

pytestmark = pytest.mark.django_db

TOLD = {"words": "Nobody asked me.", "teller": "somebody", "ceiling": "quoted", "reach": "table"}
HIDDEN = "I want my door to lock."


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tait")


@pytest.fixture
def browser(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def stranger() -> Client:
    client = Client()
    client.force_login(a_person("Somebody else"))
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"listening:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


def title(response: Any) -> str:
    found = re.search("<title>(.*?)</title>", text(response), re.DOTALL)
    return found[1] if found else ""


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert act().status_code == 200
    return len(captured)


def looks() -> list[str]:
    return list(Event.objects.filter(kind=RecordEvent.LOOKED).values_list("data", flat=True))


# --- stories ---------------------------------------------------------------------------------


def test_stories_shows_the_words_newest_first(browser: Client, system: System) -> None:
    a_story(system=system, words="The first")
    a_story(system=system, words="The second")
    page = text(browser.get(at("stories", system.pk)))
    assert page.index("“The second”") < page.index("“The first”")
    assert "quoted without my name" in page


def test_stories_says_what_to_do_first(browser: Client, system: System, stranger: Client) -> None:
    assert "Nobody has told a story here yet" in text(browser.get(at("stories", system.pk)))
    assert "You have no seat at this table" in text(stranger.get(at("stories", system.pk)))


def test_stories_shows_anybody_what_was_shared_with_anyone(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    told = a_story(system=a_system(by=ruth), words="As it was told", told_on=date(2026, 3, 3))
    logbook.widen(
        entry=told, into=system, words="For whoever listens", agreed="Yes", by=ruth, reach="anyone"
    )
    a_story(system=system, words="For the table")
    page = text(stranger.get(at("stories", system.pk)))
    assert "For whoever listens" in page
    assert "what is told to anyone" in page
    assert "March 2026" in page
    assert "3 March 2026" not in page
    assert "For the table" not in page
    assert at("export", system.pk) not in page
    assert "what is told to anyone" not in text(browser.get(at("stories", system.pk)))


def test_stories_turns_the_page(browser: Client, system: System) -> None:
    for number in range(27):
        a_story(system=system, words=f"Story {number}.")
    first = browser.get(at("stories", system.pk))
    assert "Story 26." in text(first)
    assert "Story 1." not in text(first)
    older = browser.get(at("stories", system.pk), {"before": str(first.context["page"].older)})
    assert "Story 1." in text(older)
    assert "Story 2." not in text(older)
    assert browser.get(at("stories", system.pk), {"before": "x"}).status_code == 200


@pytest.mark.parametrize("make", [a_system, a_life])
def test_stories_asks_the_same_however_many_there_are(
    browser: Client, ruth: Person, make: Callable[..., System]
) -> None:
    system = make(by=ruth)
    for _number in range(3):
        a_story(system=system)
    few = queries(lambda: browser.get(at("stories", system.pk)))
    for _number in range(20):
        a_story(system=system)
    assert queries(lambda: browser.get(at("stories", system.pk))) == few


@pytest.mark.parametrize("make", [a_system, a_life])
def test_who_could_read_a_story_sees_that_it_was_there(
    browser: Client, stranger: Client, ruth: Person, make: Callable[..., System]
) -> None:
    system = make(by=ruth)
    gone = a_story(system=system, by=ruth, words="I hid from the letters.")
    visit = a_visit(system=system, by=ruth)
    for entry in gone, visit.entry:
        logbook.withdraw(entry=entry, by=ruth)
    for page in "stories", "visits":
        assert "Something was here." in text(browser.get(at(page, system.pk)))
        assert "Something was here." not in text(stranger.get(at(page, system.pk)))
    assert "I hid" not in text(browser.get(at("stories", system.pk)))


@pytest.mark.parametrize("page", ["stories", "tell", "visits", "plan_visit", "export"])
def test_of_a_life_not_theirs_there_is_nothing(stranger: Client, ruth: Person, page: str) -> None:
    assert stranger.get(at(page, a_life(by=ruth).pk)).status_code == 404
    assert stranger.get(at(page, uuid4())).status_code == 404


@pytest.mark.parametrize("page", ["stories", "tell", "visits", "plan_visit"])
def test_pages_of_a_life_say_so_nowhere_but_inside(
    browser: Client, ruth: Person, page: str
) -> None:
    life = a_life(by=ruth, name="Rosa")
    response = browser.get(at(page, life.pk))
    assert title(response) == "Alongside"
    assert "Exit this page" in text(response)
    assert looks()


def test_stories_of_a_life_are_looked_at_on_the_record(browser: Client, ruth: Person) -> None:
    entry = a_story(system=a_life(by=ruth), words=HIDDEN)
    assert "I want my door to lock." in text(browser.get(at("stories", entry.system_id)))
    assert str(entry.pk) in looks()[-1]


# --- a story ---------------------------------------------------------------------------------


def test_story_says_how_it_may_be_used_and_who_brings_news(
    browser: Client, system: System, ruth: Person
) -> None:
    visit = a_visit(system=system, by=ruth)
    entry = a_story(system=system, words="<b>Nobody</b> asked.\n\n\u202e", visit=visit)
    page = text(browser.get(entry.get_absolute_url()))
    assert "&lt;b&gt;Nobody&lt;/b&gt; asked." in page
    assert "never with a name" in page
    assert "Answer them" in page
    assert "Share more widely" in page
    assert at("visit", visit.pk) in page
    assert reverse("home:thread", args=[entry.pk]) in page


def test_story_offers_only_what_one_may(system: System, ruth: Person) -> None:
    entry = a_story(system=system, by=ruth, ceiling="learn")
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    client = Client()
    client.force_login(joan)
    page = text(client.get(entry.get_absolute_url()))
    assert "Offer to bring them the news instead" in page
    for forbidden in ("Share more widely", "Take their words back", "make a new card"):
        assert forbidden not in page


def test_story_is_not_there_for_others(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    entry = a_story(system=system)
    assert stranger.get(entry.get_absolute_url()).status_code == 404
    visit = a_visit(system=system, by=ruth)
    assert browser.get(at("story", visit.pk)).status_code == 404
    logbook.withdraw(entry=entry, by=ruth)
    assert browser.get(entry.get_absolute_url()).status_code == 410


def test_a_story_shared_from_elsewhere_says_not_whose(
    browser: Client, system: System, ruth: Person
) -> None:
    entry = a_story(system=system)
    other = a_system(by=ruth, name="Another table")
    copy = logbook.widen(entry=entry, into=other, words="Nobody asked.", agreed="Yes", by=ruth)
    page = text(browser.get(copy.get_absolute_url()))
    assert "without saying whose it is" in page
    assert str(entry.pk) not in page


# --- telling ---------------------------------------------------------------------------------


def test_tell_hands_over_a_card_whose_code_is_shown_once(browser: Client, system: System) -> None:
    response = browser.post(at("tell", system.pk), TOLD)
    entry = Story.objects.get().entry
    assert response["Location"] == at("card", entry.pk)
    card = text(browser.get(at("card", entry.pk)))
    code = re.search(r'(?<=class="code">)[0-9A-Z]{4}(-[0-9A-Z]{4}){3}', card)
    assert code
    assert "Ruth Tait promised to tell you" in card
    assert "http://testserver/code/" in card
    again = text(browser.get(at("card", entry.pk)))
    assert code[0] not in again
    assert "shown already" in again
    assert code[0] not in str(dict(browser.session))


def test_a_card_waits_ten_minutes_to_be_shown(
    browser: Client, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _story in range(2):
        browser.post(at("tell", system.pk), TOLD)
    first, second = Story.objects.order_by("pk").values_list("pk", flat=True)
    assert len(browser.session[CARDS]) == 2
    later = time.time() + CARD_WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert "shown already" in text(browser.get(at("card", first)))
    assert browser.session[CARDS] == {}
    assert "Thank you" in text(browser.post(at("make_card", second), follow=True))


def test_tell_says_who_answers_ones_own(browser: Client, ruth: Person) -> None:
    joan = a_person("Joan Okafor")
    system = a_system(by=joan)
    a_seat(system, by=joan, person=ruth)
    assert "Joan Okafor will bring you news" in text(browser.get(at("tell", system.pk)))
    response = browser.post(at("tell", system.pk), TOLD | {"teller": "me"}, follow=True)
    assert "Your story is kept." in text(response)
    assert "These words are yours" in text(response)


def test_tell_keeps_what_was_typed_and_says_what_is_missing(
    browser: Client, system: System
) -> None:
    response = browser.post(at("tell", system.pk), {"words": "Typed with care"})
    assert response.status_code == 422
    assert "Typed with care" in text(response)
    assert "Choose whose story it is" in text(response)
    assert "ask the teller" in text(response)
    for junk in ({}, TOLD | {"ceiling": "shout"}, TOLD | {"words": "x" * 20_001}, {"words": "\0"}):
        assert browser.post(at("tell", system.pk), junk).status_code == 422
    later = {"told_on_0": "1", "told_on_1": "1", "told_on_2": "2999"}
    assert browser.post(at("tell", system.pk), TOLD | later).status_code == 422
    assert not Story.objects.exists()


CLOSE = {"ceiling": "close", "reach": "us"}


def test_tell_says_where_how_it_may_be_used_and_who_reads_it_differ(
    browser: Client, system: System
) -> None:
    page = browser.post(at("tell", system.pk), TOLD | CLOSE | {"reach": "table"})
    assert page.status_code == 422
    assert "What is kept close is for “Just us”. Choose that, or ask the teller" in text(page)
    assert not Story.objects.exists()
    assert browser.post(at("tell", system.pk), TOLD | CLOSE).status_code == 302
    entry = Story.objects.get().entry
    assert [audience.reach for audience in entry.audiences.all()] == ["us"]


def test_tell_says_beforehand_who_promises_what_its_writer_does_not_read_again(
    browser: Client, system: System, ruth: Person
) -> None:
    tom = a_person("Tom")
    a_seat(system, by=ruth, person=tom)
    client = Client()
    client.force_login(tom)
    said = f"{ruth.name}, who does, promises the news in your place."
    assert said in text(client.get(at("tell", system.pk)))
    assert "in your place" not in text(browser.get(at("tell", system.pk)))
    card = client.post(at("tell", system.pk), TOLD | CLOSE, follow=True)
    assert f"{ruth.name} promised to tell you what comes of it." in text(card)
    assert "no longer sit" not in text(client.get(reverse("home:owed")))
    owed = text(browser.get(reverse("home:owed")))
    assert Story.objects.get().entry.title in owed
    assert Promise.objects.get().by == ruth


def test_what_is_kept_close_later_is_answered_by_who_promised_it(
    system: System, ruth: Person
) -> None:
    tom = a_person("Tom")
    a_seat(system, by=ruth, person=tom)
    entry = a_story(system=system, by=tom)
    logbook.lower(entry=entry, ceiling="close", by=tom)
    client = Client()
    client.force_login(tom)
    page = client.get(reverse("home:owed"))
    assert "Something you heard that is kept close, so it is not shown here" in text(page)
    assert reverse("logbook:answer_voice", args=[Promise.objects.get().pk]) in page.content.decode()


def test_story_asks_who_promised_before_another_brings_the_news(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    tom, joan = a_person("Tom"), a_person("Joan")
    for person in (tom, joan):
        a_seat(system, by=ruth, person=person)
    entry = a_story(system=system, by=tom)
    client = Client()
    client.force_login(joan)
    assert "Offer to bring them the news instead" in text(client.get(entry.get_absolute_url()))
    client.post(reverse("logbook:take_on", args=[Promise.objects.get().pk]))
    assert "It is yours once Tom says yes." in text(client.get(entry.get_absolute_url()))
    assert "I will bring them the news instead" in text(browser.get(entry.get_absolute_url()))
    client.force_login(tom)
    assert "Let Joan bring it" in text(client.get(entry.get_absolute_url()))
    client.post(reverse("logbook:let_bring", args=[Promise.objects.get().pk]))
    page = text(client.get(entry.get_absolute_url()))
    assert "Tom promised it first" in page
    Audience.objects.filter(entry=entry).update(reach="anyone")
    page = text(stranger.get(entry.get_absolute_url()))
    assert "bring them the news instead" not in page
    assert "Share more widely" not in page


def test_tell_is_for_those_around_the_table(stranger: Client, system: System) -> None:
    assert stranger.get(at("tell", system.pk)).status_code == 403
    assert stranger.post(at("tell", system.pk), TOLD).status_code == 403


def test_a_seat_for_one_thing_is_asked_for_that_only(browser: Client, ruth: Person) -> None:
    life, joan = a_life(by=ruth), a_person("Joan")
    a_seat(life, by=ruth, person=joan, ground="agreed", categories=["money"])
    client = Client()
    client.force_login(joan)
    assert "health" in text(browser.get(at("tell", life.pk)))
    page = text(client.get(at("tell", life.pk)))
    assert "money and benefits" in page
    for other in ("health", "Life in general"):
        assert other not in page
    for category in ("", "health"):
        response = client.post(at("tell", life.pk), TOLD | {"category": category})
        assert response.status_code == 422
    assert "Choose what it is about" in text(client.post(at("tell", life.pk), TOLD))
    assert client.post(at("tell", life.pk), TOLD | {"category": "money"}).status_code == 302
    planned_about = client.post(at("plan_visit", life.pk), planned(first=str(joan.pk)))
    assert planned_about.status_code == 422
    money = planned(first=str(joan.pk), category="money", second_name="Dev")
    assert "The visit is kept." in text(client.post(at("plan_visit", life.pk), money, follow=True))


def test_tell_from_a_visit(browser: Client, system: System, ruth: Person) -> None:
    visit = a_visit(system=system, by=ruth)
    address = f"{at('tell', system.pk)}?visit={visit.pk}"
    # What was begun for one visit is not offered at another, nor where there is none.
    assert f'data-draft="story-{visit.pk}"' in text(browser.get(address))
    assert 'data-draft="story"' in text(browser.get(at("tell", system.pk)))
    assert "A story from this visit" in text(browser.get(address))
    browser.post(address, {"words": "Kettle on.", "ceiling": "open", "reach": "table"})
    story = Story.objects.get()
    assert (story.visit, story.entry.on) == (visit, visit.on)
    assert browser.get(f"{at('tell', system.pk)}?visit={uuid4()}").status_code == 404
    ahead = a_visit(system=system, by=ruth, on=timezone.localdate() + timedelta(days=1))
    early = {"words": "Kettle on.", "ceiling": "open", "reach": "table"}
    response = browser.post(f"{at('tell', system.pk)}?visit={ahead.pk}", early)
    assert response.status_code == 422
    assert "still to come" in text(response)


def test_a_lost_card_is_made_anew(browser: Client, system: System, stranger: Client) -> None:
    entry, code = a_card(system=system)
    response = browser.post(at("make_card", entry.pk), follow=True)
    assert "Thank you for what you told us" in text(response)
    assert Client().post(at("code"), {"code": code}).status_code == 422
    assert stranger.post(at("make_card", entry.pk)).status_code == 404
    assert browser.get(at("make_card", entry.pk)).status_code == 405


def test_a_card_is_for_who_wrote_it_down(browser: Client, system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    client = Client()
    client.force_login(joan)
    entry, code = a_card(system=system, by=ruth)
    promise = Promise.objects.get(entry=entry)
    taken_on(promise, by=joan)  # to bring news is not to speak for the teller
    assert "make a new card" not in text(client.get(entry.get_absolute_url()))
    assert client.get(at("card", entry.pk)).status_code == 403
    assert client.post(at("make_card", entry.pk)).status_code == 403
    assert "make a new card" in text(browser.get(entry.get_absolute_url()))
    assert Client().post(at("code"), {"code": code}).status_code == 302


def test_there_is_no_card_for_who_signs_in(browser: Client, system: System, ruth: Person) -> None:
    entry = a_story(system=system, by=ruth, teller="me")
    assert "make a new card" not in text(browser.get(entry.get_absolute_url()))
    assert browser.get(at("card", entry.pk)).status_code == 403
    assert browser.post(at("make_card", entry.pk)).status_code == 403


def test_who_writes_down_what_is_kept_close_still_gives_the_card(
    system: System, ruth: Person
) -> None:
    joan = a_person("Joan")
    seat = a_seat(system, by=ruth, person=joan)
    client = Client()
    client.force_login(joan)
    card = client.post(at("tell", system.pk), TOLD | CLOSE, follow=True)
    assert "Thank you for what you told us" in text(card)
    entry = Story.objects.get().entry
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert "shown already" in text(client.get(at("card", entry.pk)))
    own = client.post(at("tell", system.pk), TOLD | CLOSE | {"teller": "me"})
    assert own["Location"] == at("mine")
    end_seat(seat=seat, by=ruth)
    assert client.get(at("card", entry.pk)).status_code == 404


# --- to take elsewhere -----------------------------------------------------------------------


def test_export_takes_words_only_where_they_may_be_repeated(
    browser: Client, system: System
) -> None:
    a_story(system=system, words="=2+5+cmd|' /C calc'!A0", ceiling="open")
    a_story(system=system, words="Not to be repeated", ceiling="learn")
    response = browser.get(at("export", system.pk))
    assert "attachment" in response["Content-Disposition"]
    heading, learnt, opened = csv.reader(StringIO(text(response).lstrip("\ufeff")))
    assert heading[-1] == "story"
    assert learnt[-2:] == ["learn from it, don’t repeat it", ""]
    assert opened[-1].startswith("'=2+5")


def test_export_is_for_those_around_the_table_and_on_the_record(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    assert stranger.get(at("export", system.pk)).status_code == 403
    entry = a_story(system=a_life(by=ruth), words=HIDDEN)
    assert HIDDEN in text(browser.get(at("export", entry.system_id)))
    assert str(entry.pk) in looks()[-1]


# --- visits ----------------------------------------------------------------------------------


def planned(**changes: str) -> dict[str, str]:
    return {
        "where": "The hostel on Union Street",
        "on_0": "3",
        "on_1": "3",
        "on_2": "2026",
        "whom": "People having tea",
        "first_standing": "director",
        "second_name": "Joan Okafor",
        "second_standing": "cleaner",
    } | changes


def test_plan_visit(browser: Client, system: System, ruth: Person) -> None:
    assert "Plan a listening visit" in text(browser.get(at("plan_visit", system.pk)))
    response = browser.post(at("plan_visit", system.pk), planned(first=str(ruth.pk)), follow=True)
    page = text(response)
    assert Visit.objects.get().on == date(2026, 3, 3)
    for shown in ("The visit is kept.", "The hostel on Union Street", "Joan Okafor", "cleaner"):
        assert shown in page


def test_plan_visit_says_why_two_of_different_standing(
    browser: Client, system: System, ruth: Person
) -> None:
    same = planned(first=str(ruth.pk), second_standing="Director")
    response = browser.post(at("plan_visit", system.pk), same)
    assert response.status_code == 422
    assert "Each then hears what the other would miss" in text(response)
    nobody = browser.post(at("plan_visit", system.pk), planned(first="x", second_name=""))
    assert nobody.status_code == 422
    assert "Choose who goes with them, or write their name" in text(nobody)


def test_plan_visit_is_for_those_around_the_table(stranger: Client, system: System) -> None:
    assert stranger.get(at("plan_visit", system.pk)).status_code == 403


def test_visits_lists_what_was_and_what_is_to_come(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    assert "No visit has been planned yet" in text(browser.get(at("visits", system.pk)))
    a_visit(system=system, by=ruth)
    a_visit(system=system, by=ruth, on=date(2999, 1, 2), where="The far end")
    page = text(browser.get(at("visits", system.pk)))
    assert "Planned for 2 January 2999" in page
    assert "Ruth Tait and Joan Okafor" in page
    assert "you do not see its visits" in text(stranger.get(at("visits", system.pk)))
    few = queries(lambda: browser.get(at("visits", system.pk)))
    for _number in range(5):
        a_visit(system=system, by=ruth)
    assert queries(lambda: browser.get(at("visits", system.pk))) == few


def test_visit_shows_its_stories_and_what_it_did(
    browser: Client, stranger: Client, system: System, ruth: Person
) -> None:
    visit = a_visit(system=system, by=ruth)
    assert "No story from this visit" in text(browser.get(at("visit", visit.pk)))
    a_story(system=system, by=ruth, visit=visit, words="They put the kettle on.")
    response = browser.post(at("between", visit.pk), {"between": "It was fear."}, follow=True)
    page = text(response)
    for shown in (
        "What it did between you is kept.",
        "“It was fear.”",
        "“They put the kettle on.”",
    ):
        assert shown in page
    assert stranger.get(at("visit", visit.pk)).status_code == 404
    assert stranger.get(at("between", visit.pk)).status_code == 404
    few = queries(lambda: browser.get(at("visit", visit.pk)))
    for _number in range(5):
        a_story(system=system, by=ruth, visit=visit)
    assert queries(lambda: browser.get(at("visit", visit.pk))) == few


def test_a_visit_shared_from_elsewhere_is_its_words(
    browser: Client, system: System, ruth: Person
) -> None:
    visit = a_visit(system=system, by=ruth)
    other = a_system(by=ruth, name="Another table")
    said = "We heard how long the wait is."
    copy = logbook.widen(entry=visit.entry, into=other, words=said, agreed="Yes", by=ruth)
    page = text(browser.get(copy.get_absolute_url()))
    for shown in (said, "March 2026", "without saying whose it is", "Take this visit back"):
        assert shown in page
    for hidden in ("Ruth Tait and", "Joan Okafor", "Union Street", "3 March", str(visit.pk)):
        assert hidden not in page
    listed = text(browser.get(at("visits", other.pk)))
    assert said in listed
    assert copy.get_absolute_url() in listed
    assert "No visit has been planned yet" not in listed
    for page_of_two in (at("between", copy.pk), f"{at('tell', other.pk)}?visit={copy.pk}"):
        assert browser.get(page_of_two).status_code == 404


def test_visit_keeps_a_story_kept_close_to_the_few(system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    visit = a_visit(system=system, by=ruth, second=joan)
    a_story(system=system, by=ruth, visit=visit, words=HIDDEN, ceiling="close")
    client = Client()
    client.force_login(joan)
    assert HIDDEN not in text(client.get(at("visit", visit.pk)))


def test_between_is_for_the_two_and_for_after(
    browser: Client, system: System, ruth: Person
) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    a_seat(system, by=ruth, person=joan)
    a_seat(system, by=ruth, person=dev)
    theirs = a_visit(system=system, by=ruth, first=joan, second=dev)
    assert browser.get(at("between", theirs.pk)).status_code == 403
    ahead = a_visit(system=system, by=ruth, on=date(2999, 1, 1))
    response = browser.post(at("between", ahead.pk), {"between": "Too early"})
    assert response.status_code == 422
    assert "Too early" in text(response)
    assert browser.post(at("between", ahead.pk), {}).status_code == 422


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


@pytest.mark.parametrize("page", ["stories", "tell", "export", "visits", "plan_visit"])
def test_nothing_of_a_table_is_public(system: System, page: str) -> None:
    assert Client().get(at(page, system.pk)).status_code == 302
    assert Client().get(at("mine")).status_code == 302
