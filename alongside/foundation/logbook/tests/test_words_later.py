"""Words written into an entry after it began are found as those it began with."""

import pytest

from alongside.foundation.logbook import actions, search
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.models import Entry, Reach, Words
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .stored import everything_stored

pytestmark = pytest.mark.django_db


@verb
def say_more(entry: Entry, *, by: Person, part: str = "more", words: str) -> None:
    add_words(entry=entry, words={part: words}, by=by)
    happened("logbook.tested", by=by.pk, on=entry.system_id, to=entry.pk)


@verb
def say_less(entry: Entry, *, by: Person, part: str = "more") -> None:
    actions.drop_words(entry=entry, parts=[part], by=by)
    happened("logbook.tested", by=by.pk, on=entry.system_id, to=entry.pk)


def found(by: Person, text: str) -> list[object]:
    return list(search.find(Reader.of(by), text).entries)


def test_what_is_added_is_found_beside_what_it_began_with(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, words="Letters")
    say_more(entry, by=ruth, words="A zebra came")
    say_more(entry, by=ruth, part="yet more", words="A giraffe came")
    assert found(ruth, "letters zebra giraffe") == [entry.pk]
    assert search.nearest(Reader.of(ruth), ["zebra"], [], 10) == [entry.pk]
    assert found(a_person("Eve"), "zebra") == []


def test_an_entry_that_began_without_words_is_found_by_those_added(
    ruth: Person, place: System
) -> None:
    entry = an_entry(place, by=ruth, words="")
    say_more(entry, by=ruth, words="A zebra came")
    assert found(ruth, "zebra") == [entry.pk]


def test_what_is_added_to_what_was_kept_closer_is_found_by_as_few(
    ruth: Person, place: System
) -> None:
    joan = a_person("Joan")
    a_seat(place, by=ruth, person=joan)
    entry = an_entry(place, by=ruth, reach=Reach.US)
    say_more(entry, by=ruth, words="A zebra came")
    assert (found(ruth, "zebra"), found(joan, "zebra")) == ([entry.pk], [])


def test_what_is_added_in_a_life_is_sealed_and_not_found(ruth: Person) -> None:
    entry = an_entry(a_life(by=ruth), by=ruth)
    say_more(entry, by=ruth, words="A zebra came")
    assert found(ruth, "zebra") == []
    assert "zebra" not in everything_stored()
    assert Words.objects.get(entry=entry, part="more").sealed


def test_what_was_added_goes_when_it_is_taken_back(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth)
    say_more(entry, by=ruth, words="A zebra came")
    actions.withdraw(entry=entry, by=ruth)
    assert found(ruth, "zebra") == []
    search.purge()
    assert "zebra" not in everything_stored()


def test_a_part_taken_away_is_not_found_any_more(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, words="Letters")
    say_more(entry, by=ruth, words="A zebra came")
    say_less(entry, by=ruth)
    assert (found(ruth, "zebra"), found(ruth, "letters")) == ([], [entry.pk])
    search.purge()
    assert "zebra" not in everything_stored()


def test_how_a_teller_agreed_to_sharing_is_found_by_nobody(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, words="Letters")
    other = a_system(by=ruth)
    actions.widen(entry=entry, into=other, words="Letters", agreed="On the zebra phone", by=ruth)
    say_more(entry, by=ruth, words="A giraffe came")
    assert (found(ruth, "zebra"), found(ruth, "giraffe")) == ([], [entry.pk])
