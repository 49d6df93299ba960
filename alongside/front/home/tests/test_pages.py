"""The pages of the house, as somebody with a seat, without one, and with many meet them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry, News, Promise, Way
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Role, Scale, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.front.home.around import SEATS
from alongside.front.home.tables import Life
from alongside.human.listening.models import STORY, Whose
from alongside.human.listening.testing import a_story, a_visit
from alongside.learning.experiments.testing import a_conclusion, an_experiment
from alongside.learning.sensemaking.testing import a_perspective, an_insight

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, name: str, *args: object, **query: str) -> str:
    response = signed_in(person).get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def queries(person: Person, name: str, *args: object, **query: str) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse(name, args=args), query).status_code == 200
    return len(captured)


def status(person: Person, name: str, *args: object) -> int:
    return signed_in(person).get(reverse(name, args=args)).status_code


def a_thread(system: System, *, by: Person, name: str = "the letters") -> Entry:
    """A story, what it made somebody think, something tried because of it, kept."""
    story = a_story(system=system, by=by, words=f"It was {name}.")
    insight = an_insight(system=system, by=by, because=[story], words=f"They hide from {name}.")
    tried = an_experiment(system=system, by=by, because=[insight.entry], words="Knock first.")
    a_conclusion(experiment=tried, by=by, words="We go on knocking.")
    return insight.entry


# --- what I'm part of ----------------------------------------------------------------------------


def test_the_front_page_of_somebody_new_says_what_to_do() -> None:
    text = page(a_person("Nell"), "home:front")
    assert "You are not around a table yet" in text
    assert reverse("systems:found") in text


def test_the_front_page_names_tables_and_what_moved_there() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    a_thread(system, by=ruth)
    text = page(ruth, "home:front")
    assert "Council tax, differently" in text
    assert "Help me steady my life." in text
    assert "We go on knocking." in text
    assert "It was the letters." in text  # an answer owed


def test_who_waits_for_an_answer_comes_before_the_tables() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    idle = page(ruth, "home:front")
    assert idle.index("day__tables") < idle.index("Nobody waits to hear from you")
    a_story(system=system, by=ruth, words="It was the letters.")
    busy = page(ruth, "home:front")
    assert busy.index("you have had it") < busy.index("day__tables")


def test_who_told_something_is_led_to_what_came_of_it() -> None:
    ruth, kerry = a_person("Ruth"), a_person("Kerry")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=kerry)
    mine = reverse("listening:mine")
    assert mine not in page(kerry, "home:front")
    own = a_story(system=system, by=kerry, words="I hid it.", teller=Whose.MINE)
    assert mine in page(kerry, "home:front")
    assert mine not in page(ruth, "home:front")
    logbook.withdraw(entry=own, by=kerry)
    assert mine not in page(kerry, "home:front")


def test_of_a_life_the_front_page_says_only_that_something_was_added() -> None:
    ruth = a_person("Ruth")
    life = a_life(by=ruth, name="Rosa", purpose="Sundays at my own table")
    a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    text = page(ruth, "home:front")
    assert "Rosa" in text
    assert "Something was added, today" in text
    assert "slept" not in text
    assert "Sundays" not in text


def test_asks_that_wait_are_timed_by_whoever_was_asked() -> None:
    ruth, amara = a_person("Ruth"), a_person("Amara")
    ours, theirs = a_system(by=ruth), a_system(by=amara, name="Gateshead")
    logbook.ask(system=ours, of=theirs, words="Wait with bailiffs", why="People hide", by=ruth)
    assert "asked of Gateshead, who have had it since today" in page(ruth, "home:front")
    assert "where you have had it since today" in page(amara, "home:front")


def fill(person: Person, tables: int) -> None:
    for number in range(tables):
        scale = list(Scale)[number % 5]
        system = a_system(by=person, name=f"Table {number}", scale=scale)
        a_story(system=system, by=person)
        if number:
            other = System.objects.not_lives().order_by("pk").first()
            if other and not system.is_life and other != system:
                logbook.ask(system=system, of=other, words="Help", why="So", by=person)


@pytest.mark.parametrize("name", ["home:front", "home:owed", "home:visit_sheet"])
def test_fifty_tables_take_no_more_queries_than_three(name: str) -> None:
    few, many = a_person(), a_person()
    fill(few, 3)
    fill(many, 50)
    # Names of lives are opened apart from those of other tables.
    assert queries(many, name) == queries(few, name) <= 21


# --- a system ------------------------------------------------------------------------------------


def test_a_system_shows_its_purpose_its_table_and_what_is_alive() -> None:
    ruth, dev = a_person("Ruth Thompson"), a_person("Dev Mistry")
    system = a_system(by=ruth, said_by="people in arrears", boundary="From the first letter on.")
    a_seat(system, by=ruth, person=dev, as_what="benefits specialist")
    outer = a_system(by=ruth, name="Gateshead")
    systems.place_within(inner=system, outer=outer, by=ruth)
    a_thread(system, by=dev)
    text = page(ruth, "home:system", system.pk)
    for words in (
        "Help me steady my life.",
        "said by people in arrears · 1st wording",
        "From the first letter on.",
        "benefits specialist",
        "It was the letters.",
        "They hide from the letters.",
        "another way of seeing it?",
        "Dev has owed an answer since today",
        "Gateshead",
    ):
        assert words in text, words
    assert "Council tax, differently" in page(ruth, "home:system", outer.pk)


def test_a_system_shows_what_was_asked_and_answered() -> None:
    ruth, amara = a_person("Ruth"), a_person("Amara")
    ours, theirs = a_system(by=ruth), a_system(by=amara, name="Gateshead")
    entry = logbook.ask(system=ours, of=theirs, words="Wait", why="People hide", by=ruth)
    assert "who have had it since today" in page(ruth, "home:system", ours.pk)
    assert reverse("logbook:answer_ask", args=[entry.pk]) in page(amara, "home:system", theirs.pk)
    ask = Ask.objects.get(pk=entry.pk)
    logbook.answer_ask(ask=ask, says="yes", words="From May.", to_tellers="They wait.", by=amara)
    assert "Yes: From May." in page(ruth, "home:system", ours.pk)
    assert "we said" in page(amara, "home:system", theirs.pk)


def test_a_planned_visit_is_shown_with_who_goes() -> None:
    ruth = a_person("Ruth Thompson")
    system = a_system(by=ruth)
    a_visit(system=system, by=ruth, on=timezone.localdate() + timedelta(days=1))
    assert "listen tomorrow" in page(ruth, "home:system", system.pk)


def test_strangers_see_a_purpose_a_table_and_what_is_for_anyone() -> None:
    ruth, nell = a_person("Ruth"), a_person("Nell")
    system = a_system(by=ruth)
    a_thread(system, by=ruth)
    shared: dict[str, Any] = {"kind": STORY, "ceiling": "open", "anonymous": True}
    an_entry(system, by=ruth, words="We knock before we write.", reach="anyone", **shared)
    mine = a_system(by=nell, name="The library")
    text = page(nell, "home:system", system.pk)
    assert "Help me steady my life." in text
    assert "We knock before we write." in text
    assert "It was the letters." not in text
    assert reverse("listening:tell", args=[system.pk]) not in text
    assert reverse("logbook:ask_of", args=[mine.pk]) in text


def test_a_life_is_not_there_for_anybody_without_a_seat() -> None:
    ruth, nell = a_person("Ruth"), a_person("Nell")
    life = a_life(by=ruth)
    assert status(nell, "home:system", life.pk) == 404


def test_the_page_of_a_life_has_a_neutral_title_and_a_way_out_and_is_recorded() -> None:
    ruth = a_person("Ruth")
    life = a_life(by=ruth, name="Rosa")
    story = a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    text = page(ruth, "home:system", life.pk)
    assert "<title>What matters · Alongside</title>" in text
    assert "Exit this page" in text
    assert "I have not slept." in text
    looked = Event.objects.filter(kind="record.looked", chain=life.pk).get()
    assert str(story.pk) in looked.data


def _owed_by_somebody_gone(system: System, *, by: Person) -> Person:
    dev = a_person("Dev")
    seat = a_seat(system, by=by, person=dev)
    a_story(system=system, by=dev)
    systems.end_seat(seat=seat, by=by)
    return dev


def _owed_through_an_organisation(system: System, *, by: Person) -> Person:
    dev, door = a_person("Dev"), an_organisation()
    a_membership(dev, door)
    systems.seat(system=system, organisation=door, by=by)
    a_story(system=system, by=dev)
    return dev


def _owed_by_the_last_of_many(system: System, *, by: Person) -> Person:
    for _number in range(SEATS):
        a_seat(system, by=by)
    dev = a_person("Dev")
    a_seat(system, by=by, person=dev)
    a_story(system=system, by=dev)
    return dev


@pytest.mark.parametrize(
    "owed", [_owed_by_somebody_gone, _owed_through_an_organisation, _owed_by_the_last_of_many]
)
def test_a_table_says_who_owes_an_answer_wherever_they_sit(
    owed: Callable[..., Person],
) -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    dev = owed(system, by=ruth)
    assert "Dev has owed an answer since today" in page(ruth, "home:system", system.pk)
    story = Entry.objects.get(by=dev)
    text = page(ruth, "listening:story", story.pk)
    assert "I will bring them the news instead" in text


def test_an_answer_is_owed_from_when_it_was_taken_on() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    a_story(system=system, by=dev, words="The first one.")
    a_story(system=system, by=ruth, words="The second one.")
    long_ago = timezone.now() - timedelta(days=63)
    Promise.objects.update(made_at=long_ago, held_since=long_ago)
    logbook.take_on(promise=Promise.objects.get(by=dev), by=ruth)
    text = page(ruth, "home:owed")
    assert text.index("The second one.") < text.index("The first one.")
    assert "You have had this 9 weeks" in text
    assert "You have had this since today" in text
    taken = Entry.objects.get(title="The first one.")
    assert "You have had it since today" in page(ruth, "home:thread", taken.pk)


def test_who_promised_first_sees_who_brings_it_now() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    story = a_story(system=system, by=dev)
    assert "Brought by others now" not in page(dev, "home:owed")
    logbook.take_on(promise=Promise.objects.get(), by=ruth)
    text = page(dev, "home:owed")
    assert "Ruth brings the news since" in text
    assert story.get_absolute_url() in text
    assert "Brought by others now" not in page(ruth, "home:owed")
    logbook.withdraw(entry=story, by=dev)
    assert "Brought by others now" not in page(dev, "home:owed")


def test_what_is_seen_one_way_asks_others_for_nothing_yet() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    address = reverse("logbook:ask_of", args=[system.pk])
    one_way, both = an_entry(system, by=ruth, seen_one_way=True), an_entry(system, by=ruth)
    assert address not in page(ruth, "home:thread", one_way.pk)
    assert "First find somebody who sees it another way." in page(ruth, "home:thread", one_way.pk)
    assert address in page(ruth, "home:thread", both.pk)


def test_an_empty_system_says_where_to_begin() -> None:
    ruth = a_person()
    system = a_system(by=ruth, purpose="")
    assert "Nothing has been said here yet." in page(ruth, "home:system", system.pk)


def _busy(system: System, *, by: Person, times: int) -> None:
    for number in range(times):
        a_thread(system, by=by, name=f"reason {number}")
        inner = a_system(by=by, name=f"Inner {number}", scale=Scale.TEAM)
        if not system.is_life:
            systems.place_within(inner=inner, outer=system, by=by)
            logbook.ask(system=inner, of=system, words="Help", why="So", by=by)
        logbook.ask(system=system, of=inner, words="Help", why="So", by=by)
        a_seat(system, by=by)


@pytest.mark.parametrize("scale", [Scale.PLACE, Scale.LIFE])
def test_a_busy_system_takes_no_more_queries_than_a_quiet_one(scale: str) -> None:
    ruth = a_person()
    quiet, busy = (a_system(by=ruth, scale=scale) for _ in range(2))
    _busy(quiet, by=ruth, times=1)
    _busy(busy, by=ruth, times=12)
    # A life takes its keys, the record that it was looked at, and whose it is to erase.
    most = 37 if scale == Scale.LIFE else 26
    assert queries(ruth, "home:system", busy.pk) == queries(ruth, "home:system", quiet.pk) <= most


# --- a thread ------------------------------------------------------------------------------------


def test_a_thread_goes_back_to_voices_and_forward_to_what_came_of_them() -> None:
    ruth = a_person("Ruth")
    insight = a_thread(a_system(by=ruth), by=ruth)
    text = page(ruth, "home:thread", insight.pk)
    for words in ("It was the letters.", "They hide from the letters.", "We go on knocking."):
        assert words in text, words
    assert "Written for the people whose voices these are" in text
    assert text.count('class="drawn__box"') == 2 * 4


def test_a_thread_not_yours_is_not_there() -> None:
    ruth, nell = a_person(), a_person()
    insight = a_thread(a_system(by=ruth), by=ruth)
    assert status(nell, "home:thread", insight.pk) == 404
    assert status(nell, "home:voices", insight.pk) == 404


GONE = "Something was here. It was taken back, or is kept closer now."


def test_a_thread_says_where_something_was_to_whoever_could_read_it() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    story = a_story(system=system, by=ruth, words="It was the letters.")
    insight = an_insight(system=system, by=ruth, because=[story])
    logbook.withdraw(entry=story, by=ruth)
    text = page(dev, "home:thread", insight.pk)
    assert GONE in text
    assert "It was the letters." not in text
    before, after = text.split(f"<h2>{insight.entry.called}</h2>")
    assert GONE in before
    assert GONE not in after


def test_a_thread_says_where_something_came_of_it_was() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    story = a_story(system=system, by=ruth)
    insight = an_insight(system=system, by=ruth, because=[story])
    assert GONE not in page(ruth, "home:thread", story.pk)
    logbook.withdraw(entry=insight.entry, by=ruth)
    before, after = page(ruth, "home:thread", story.pk).split("It began here")
    assert GONE in after
    assert GONE not in before


def test_a_thread_tells_nobody_else_that_something_was_there() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    close = an_entry(system, by=ruth, reach="us")
    insight = an_insight(system=system, by=ruth, because=[close])
    logbook.withdraw(entry=close, by=ruth)
    assert GONE in page(ruth, "home:thread", insight.pk)
    assert GONE not in page(dev, "home:thread", insight.pk)


def test_something_alone_asks_what_could_come_of_it() -> None:
    ruth = a_person()
    story = a_story(system=a_system(by=ruth), by=ruth)
    text = page(ruth, "home:thread", story.pk)
    assert "Nothing has come of it yet" in text
    assert f"{reverse('experiments:try_out', args=[story.system_id])}?because={story.pk}" in text
    assert "You promised whoever told this an answer" in text


def test_words_kept_close_are_quoted_only_to_those_they_reach() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    stories = [
        a_story(system=system, by=ruth, words="Only for you.", ceiling="close", reach="us"),
        a_story(system=system, by=ruth, words="For the table."),
    ]
    insight = an_insight(system=system, by=ruth, because=stories).entry
    assert "Only for you." in page(ruth, "home:thread", insight.pk)
    text = page(dev, "home:thread", insight.pk)
    assert "For the table." in text
    assert "Only for you." not in text
    assert "other" not in text.split("What it rests on")[1].split("<h2")[0]


def test_in_a_life_nobody_reads_how_long_another_has_owed_an_answer() -> None:
    maya, pat, rosa = a_person("Maya Lee"), a_person("Pat"), a_person("Rosa")
    life = a_life(by=maya)
    a_seat(life, by=maya, person=pat)
    a_seat(life, by=maya, person=rosa, role=Role.PERSON)
    a_story(system=life, by=maya, words="Not the tablets.")
    assert "Maya has owed an answer since today" in page(maya, "home:system", life.pk)
    assert "Maya has owed an answer since today" in page(rosa, "home:system", life.pk)
    assert "has owed an answer" not in page(pat, "home:system", life.pk)
    assert "Maya will bring news" in page(pat, "home:system", life.pk)


def test_the_words_of_a_life_stay_on_pages_of_that_life() -> None:
    ruth = a_person("Ruth")
    life, system = a_life(by=ruth), a_system(by=ruth)
    told = a_story(system=life, by=ruth, words="I have not slept.")
    copy = logbook.widen(entry=told, into=system, words="No sleep.", agreed="Yes", by=ruth)
    insight = an_insight(system=system, by=ruth, because=[copy], words="Letters at night.").entry
    assert "I have not slept." in page(ruth, "home:thread", told.pk)
    text = page(ruth, "home:thread", insight.pk)
    assert "No sleep." in text
    assert "slept" not in text
    assert "slept" not in page(ruth, "home:voices", insight.pk)
    assert "slept" not in page(ruth, "home:thread", copy.pk)
    assert "Exit this page" in page(ruth, "home:thread", told.pk)


def test_a_story_shared_more_widely_is_one_voice() -> None:
    ruth = a_person()
    ours, theirs = a_system(by=ruth), a_system(by=ruth, name="Gateshead")
    told = a_story(system=ours, by=ruth, words="Nobody asked.")
    copy = logbook.widen(entry=told, into=theirs, words="Nobody asked.", agreed="Yes", by=ruth)
    insight = an_insight(system=theirs, by=ruth, because=[copy]).entry
    rests = page(ruth, "home:thread", insight.pk).split("What it rests on")[1].split("<h2")[0]
    assert rests.count("Nobody asked.") == 1


@verb
def many_stories(system: System, *, by: Person, count: int) -> list[Entry]:
    drafts = [
        logbook.Draft(words={"words": f"Voice {n} says what happened."}, ceiling="quoted")
        for n in range(count)
    ]
    stories = logbook.write_many(system=system, kind=STORY, by=by, drafts=drafts)
    happened("home.tested", by=by.pk, on=system.pk)
    return stories


def test_an_insight_resting_on_five_thousand_stories_is_one_page() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    few = an_insight(system=system, by=ruth, because=many_stories(system, by=ruth, count=8)).entry
    told = many_stories(system, by=ruth, count=5_000)
    insight = an_insight(system=system, by=ruth, because=told)
    for _number in range(40):
        an_experiment(system=system, by=ruth, because=[insight.entry])
    an_experiment(system=system, by=ruth, because=[few])
    text = page(ruth, "home:thread", insight.entry.pk)
    assert len(text.encode()) <= 200_000
    assert text.count('class="drawn__box"') <= 2 * 30
    assert "and 4,994 others" in text
    assert "and 26 others" in text
    many = queries(ruth, "home:thread", insight.entry.pk)
    assert many == queries(ruth, "home:thread", few.pk) <= 17


def test_every_voice_is_a_page_away_however_many() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth, because=many_stories(system, by=ruth, count=60))
    seen, url = [], reverse("home:voices", args=[insight.entry.pk])
    client = signed_in(ruth)
    while url:
        response = client.get(url)
        seen += [item.entry.pk for item in response.context["voices"]]
        older = response.context["page"].older
        url = f"{reverse('home:voices', args=[insight.entry.pk])}?before={older}" if older else ""
    assert len(seen) == len(set(seen)) == 60


# --- answers I owe -------------------------------------------------------------------------------


def test_answers_owed_begin_with_the_one_held_longest() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    a_story(system=system, by=ruth, words="The first one.")
    a_story(system=system, by=ruth, words="The second one.")
    text = page(ruth, "home:owed")
    assert text.index("The first one.") < text.index("The second one.")
    assert "You have had this since today" in text


def test_news_is_marked_as_told_by_whoever_promised_it() -> None:
    ruth, eve = a_person("Ruth"), a_person("Eve")
    insight = a_thread(a_system(by=ruth), by=ruth)
    promise = Promise.objects.get()
    url = reverse("home:told", args=[promise.pk])
    told = {"entry": str(insight.pk), "way": Way.IN_PERSON}
    assert signed_in(eve).post(url, told).status_code == 404
    assert signed_in(ruth).post(url, told, follow=True).status_code == 200
    assert News.objects.get().way == Way.IN_PERSON
    text = page(ruth, "home:owed")
    assert "News for people you have answered before" in text
    again = signed_in(ruth).post(url, told, follow=True).content.decode()
    assert "They have had this news already." in again


def test_nothing_is_brought_that_is_not_written_for_them() -> None:
    ruth, eve = a_person("Ruth"), a_person("Eve")
    a_thread(a_system(by=ruth), by=ruth)
    close = a_story(system=a_life(by=eve), by=eve, words="Hush.", ceiling="close")
    promise = Promise.objects.get(by=ruth)
    url = reverse("home:told", args=[promise.pk])
    for pk in (close.pk, promise.entry_id, uuid4()):
        told = {"entry": str(pk), "way": Way.IN_PERSON}
        assert signed_in(ruth).post(url, told).status_code == 404
    assert not News.objects.exists()


def test_nonsense_marks_nothing() -> None:
    ruth = a_person()
    a_thread(a_system(by=ruth), by=ruth)
    url = reverse("home:told", args=[Promise.objects.get().pk])
    for nonsense in ({}, {"entry": "x", "way": "dance"}, {"entry": "\0", "way": ["a", "b"]}):
        assert signed_in(ruth).post(url, nonsense).status_code == 302
    assert not News.objects.exists()


def test_what_was_told_in_a_life_is_not_quoted_among_answers_owed() -> None:
    ruth = a_person()
    life = a_life(by=ruth)
    story = a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    logbook.answer(promise=Promise.objects.get(entry=story), says="yes", to_tellers="Hush", by=ruth)
    text = page(ruth, "home:owed")
    assert "slept" not in text
    assert "Hush" not in text


def test_a_promise_outlives_a_seat_without_the_words() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    life = a_life(by=ruth, name="Rosa")
    seat = a_seat(life, by=ruth, person=dev)
    a_story(system=life, by=dev, words="I have not slept.")
    systems.end_seat(seat=seat, by=ruth)
    text = page(dev, "home:owed")
    assert "at a table you no longer sit at" in text
    assert "Rosa" not in text
    assert str(life.pk) not in text


def test_answers_owed_are_paged_from_one_to_the_next() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    for number in range(27):
        a_story(system=system, by=ruth, words=f"Story number {number:02}.")
    client = signed_in(ruth)
    first = client.get(reverse("home:owed"))
    assert "Story number 24." in first.content.decode()
    assert "Story number 25." not in first.content.decode()
    rest = client.get(reverse("home:owed"), {"before": first.context["page"].older})
    assert "Story number 25." in rest.content.decode()
    assert "Story number 24." not in rest.content.decode()


def test_a_sheet_for_a_visit_has_what_to_tell() -> None:
    ruth = a_person()
    a_thread(a_system(by=ruth), by=ruth)
    promise = Promise.objects.get()
    assert "It was the letters." in page(ruth, "home:visit_sheet")
    text = page(ruth, "home:visit_sheet", p=str(promise.pk))
    assert "News to bring" in text
    assert "What came of it" in text


def test_a_sheet_never_mixes_a_life_with_anything_else() -> None:
    ruth = a_person()
    a_thread(a_system(by=ruth), by=ruth)
    life = a_life(by=ruth)
    story = a_story(system=life, by=ruth, words="I have not slept.", ceiling="close")
    promise = Promise.objects.get(entry=story)
    logbook.answer(promise=promise, says="yes", to_tellers="We keep Tuesdays.", by=ruth)
    both = [str(pk) for pk in Promise.objects.values_list("pk", flat=True)]
    response = signed_in(ruth).get(reverse("home:visit_sheet"), {"p": both})
    assert response.status_code == 422
    alone = page(ruth, "home:visit_sheet", p=str(promise.pk))
    assert "We keep Tuesdays." in alone
    assert "<title>Alongside</title>" in alone


# --- search --------------------------------------------------------------------------------------


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


# --- what pages bear ---


@pytest.mark.parametrize(
    "name", ["front", "owed", "visit_sheet", "refusals", "accessibility", "privacy", "search"]
)
def test_a_page_is_only_asked_for(name: str) -> None:
    client = signed_in(a_person())
    for method in ("put", "delete", "patch", *(("post",) if name != "search" else ())):
        assert getattr(client, method)(reverse(f"home:{name}")).status_code == 405, method


def test_a_page_of_one_thing_is_only_asked_for() -> None:
    ruth = a_person()
    story = a_story(system=a_system(by=ruth), by=ruth)
    for name, pk in (("system", story.system_id), ("thread", story.pk), ("voices", story.pk)):
        assert signed_in(ruth).post(reverse(f"home:{name}", args=[pk])).status_code == 405
    told = reverse("home:told", args=[Promise.objects.get().pk])
    assert signed_in(ruth).get(told).status_code == 405


def test_of_a_life_in_a_list_its_name_alone_is_opened() -> None:
    ruth = a_person()
    life = a_life(by=ruth, name="Rosa", purpose="Sundays")
    found = [table.system for table in front_tables(ruth) if table.system.pk == life.pk]
    found += signed_in(ruth).get(reverse("home:search")).context["lives"]
    assert [(one.name, one.purpose, one.boundary) for one in found] == [("Rosa", None, None)] * 2
    assert "Sundays" in page(ruth, "home:system", life.pk)


def front_tables(person: Person) -> list[Life]:
    groups = signed_in(person).get(reverse("home:front")).context["groups"]
    return [table for group in groups for table in group.lives]


# --- for everyone --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home:refusals", "home:accessibility", "home:privacy"])
def test_policies_are_for_anybody_to_read(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def test_no_page_tells_somebody_without_a_seat_of_a_life() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    life = a_life(by=ruth, name="Rosalind", purpose="Sundays")
    systems.place_within(inner=life, outer=system, by=ruth)
    told = a_story(system=life, by=ruth, words="I have not slept.")
    copy = logbook.widen(entry=told, into=system, words="No sleep.", agreed="Yes", by=ruth)
    insight = an_insight(system=system, by=ruth, because=[copy])
    a_perspective(insight=insight, by=dev)
    pages = [
        page(dev, "home:front"),
        page(dev, "home:system", system.pk),
        page(dev, "home:owed"),
        page(dev, "home:search", q="sleep"),
        page(dev, "home:thread", insight.entry.pk),
        page(dev, "home:voices", insight.entry.pk),
        page(dev, "home:thread", copy.pk),
    ]
    for text in pages:
        for secret in ("Rosalind", "Sundays", "slept", str(life.pk), str(told.pk)):
            assert secret not in text, secret
    assert "Rosalind" not in page(ruth, "home:system", system.pk)


def test_the_page_of_a_life_shows_what_goes_on_of_what_is_tried() -> None:
    ruth = a_person("Ruth")
    life = a_life(by=ruth, name="Rosa")
    tried = an_experiment(system=life, by=ruth, words="The Tuesday matinee.")
    trying = "What you’re trying together"
    assert "The Tuesday matinee." in page(ruth, "home:system", life.pk).split(trying)[1]
    a_conclusion(experiment=tried, by=ruth)
    now = page(ruth, "home:system", life.pk).split(trying)[1]
    assert "The Tuesday matinee." not in now
    assert "Nothing is being tried just now." in now
