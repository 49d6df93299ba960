"""
The key every keyed hash here is made with. It lies in the database, wrapped by the site key: so it
is the same for as long as the place is, whatever becomes of the site key.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from . import sealing
from .models import HashKey
from .site_key import WrongKey, current, unwrapped

# By database, once it is certain that its row stays: a key that was rolled back with the
# transaction that made it must not go on hashing here.
_known: dict[str, bytes] = {}


def hash_key() -> bytes:
    """
    The 32 bytes; made the first time they are asked for.

    :raises ImproperlyConfigured: if the site keys here do not open it.
    """
    name = str(connection.settings_dict["NAME"])
    if name not in _known:
        row = HashKey.objects.first() or _made()
        key = _opened(row)
        transaction.on_commit(lambda: _known.update({name: key}))
        return key
    return _known[name]


def _made() -> HashKey:
    wraps = current()
    row, _new = HashKey.objects.get_or_create(
        id=1, defaults={"wrapped": wraps.wrap(sealing.new_data_key()), "site_key": wraps.name()}
    )
    return row


def _opened(row: HashKey) -> bytes:
    try:
        return unwrapped(bytes(row.wrapped), row.site_key)
    except WrongKey as error:
        raise ImproperlyConfigured(
            "The site key is not the one this place was made with. Find that one, or set it as "
            "ALONGSIDE_SITE_KEY_OLD beside the new one."
        ) from error


def make_ready(**_migrated: Any) -> None:
    """After a migration: no request and no verb need make it then. Forgets one that is gone."""
    _known.clear()
    if HashKey._meta.db_table not in connection.introspection.table_names():
        return
    try:
        hash_key()
    except ImproperlyConfigured:  # no site key yet: it is made when there is one
        return
