import pytest
from django.db import connection

from alongside.foundation.kit.ids import among, as_stored, as_uuid, uuid7

pytestmark = pytest.mark.django_db


def test_among_finds_those_asked_for_and_no_others() -> None:
    here = uuid7()
    for asked, found in ([here], [here]), ([here, uuid7()], [here]), ([uuid7()], []), ([], []):
        these, params = among(asked)
        row = [as_stored(here), *params]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM (SELECT %s AS id) AS one WHERE id {these}", row)
            assert [as_uuid(pk) for (pk,) in cursor.fetchall()] == found
