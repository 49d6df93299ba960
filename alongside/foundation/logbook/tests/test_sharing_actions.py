"""Sharing more widely, keeping closer, taking back: what is left of the words, and who sees it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions, rules, search, threads
from alongside.foundation.logbook.models import (
    Audience,
    Ceiling,
    Entry,
    Promise,
    Reach,
    Stub,
    Teller,
    Voice,
    Words,
)
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Reader, Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .stored import everything_stored

pytestmark = pytest.mark.django_db

# --- sharing more widely -------------------------------------------------------------------------


def test_what_is_shared_says_neither_who_nor_where_nor_when(ruth: Person, place: System) -> None:
    kerry = a_person("Kerry")
    entry = a_voice(
        place, by=ruth, teller=kerry, words="On Elm Street", ceiling=Ceiling.QUOTED,
        on=date(2026, 3, 17),
    )  # fmt: skip
    other = a_system(name="Parks")
    copy = actions.widen(entry=entry, into=other, words="In a street", agreed="yes", by=ruth)
    copy.refresh_from_db()
    assert (copy.by, copy.on, copy.month_only) == (None, date(2026, 3, 1), True)
    assert copy.when == "March 2026"
    assert {(a.system_id, a.reach) for a in copy.audiences.all()} == {(other.pk, Reach.TABLE)}
    assert list(copy.words.values_list("part", "plain")) == [("words", "In a street")]
    assert not Voice.objects.filter(entry=copy).exists()
    assert not Promise.objects.filter(entry=copy).exists()
    own = [str(vars(thing)) for thing in (copy, *copy.audiences.all(), *copy.words.all())]
    own += [str(vars(event)) for event in Event.objects.filter(chain=other.pk, thing=copy.pk)]
    for secret in (place.pk, ruth.pk, kerry.pk, entry.pk):
        assert str(secret) not in "".join(own)
        assert secret.hex not in "".join(own)


def test_whoever_cannot_read_the_closer_one_sees_no_link_to_it(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    other = a_system(by=joan)
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    copy = actions.widen(entry=entry, into=other, words="Shared", agreed="yes", by=ruth)
    assert threads.back(Reader.of(joan), copy.pk) == []
    assert threads.forward(Reader.of(ruth), entry.pk) == []
    a_seat(other, by=joan, person=ruth)
    assert [step.entry for step in threads.back(Reader.of(ruth), copy.pk)] == [entry.pk]


@pytest.mark.parametrize("ceiling", [Ceiling.CLOSE, Ceiling.LEARN])
def test_what_is_not_to_be_repeated_is_not_shared(
    ruth: Person, place: System, ceiling: str
) -> None:
    entry = an_entry(place, by=ruth, reach=Reach.US, ceiling=ceiling)
    with pytest.raises(PermissionDenied):
        actions.widen(entry=entry, into=a_system(), words="x", agreed="yes", by=ruth)


def test_sharing_goes_to_another_table_and_never_to_a_life(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth)
    for into in (place, a_life(by=ruth)):
        with pytest.raises(Refused):
            actions.widen(entry=entry, into=into, words="x", agreed="yes", by=ruth)


def test_what_was_taken_back_in_the_meantime_is_not_shared(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    actions.withdraw(entry=Entry.objects.get(pk=entry.pk), by=ruth)
    assert entry.withdrawn_at is None
    with pytest.raises((Refused, PermissionDenied)):
        actions.widen(entry=entry, into=a_system(), words="x", agreed="yes", by=ruth)


# --- keeping closer, taking back -----------------------------------------------------------------


@pytest.mark.parametrize("make", [a_system, a_life])
def test_taking_back_leaves_no_byte_of_the_words_anywhere(
    ruth: Person,
    make: Callable[..., System],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    home, other = make(by=ruth), a_system(by=ruth)
    entry = a_voice(home, by=ruth, words="Xylophonicquartz sang", ceiling=Ceiling.OPEN)
    copy = actions.widen(
        entry=entry, into=other, words="Bathyscaphoidal song", agreed="Gymnosophistly", by=ruth
    )
    again = actions.widen(
        entry=copy, into=a_system(), words="Eleemosynarian song", agreed="yes", by=ruth
    )
    before = everything_stored().lower()
    # A life's own words are sealed, so only what was shared from it stands in plain words.
    seen = ["phonicquartz", "nosophistly"] if not home.is_life else []
    for word in ["scaphoidal", "mosynarian", *seen]:
        assert word in before
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(entry=entry, by=ruth)
    after = everything_stored().lower()
    for word in ("phonicquartz", "scaphoidal", "mosynarian", "nosophistly"):
        assert word not in after
    assert not Words.objects.filter(entry__in=[entry, copy, again]).exists()
    assert not Audience.objects.filter(entry__in=[entry, copy, again]).exists()


def test_what_rests_on_words_taken_back_stays(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth)
    insight = an_entry(place, by=ruth, words="They are not asked", because=[entry])
    actions.withdraw(entry=entry, by=ruth)
    assert rules.can_read(ruth, insight)
    assert threads.back(Reader.of(ruth), insight.pk) == []
    with pytest.raises(Refused):
        actions.withdraw(entry=entry, by=ruth)


def test_only_the_teller_or_whoever_wrote_it_down_takes_words_back(
    ruth: Person, place: System
) -> None:
    kerry, joan = a_person("Kerry"), a_person("Joan")
    a_seat(place, by=ruth, person=joan, role=Role.STEWARD)
    entry = a_voice(place, by=ruth, teller=kerry, ceiling=Ceiling.QUOTED)
    with pytest.raises(PermissionDenied):
        actions.withdraw(entry=entry, by=joan)
    with pytest.raises(PermissionDenied):
        actions.lower(entry=entry, ceiling=Ceiling.CLOSE, by=joan)
    actions.lower(entry=entry, ceiling=Ceiling.LEARN, by=Teller.objects.get())
    actions.withdraw(entry=entry, by=kerry)


def test_keeping_closer_leaves_a_stub_for_former_readers_only(ruth: Person, place: System) -> None:
    joan, dev, eve = a_person("Joan"), a_person("Dev"), a_person("Eve")
    other = a_system(by=dev)
    a_seat(place, by=ruth, person=joan)
    # What was shared from something else; it may be addressed to other tables.
    entry = an_entry(place, by=ruth, ceiling=Ceiling.QUOTED, others=[other], anonymous=True)
    actions.lower(entry=entry, ceiling=Ceiling.CLOSE, by=ruth)
    for person, reads, stub in ((ruth, True, False), (joan, False, True), (dev, False, True)):
        reader = Reader.of(person)
        assert Entry.objects.visible_to(reader).filter(pk=entry.pk).exists() is reads
        assert Entry.objects.stubs_for(reader).filter(pk=entry.pk).exists() is stub
    assert not Entry.objects.stubs_for(Reader.of(eve)).exists()
    assert {stub.system_id for stub in Stub.objects.all()} == {place.pk, other.pk}


def test_lowering_bounds_what_was_shared_too(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    copy = actions.widen(entry=entry, into=a_system(), words="Shared", agreed="yes", by=ruth)
    actions.lower(entry=entry, ceiling=Ceiling.QUOTED, by=ruth)
    copy.refresh_from_db()
    assert (copy.ceiling, copy.withdrawn_at) == (Ceiling.QUOTED, None)
    actions.lower(entry=entry, ceiling=Ceiling.LEARN, by=ruth)
    copy.refresh_from_db()
    assert copy.is_withdrawn


@pytest.mark.parametrize("ceiling", [Ceiling.QUOTED, Ceiling.OPEN])
def test_lowering_only_ever_lowers(ruth: Person, place: System, ceiling: str) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.QUOTED)
    with pytest.raises(Refused):
        actions.lower(entry=entry, ceiling=ceiling, by=ruth)
    with pytest.raises(Refused):
        actions.lower(entry=an_entry(place, by=ruth), ceiling=Ceiling.CLOSE, by=ruth)


def test_what_is_kept_closer_is_found_by_fewer(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    a_seat(place, by=ruth, person=joan)
    entry = an_entry(place, by=ruth, words="A zebra", ceiling=Ceiling.OPEN)
    assert search.find(Reader.of(joan), "zebra").entries == [entry.pk]
    actions.lower(entry=entry, ceiling=Ceiling.CLOSE, by=ruth)
    assert search.find(Reader.of(joan), "zebra").entries == []
    assert search.find(Reader.of(ruth), "zebra").entries == [entry.pk]


@pytest.mark.parametrize("text", ["", "_", "'", '"', "*", "a OR", "-x", "\x00", "née ☃ " * 900])
def test_search_takes_anything(ruth: Person, place: System, text: str) -> None:
    assert search.find(Reader.of(ruth), text).entries == []
