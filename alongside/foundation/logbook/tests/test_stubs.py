import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.foundation.logbook import actions, stubs, visible
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat, a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


def lines(person: Person, at: Entry) -> list[str]:
    """A table's list of what is of this kind; "-" where something was."""
    reader = Reader.of(person)
    page = visible.newest(reader, systems=[at.system_id], kinds=[at.kind])
    titles = [entry.title for entry in page.items]
    gone = stubs.gone(reader, system=at.system_id, kind=at.kind, page=page, before=None)
    return [title or "-" for _pk, title in stubs.in_place(page, titles, gone)]


def test_former_readers_see_that_something_was_there_and_nobody_else(
    system: System, ruth: Person
) -> None:
    dev, nell = a_person(), a_person()
    a_seat(system, by=ruth, person=dev)
    one, two, three = (an_entry(system, by=ruth, words=words) for words in ("one", "two", "three"))
    actions.withdraw(entry=two, by=ruth)
    late = a_person()
    a_seat(system, by=ruth, person=late)
    assert lines(ruth, one) == lines(dev, one) == ["three", "-", "one"]
    assert lines(late, one) == ["three", "one"]
    assert lines(nell, three) == []


def test_what_is_kept_closer_is_a_stub_to_those_it_no_longer_reaches(
    system: System, ruth: Person
) -> None:
    dev = a_person()
    a_seat(system, by=ruth, person=dev)
    kept = an_entry(system, by=ruth, words="kept", ceiling="learn")
    actions.lower(entry=kept, ceiling="close", by=ruth)
    assert lines(dev, kept) == ["-"] != lines(ruth, kept)


def test_a_stub_is_on_the_page_where_it_was(system: System, ruth: Person) -> None:
    entries = [an_entry(system, by=ruth, words=f"{n}") for n in range(6)]
    for entry in entries[1], entries[4]:
        actions.withdraw(entry=entry, by=ruth)
    reader, kind, found, before = Reader.of(ruth), entries[0].kind, [], None
    for _page in range(2):
        page = visible.newest(reader, systems=[system.pk], kinds=[kind], before=before, size=2)
        with CaptureQueriesContext(connection) as captured:
            found.append(stubs.gone(reader, system=system.pk, kind=kind, page=page, before=before))
        assert len(captured) == 1
        before = page.older
    assert found == [[entries[4].pk], [entries[1].pk]]
