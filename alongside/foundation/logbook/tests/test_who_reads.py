"""Whatever the seats, the noes, the audiences and what was taken back: who reads what."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from alongside.foundation.logbook import search, threads, visible
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.tests.world import WORDS, Oracle, Spec, build, specs
from alongside.foundation.record.actions import looking

pytestmark = pytest.mark.django_db

some_worlds = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@contextmanager
def a_world(spec: Spec) -> Iterator[Oracle]:
    """A world that is gone afterwards."""
    with transaction.atomic():
        yield build(spec)
        transaction.set_rollback(True)


def all_of(oracle: Oracle, tables: set[UUID] | None = None) -> list[UUID]:
    """Every page of the newest, one after the other."""
    found, before, more = list[UUID](), None, True
    while more:
        page = visible.newest(oracle.reader, systems=tables, before=before, size=2)
        found += [entry.pk for entry in page.items]
        before, more = page.older, page.older is not None
    return found


@some_worlds
@given(specs)
def test_every_way_of_reading_says_the_same(spec: Spec) -> None:
    with a_world(spec) as oracle:
        reader, everything = oracle.reader, Entry.objects.all()
        ids = everything.visible_to(reader).values_list("pk", flat=True)
        assert set(ids) == oracle.readable
        assert set(everything.stubs_for(reader).values_list("pk", flat=True)) == oracle.stubs
        own = {oracle.tables[seat.table].pk for seat in oracle.seats}
        assert all_of(oracle) == sorted(oracle.listed_at(own), reverse=True)
        for table in oracle.tables:
            listed = sorted(oracle.listed_at({table.pk}), reverse=True)
            assert all_of(oracle, {table.pk}) == listed
            each = visible.newest_each(reader, [table.pk], size=50).get(table.pk, [])
            assert [entry.pk for entry in each] == listed


@some_worlds
@given(specs)
def test_a_thread_passes_through_nothing_hidden(spec: Spec) -> None:
    with a_world(spec) as oracle:
        reader = oracle.reader
        for start in oracle.readable:
            back = [step.entry for step in threads.back(reader, start)]
            forward = [step.entry for step in threads.forward(reader, start)]
            assert back == sorted(oracle.walk(start, forward=False), reverse=True)
            assert forward == sorted(oracle.walk(start, forward=True), reverse=True)


@some_worlds
@given(specs)
def test_search_finds_what_the_reader_may_read_and_no_life(spec: Spec) -> None:
    with a_world(spec) as oracle:
        for word in WORDS:
            found = search.find(oracle.reader, word)
            assert found.entries == sorted(
                (
                    pk
                    for pk in oracle.readable
                    if oracle.of[pk].word == word and not oracle.tables[oracle.of[pk].table].is_life
                ),
                reverse=True,
            )
            assert not found.and_more


@some_worlds
@given(specs)
def test_words_open_for_what_is_readable_and_those_of_a_life_only_under_a_look(
    spec: Spec,
) -> None:
    with a_world(spec) as oracle:
        readable = list(Entry.objects.visible_to(oracle.reader).select_related("system"))
        plain = words_of(readable)
        assert set(plain) == {entry.pk for entry in readable if not entry.of_life}
        with looking(by=oracle.person.pk, why="logbook:tested") as look:
            opened = words_of(readable, look)
        for entry in readable:
            assert opened[entry.pk]["words"] == f"About a {oracle.of[entry.pk].word} and so on"
        lives = {entry.pk for entry in readable if entry.of_life}
        assert set().union(*look.seen.values()) == lives
