"""Writing: who may, how far words reach, and what may rest on what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions, threads
from alongside.foundation.logbook.models import ASK, Because, Ceiling, Entry, Reach, Says
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import NotRecorded
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_life, a_system

from .stored import everything_stored

pytestmark = pytest.mark.django_db


def test_nothing_is_written_outside_a_verb(ruth: Person, place: System) -> None:
    with pytest.raises(NotRecorded):
        actions.write(system=place, kind=ASK, by=ruth, draft=actions.Draft(words={"words": "x"}))
    assert not Entry.objects.exists()


def test_only_those_around_a_table_write_there(place: System) -> None:
    with pytest.raises(PermissionDenied):
        an_entry(place, by=a_person())


def test_the_first_part_gives_the_title_and_a_life_has_none(ruth: Person, place: System) -> None:
    assert an_entry(place, by=ruth, words="Nobody  asked\x00 me.").title == "Nobody asked me."
    assert an_entry(a_life(by=ruth), by=ruth).title == ""


def test_no_word_of_a_life_is_in_any_column_in_plain(ruth: Person) -> None:
    life = a_life(by=ruth, name="Quetzalina", purpose="To sleep phosphorescently")
    entry = a_voice(life, by=ruth, words="Xylophonic evenings", ceiling=Ceiling.QUOTED)
    actions.answer(promise=entry.promises.get(), says=Says.YES, to_tellers="Zanzibarian", by=ruth)
    stored = everything_stored().lower()
    assert entry.pk.hex in stored.replace("-", "")
    for word in ("quetzalin", "phosphorescent", "xylophon", "zanzibar"):
        assert word not in stored


@pytest.mark.parametrize(
    ("ceiling", "reach", "beyond"),
    [
        (Ceiling.CLOSE, Reach.TABLE, False),
        (Ceiling.LEARN, Reach.ANYONE, False),
        (Ceiling.LEARN, Reach.TABLE, True),
    ],
)
def test_words_reach_no_further_than_their_ceiling(
    ruth: Person, place: System, ceiling: str, reach: str, beyond: bool
) -> None:
    others = [a_system()] if beyond else []
    with pytest.raises(Refused):
        an_entry(place, by=ruth, ceiling=ceiling, reach=reach, others=others)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("ceiling", [Ceiling.QUOTED, Ceiling.OPEN])
def test_beyond_its_table_a_voice_has_a_month_and_no_author(
    ruth: Person, place: System, ceiling: str
) -> None:
    """However open it is: what was told as it was written down says who wrote it, and the day."""
    with pytest.raises(Refused, match="shared more widely"):
        an_entry(place, by=ruth, ceiling=ceiling, reach=Reach.ANYONE)
    with pytest.raises(Refused, match="shared more widely"):
        an_entry(place, by=ruth, ceiling=ceiling, others=[a_system()])
    assert not Entry.objects.exists()
    mine = a_system(by=ruth)
    told = an_entry(place, by=ruth, ceiling=ceiling)
    copy = actions.widen(
        entry=told, into=mine, words="x", agreed="Yes", by=ruth, reach=Reach.ANYONE
    )
    assert (copy.month_only, copy.by) == (True, None)


def test_nothing_rests_on_what_its_writer_may_not_read(ruth: Person, place: System) -> None:
    hidden = an_entry(a_system(by=(joan := a_person())), by=joan)
    with pytest.raises(Refused, match="not there any more"):
        an_entry(place, by=ruth, because=[hidden])
    gone = an_entry(place, by=ruth)
    actions.withdraw(entry=gone, by=ruth)
    with pytest.raises(Refused, match="not there any more"):
        an_entry(place, by=ruth, because=[gone])


def test_nothing_rests_on_what_came_after_it(ruth: Person, place: System) -> None:
    first = an_entry(place, by=ruth)
    second = an_entry(place, by=ruth, because=[first])
    for entry, of in ((first, second), (first, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Because.objects.create(entry=entry, of=of, fingerprint=bytes(32))


@settings(
    max_examples=15, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.frozensets(st.integers(0, 9), max_size=4), min_size=2, max_size=10))
def test_threads_have_no_loops_whatever_rests_on_what(picks: list[frozenset[int]]) -> None:
    with transaction.atomic():
        ruth = a_person()
        place, entries = a_system(by=ruth), list[Entry]()
        for pick in picks:
            because = [entries[n] for n in pick if n < len(entries)]
            entries.append(an_entry(place, by=ruth, because=because))
        assert all(link.entry_id > link.of_id for link in Because.objects.all())
        reader = Reader.of(ruth)
        for entry in entries:
            assert entry.pk not in {step.entry for step in threads.back(reader, entry.pk)}
        transaction.set_rollback(True)
