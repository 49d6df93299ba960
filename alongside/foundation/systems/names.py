"""What systems are called, where that is all a page asks of them."""

from collections.abc import Iterable
from uuid import UUID

from alongside.foundation.kit.asked import Question, Rows
from alongside.foundation.kit.ids import among, as_uuid
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.safe import Sealed, open_with

from .models import Part, Wording

# With the key of each life, so that it takes one question: the front page begins with it.
NAMES = f"""
    SELECT
        said."of", said.plain, kept.wrapped, kept.site_key, said.id, said.key_version, said.sealed
    FROM {Wording._meta.db_table} said
    LEFT JOIN {LifeKey._meta.db_table} kept ON kept.life = said."of" AND said.sealed IS NOT NULL
    WHERE said."of" {{these}} AND said.part = %s AND said.superseded_at IS NULL
"""


def names_of(systems: Iterable[UUID]) -> Question[dict[UUID, str]]:
    """Asks what these systems are called, and nothing else of them."""
    these, ids = among(systems)
    return Question(NAMES.format(these=these), [*ids, Part.NAME], _opened)


def _opened(found: Rows) -> dict[UUID, str]:
    rows = [(as_uuid(of), *rest) for of, *rest in found]
    lives = [row for row in rows if row[-1] is not None]
    sealed = [
        Sealed(life=of, of=as_uuid(pk), part=Part.NAME, version=version, body=bytes(body))
        for of, _plain, _wrapped, _site_key, pk, version, body in lives
    ]
    # Without a key nothing opens, and ``open_with`` says so.
    keys = {of: (wrapped, by) for of, _plain, wrapped, by, *_sealed in lives if wrapped is not None}
    opened = dict(zip([one.life for one in sealed], open_with(keys, sealed), strict=True))
    return {of: opened.get(of, plain) for of, plain, *_sealed in rows}
