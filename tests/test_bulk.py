"""Many rows written at once are the rows that were given."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.db.models import Model

from alongside.foundation.kit import bulk
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Organisation
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE, Followup
from tests.writes import WrittenWithoutAVerb

pytestmark = pytest.mark.django_db

HOSTILE = "'; DROP TABLE x; --\t\\N \\. “é” 🐟\n\r{}%s %(a)s"


@verb
def insert(rows: Sequence[Model]) -> None:
    bulk.insert(rows)
    happened("kit.tested", by=None, on=HOUSE)


@pytest.mark.parametrize("many", [0, 1, bulk.FEW - 1, bulk.FEW, 300])
def test_all_of_them_are_there_as_they_were(many: int) -> None:
    given = {uuid7(): f"{HOSTILE} {number}" for number in range(many)}
    insert([Organisation(id=pk, name=name, about="") for pk, name in given.items()])
    rows = Organisation.objects.filter(pk__in=given).values_list("pk", "name")
    assert dict(rows) == given


def test_the_database_gives_the_ids_that_are_its_to_give() -> None:
    insert([Followup(event=UUID(int=number), what="x") for number in range(bulk.FEW)])
    found = Followup.objects.all()
    assert len({followup.pk for followup in found}) == bulk.FEW
    assert {followup.done_at for followup in found} == {None}


@pytest.mark.parametrize("many", [2, bulk.FEW])
def test_what_breaks_a_rule_of_the_table_says_so_as_any_row_does(many: int) -> None:
    with pytest.raises(IntegrityError):
        insert([Organisation(name="The same") for _row in range(many)])


@pytest.mark.parametrize("many", [2, bulk.FEW])
def test_rows_written_outside_a_verb_are_noticed(many: int) -> None:
    with pytest.raises(WrittenWithoutAVerb):
        bulk.insert([Organisation(name=f"Number {number}") for number in range(many)])
