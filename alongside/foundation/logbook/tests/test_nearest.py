import pytest

from alongside.foundation.logbook import search
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_system

pytestmark = pytest.mark.django_db
OTHER = kind("logbook.another_kind", Station.TRY, "Another kind")


@verb
def another(*, system: System, words: str, by: Person) -> Entry:
    happened("tests.another", by=by.pk, on=system.pk)
    return write(system=system, kind=OTHER, by=by, draft=Draft(words={"words": words}))


def test_what_shares_more_and_rarer_words_is_nearer(ruth: Person) -> None:
    system = a_system(by=ruth)
    letters = an_entry(system, by=ruth, words="We wrote letters to everybody.")
    both = an_entry(system, by=ruth, words="We left out the letters and the bailiffs.")
    for _n in range(3):
        an_entry(system, by=ruth, words="The bus was late.")
    found = search.nearest(Reader.of(ruth), ["bailiffs", "letter"], [], 10)
    assert found == [both.pk, letters.pk]
    assert search.nearest(Reader.of(ruth), ["bailiffs", "letter"], [], 1) == [both.pk]
    assert search.nearest(Reader.of(ruth), [], [], 10) == []
    assert search.nearest(Reader.of(ruth), ["\x00", '"', "OR"], [], 10) == []


def test_only_what_somebody_may_read_is_near(ruth: Person) -> None:
    eve = a_person("Eve")
    system = a_system(by=ruth)
    an_entry(system, by=ruth, words="The bailiffs came.")
    for_all = an_entry(system, by=ruth, words="The bailiffs went.", reach=Reach.ANYONE)
    assert search.nearest(Reader.of(eve), ["bailiffs"], [], 10) == [for_all.pk]


def test_only_some_kinds_are_looked_through(ruth: Person) -> None:
    system = a_system(by=ruth)
    said = an_entry(system, by=ruth, words="The bailiffs came.")
    other = another(system=system, words="The bailiffs were stopped.", by=ruth)
    reader = Reader.of(ruth)
    assert search.find(reader, "bailiffs").entries == [other.pk, said.pk]
    assert search.find(reader, "bailiffs", kinds=[OTHER]).entries == [other.pk]
    assert search.nearest(reader, ["bailiffs"], [OTHER], 10) == [other.pk]
    assert search.find(reader, "bailiffs", [system.pk], ["no.such_kind"]).entries == []
