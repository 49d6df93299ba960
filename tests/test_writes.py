"""The watch over every test's SQL would notice (see conftest)."""

import pytest

from alongside.foundation.people.models import Organisation
from alongside.foundation.systems import actions
from alongside.foundation.systems.testing import a_system
from tests import writes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE \"people_person\" SET name = 'x'",
        "INSERT OR IGNORE INTO logbook_words VALUES (1)",
        'DELETE FROM "systems_seat" WHERE id = 1',
        "insert into listening_story(entry_id) values (1)",
    ],
)
def test_a_write_of_a_room_is_one(sql: str) -> None:
    assert writes.WRITES.match(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM people_person",
        'INSERT INTO "record_event" VALUES (1)',
        "UPDATE cache SET x=1",
    ],
)
def test_a_read_and_the_record_itself_are_none(sql: str) -> None:
    assert not writes.WRITES.match(sql)


def test_a_room_that_writes_outside_a_verb_is_named() -> None:
    system = a_system()
    # As if the verb had lost its decorator: the code is the room's own.
    careless = actions.word.__wrapped__  # type: ignore[attr-defined]
    with pytest.raises(writes.WrittenWithoutAVerb, match="systems/actions"):
        careless(system=system, part="purpose", words="other", by=system.seats.get().person)


def test_what_a_test_does_by_its_own_hand_is_not_the_house() -> None:
    Organisation.objects.create(name="unseen")
    assert Organisation.objects.filter(name="unseen").exists()
