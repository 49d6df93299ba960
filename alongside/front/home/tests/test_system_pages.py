"""The page of a system, as those who sit there meet it and as others do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry, Promise
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.front.home.system.around import SEATS
from alongside.human.listening.models import STORY
from alongside.human.listening.testing import a_story, a_visit
from alongside.learning.experiments.testing import a_conclusion, an_experiment

from .pages import a_thread, page, queries, status

pytestmark = pytest.mark.django_db


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
    long_ago = timezone.localtime() - timedelta(days=63)
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
