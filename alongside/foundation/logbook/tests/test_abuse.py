"""What somebody might try with promises, cards, answers and sharing, and what stands in the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions, rules, threads
from alongside.foundation.logbook.models import Ask, Audience, Entry, Promise
from alongside.foundation.logbook.testing import a_voice, an_entry, taken_on
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def joan(ruth: Person) -> Person:
    return a_person("Joan Okafor", by=ruth)


@pytest.fixture
def table(ruth: Person, joan: Person) -> System:
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=joan)
    return system


def promise_of(entry: Entry) -> Promise:
    return Promise.objects.select_related("entry__system").get(entry=entry)


def test_who_takes_a_promise_on_gets_no_card(ruth: Person, joan: Person, table: System) -> None:
    story = a_voice(table, by=ruth)
    taken_on(promise_of(story), by=joan)
    with pytest.raises(PermissionDenied):
        actions.make_card(entry=story, by=joan)
    assert actions.make_card(entry=story, by=ruth)


def test_there_is_no_card_for_who_signs_in(ruth: Person, joan: Person, table: System) -> None:
    story = a_voice(table, by=ruth, teller=joan)
    with pytest.raises(PermissionDenied):
        actions.make_card(entry=story, by=ruth)


def test_who_takes_it_on_has_had_it_since_then(ruth: Person, joan: Person, table: System) -> None:
    promise = promise_of(a_voice(table, by=ruth))
    long_ago = timezone.now() - timedelta(days=90)
    Promise.objects.update(made_at=long_ago, held_since=long_ago)
    taken_on(promise, by=joan)
    promise.refresh_from_db()
    assert (timezone.now() - promise.held_since).days == 0
    assert (timezone.now() - promise.made_at).days == 90


def test_who_lost_their_seat_takes_no_words_back(ruth: Person, joan: Person, table: System) -> None:
    story = a_voice(table, by=joan)
    systems.exclude(system=table, person=joan, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.withdraw(entry=story, by=joan)


def test_who_lost_their_seat_is_told_who_can_answer(
    ruth: Person, joan: Person, table: System
) -> None:
    promise = promise_of(a_voice(table, by=joan))
    systems.exclude(system=table, person=joan, by=ruth)
    with pytest.raises(Refused, match="no seat at this table any more"):
        actions.answer(promise=promise, says="yes", to_tellers="News.", by=joan)


def test_an_answer_taken_back_is_owed_again(ruth: Person, table: System) -> None:
    promise = promise_of(a_voice(table, by=ruth))
    answer = actions.answer(promise=promise, says="yes", to_tellers="News.", by=ruth, way="person")
    assert not Promise.objects.owed().exists()
    actions.withdraw(entry=answer, by=ruth)
    assert Promise.objects.owed().get() == promise


def test_an_ask_whose_answer_is_taken_back_waits_again(ruth: Person, table: System) -> None:
    other = a_system(by=ruth, name="Gateshead")
    ask = actions.ask(system=table, of=other, words="Wait.", why="So.", by=ruth)
    answer = actions.answer_ask(
        ask=Ask.objects.get(entry=ask), says="yes", words="Yes.", to_tellers="Yes.", by=ruth
    )
    assert Ask.objects.get().answered_at is not None
    actions.withdraw(entry=answer, by=ruth)
    assert Ask.objects.get().answered_at is None


def test_what_happens_in_a_life_is_news_for_its_own_voices_only(
    ruth: Person, table: System
) -> None:
    life = a_life(by=ruth)
    outside, inside = a_voice(table, by=ruth), a_voice(life, by=ruth)
    both = a_voice(life, by=ruth, because=[outside, inside])
    told = actions.answer(promise=promise_of(both), says="yes", to_tellers="News.", by=ruth)
    assert threads.for_tellers([outside.pk, inside.pk]) == {outside.pk: [], inside.pk: [told.pk]}


def test_an_ask_carries_nothing_out_of_a_life(ruth: Person, table: System) -> None:
    secret = a_voice(a_life(by=ruth), by=ruth)
    other = a_system(by=ruth, name="Gateshead")
    with pytest.raises(Refused, match="stays there"):
        actions.ask(system=table, of=other, words="Wait.", why="So.", by=ruth, because=[secret])


def test_seen_one_way_is_not_hidden_behind_something_tried(ruth: Person, table: System) -> None:
    other = a_system(by=ruth, name="Gateshead")
    insight = an_entry(table, by=ruth, seen_one_way=True)
    tried = an_entry(table, by=ruth, because=[insight])
    with pytest.raises(Refused, match="seen one way only"):
        actions.ask(system=table, of=other, words="Wait.", why="So.", by=ruth, because=[tried])


def test_only_those_around_a_table_share_with_anyone_from_it(
    ruth: Person, joan: Person, table: System
) -> None:
    other = a_system(by=joan, name="Gateshead")
    story = a_voice(table, by=ruth, ceiling="open")
    with pytest.raises(Refused, match="those around it"):
        actions.widen(entry=story, into=other, words="x", agreed="yes", by=ruth, reach="anyone")


def test_a_table_puts_away_what_was_shared_with_it(
    ruth: Person, joan: Person, table: System
) -> None:
    other = a_system(by=joan, name="Gateshead")
    story = a_voice(table, by=ruth, ceiling="open")
    copy = actions.widen(entry=story, into=other, words="x", agreed="yes", by=ruth)
    assert not rules.can_withdraw(ruth, copy)
    actions.withdraw(entry=copy, by=joan)
    assert not Audience.objects.filter(entry=copy).exists()
    assert Audience.objects.filter(entry=story).exists()


def test_who_came_after_it_was_taken_back_never_learns_of_it(
    ruth: Person, joan: Person, table: System
) -> None:
    story = a_voice(table, by=ruth)
    actions.withdraw(entry=story, by=ruth)
    late = a_person("Len Late", by=ruth)
    a_seat(table, by=ruth, person=late)
    assert Entry.objects.stubs_for(Reader.of(joan)).get() == story
    assert not Entry.objects.stubs_for(Reader.of(late)).exists()
