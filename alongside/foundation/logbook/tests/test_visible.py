"""What is newest at many tables, however it is asked for."""

import pytest

from alongside.foundation.logbook import visible
from alongside.foundation.logbook.models import ASK, Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db


def test_the_newest_of_each_table_is_the_same_for_one_and_for_many() -> None:
    person = a_person()
    tables = [a_system(by=person) for _table in range(visible.FEW + 2)]
    for table in tables:
        for words in ("First.", "Second.", "For us."):
            reach = Reach.US if words == "For us." else Reach.TABLE
            an_entry(table, by=person, words=words, reach=reach)
    lead = a_person()
    life = a_life(by=lead)
    a_seat(life, by=lead, person=person, categories=["home"])
    shown = an_entry(life, by=lead, category="home")
    an_entry(life, by=lead, category="health")

    reader = Reader.of(person)
    one_by_one = {
        table.pk: visible.newest(reader, systems=[table.pk], size=1).items for table in tables
    }
    together = visible.newest_each(reader, reader.systems, size=1)
    assert {pk: found[:1] for pk, found in together.items()} == {
        **one_by_one,
        life.pk: [shown],
    }


def test_many_runs_asked_as_rows_find_what_a_union_finds() -> None:
    person = a_person()
    tables = [a_system(by=person) for _table in range(visible.FEW + 2)]
    for table in tables * 2:
        an_entry(table, by=person, kind=ASK)
    reader = Reader.of(person)
    found = visible.newest_each(reader, reader.systems, size=visible.FEW)
    more = visible.newest_each(reader, reader.systems, size=visible.FEW + 1)
    assert found == more
