"""What systems are called, where that is all a page asks of them."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from alongside.foundation.kit.ids import among, as_uuid
from alongside.foundation.vault.safe import Sealed, open_all

from .models import Part, Wording


def names_of(systems: Iterable[UUID]) -> dict[UUID, str]:
    """What these systems are called, and nothing else of them, in two queries."""
    these, ids = among(systems)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "of", plain, id, key_version, sealed FROM {Wording._meta.db_table}'
            f' WHERE "of" {these} AND part = %s AND superseded_at IS NULL',
            [*ids, Part.NAME],
        )
        rows = [(as_uuid(of), *rest) for of, *rest in cursor.fetchall()]
    sealed = [
        Sealed(life=of, of=as_uuid(pk), part=Part.NAME, version=version or 0, body=bytes(body))
        for of, _plain, pk, version, body in rows
        if body is not None
    ]
    opened = dict(zip([one.life for one in sealed], open_all(sealed), strict=True))
    return {of: opened.get(of, plain) for of, plain, *_sealed in rows}
