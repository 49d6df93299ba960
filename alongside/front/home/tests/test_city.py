"""A made-up city is the same from the same seed, and holds together like a real one."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from alongside.foundation.logbook import threads
from alongside.foundation.logbook.models import Entry, News, Promise, Voice, Words
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.front.home.simulated import populating
from alongside.front.home.simulated.city import CROWD, RARE, RESTS_ON, TABLES, City, What
from alongside.human.listening.models import STORY
from alongside.learning.sensemaking.models import INSIGHT


def everything(city: City) -> list[object]:
    return [(table.name, batches) for table, batches, _more in city.turns()]


def test_the_same_seed_gives_the_same_city() -> None:
    assert everything(City(500, 3)) == everything(City(500, 3))
    assert everything(City(500, 3)) != everything(City(500, 4))


@pytest.mark.parametrize("entries", [1_000, 20_000])
def test_the_member_sits_at_as_many_tables_in_every_city(entries: int) -> None:
    city = City(entries, 1)
    theirs = [table for table in city.tables if any(c.holder == 0 for c in table.chairs)]
    assert len(theirs) == TABLES
    assert city.largest in theirs


def test_every_kind_is_said_and_rests_on_what_was_said_before() -> None:
    city, said = City(20_000, 1), Counter[What]()
    for _table, batches, _more in city.turns():
        here = {(b.what, n) for b in batches for n in range(b.begin, b.begin + len(b.said))}
        for batch in batches:
            said[batch.what] += len(batch.said)
            assert all(of in here for one in batch.said for of in one.rests_on)
            assert all(one.rests_on for one in batch.said if batch.what in RESTS_ON)
    assert set(said) == set(What)
    assert 0.9 < said.total() / 20_000 < 1.1
    assert len(city.of_a_crowd().said[0].rests_on) <= CROWD


@pytest.mark.django_db
def test_simulate_builds_a_city_that_holds_together() -> None:
    call_command("simulate", entries=200)
    member = Person.objects.get(email=populating.address(0))
    assert len(Reader.of(member).systems) == TABLES
    assert not Words.objects.filter(entry__of_life=True).exclude(plain="").exists()
    assert Words.objects.filter(plain__contains=RARE).exists()
    told = Entry.objects.filter(kind=STORY)
    assert told.count() == Voice.objects.count() == Promise.objects.count()
    for news in News.objects.order_by("?")[:5]:
        assert news.entry_id in threads.for_tellers([news.promise.entry_id])[news.promise.entry_id]
    crowd = Entry.objects.filter(kind=INSIGHT).annotate(n=models.Count("because")).order_by("-n")[0]
    assert len(threads.back(Reader.of(member), crowd.pk)) > 10


@pytest.mark.django_db
def test_simulate_leaves_people_alone() -> None:
    a_person("Rosa")
    with pytest.raises(CommandError, match="There are people here"):
        call_command("simulate", entries=200)
    assert Person.objects.count() == 1
