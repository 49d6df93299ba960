from uuid import UUID

from . import sealing
from .models import LifeKey
from .site_key import site_key


def make_key(*, life: UUID, by: UUID) -> LifeKey:
    """
    This will make the key under which the words of one life are sealed.

    Whoever begins the life records it, in the same transaction.
    """
    wrapped = sealing.wrap(site_key(), sealing.new_data_key())
    fingerprint = sealing.fingerprint(site_key())
    return LifeKey.objects.create(life=life, wrapped=wrapped, site_key=fingerprint)
