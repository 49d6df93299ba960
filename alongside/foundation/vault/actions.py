from uuid import UUID

from . import sealing
from .models import LifeKey
from .site_key import current


def make_key(*, life: UUID, by: UUID) -> LifeKey:
    """
    This will make the key under which what is of one life is sealed.

    Whoever begins the life records it, in the same transaction.
    """
    wraps = current()
    wrapped = wraps.wrap(sealing.new_data_key())
    return LifeKey.objects.create(life=life, wrapped=wrapped, site_key=wraps.name())


def destroy_key(*, life: UUID, by: UUID) -> None:
    """
    This will destroy a key: what is sealed under it opens nowhere again, in no copy without it.

    Whoever lets it go records it, in the same transaction. A person's life is erased instead, which
    writes the ledger too; this is for what was only ever here for a while.
    """
    LifeKey.objects.filter(life=life).delete()
