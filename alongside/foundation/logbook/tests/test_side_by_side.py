"""Two narrow seats of one person give nothing that neither of them gives, wherever it is asked."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alongside.foundation.logbook import search, threads, visible
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.logbook.models import ASK, Entry, Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Category, Reader, Seat, System
from alongside.foundation.systems.testing import a_life, a_system, a_yes

Listed = Callable[[Reader, System, Entry], set[UUID]]


def _in_detail(reader: Reader, _life: System, _root: Entry) -> set[UUID]:
    return set(Entry.objects.visible_to(reader).values_list("pk", flat=True))


def _newest(reader: Reader, _life: System, _root: Entry) -> set[UUID]:
    return {entry.pk for entry in visible.newest(reader, size=100).items}


def _newest_there(reader: Reader, life: System, _root: Entry) -> set[UUID]:
    return {entry.pk for entry in visible.newest(reader, systems=[life.pk], size=100).items}


def _newest_of_a_kind(reader: Reader, _life: System, _root: Entry) -> set[UUID]:
    return {entry.pk for entry in visible.newest(reader, kinds=[ASK], size=100).items}


def _a_few_of_each(reader: Reader, life: System, _root: Entry) -> set[UUID]:
    """As the front page asks; on PostgreSQL another way than all the others."""
    found = visible.newest_each(reader, [life.pk], [(), ()], size=visible.FEW)
    return {entry.pk for entry in found.get(life.pk, [])}


def _on_the_thread(reader: Reader, _life: System, root: Entry) -> set[UUID]:
    return {step.entry for step in threads.forward(reader, root.pk)} - {root.pk}


WAYS: list[Listed] = [_in_detail, _newest, _newest_there, _newest_of_a_kind, _on_the_thread]

_some = st.sets(st.sampled_from(Category.values), min_size=1, max_size=3)


class SideBySide(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(seats=st.lists(_some, min_size=1, max_size=3))
    def test_together_they_show_what_each_shows_alone(self, seats: list[set[str]]) -> None:
        lead, dev = a_person(), a_person()
        life = a_life(by=lead)
        for _n in range(4):  # so that a few of each are asked of many tables
            a_system(by=dev)
        held = {_held(life, lead, dev, about).pk for about in seats}
        root, made = _one_of_each(life, lead)
        both = Reader.of(dev)
        for way in WAYS:
            seats_held = [[seat] for seat in both.seats if seat.pk in held]
            alone = [way(Reader(dev, one), life, root) & made.keys() for one in seats_held]
            together = way(both, life, root) & made.keys()
            assert together == set().union(*alone), way.__name__
        assert _a_few_of_each(both, life, root) <= _in_detail(both, life, root)
        shown = {made[pk] for pk in _in_detail(both, life, root) & made.keys()}
        assert {category for category, _reach in shown} == set().union(*seats)
        assert {reach for _category, reach in shown} == {Reach.TABLE}
        assert set(open_to(both, life)) == set().union(*seats)
        assert search.find(both, "kittiwake", [life.pk]).entries == []


def _held(life: System, lead: Person, dev: Person, about: set[str]) -> Seat:
    return a_yes(life, by=lead, holder=dev, categories=sorted(about))


def _one_of_each(life: System, lead: Person) -> tuple[Entry, dict[UUID, tuple[str, str]]]:
    root = an_entry(life, by=lead, words="kittiwake", reach=Reach.US)
    made = {
        an_entry(
            life, by=lead, words="kittiwake", category=category, reach=reach, because=[root]
        ).pk: (category, str(reach))
        for category in Category.values
        for reach in (Reach.TABLE, Reach.US)
    }
    return root, made


@pytest.mark.django_db
def test_a_seat_about_life_in_general_is_not_about_everything() -> None:
    lead, dev = a_person(), a_person()
    life = a_life(by=lead)
    for _n in range(visible.FEW + 2):
        a_system(by=dev)
    a_yes(life, by=lead, holder=dev, categories=[""])
    general = an_entry(life, by=lead)
    an_entry(life, by=lead, category="health")
    reader = Reader.of(dev)
    assert [e.pk for e in visible.newest(reader).items] == [general.pk]
    found = visible.newest_each(reader, reader.systems)
    assert [e.pk for e in found[life.pk]] == [general.pk]
