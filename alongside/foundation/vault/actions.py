from collections.abc import Collection
from uuid import UUID

from . import sealing
from .models import Erasure, HashKey, LifeKey, Wrapped
from .site_key import Wraps, WrongKey, current, unwrapped


def make_key(*, life: UUID, by: UUID | None) -> LifeKey:
    """
    This will make the key under which what is of one life is sealed.

    Whoever begins the life records it, in the same transaction.
    """
    wraps = current()
    wrapped = wraps.wrap(sealing.new_data_key())
    return LifeKey.objects.create(life=life, wrapped=wrapped, site_key=wraps.name())


def destroy_key(*, life: UUID, by: UUID | None) -> None:
    """
    This will destroy the key of a life: what was sealed with it opens nowhere again.

    Whoever erases the life records it, in the same transaction.
    """
    LifeKey.objects.filter(life=life).delete()
    Erasure.objects.get_or_create(life=life, defaults={"by": by})


def forget_key(*, key: UUID, by: UUID | None) -> None:
    """
    This will destroy a key that was only ever for a while, such as that of a sign or of what a law
    keeps: what was sealed with it opens nowhere again. It was no life, so no line is asked for;
    whoever lets go before its day what a law kept writes one.

    Whoever lets it go records it, in the same transaction.
    """
    LifeKey.objects.filter(life=key).delete()


def wrap_anew(*, lives: Collection[UUID], by: UUID | None) -> int:
    """
    This will wrap the keys of these lives, and that of keyed hashes, with the site key of now.

    Those that no site key here opens are left as they are.

    :returns: how many were wrapped anew.
    """
    wraps = current()
    rows: list[Wrapped] = [
        *HashKey.objects.select_for_update().exclude(site_key=wraps.name()),
        *LifeKey.objects.select_for_update().filter(life__in=lives).exclude(site_key=wraps.name()),
    ]
    return sum(_wrapped_anew(row, wraps) for row in rows)


def _wrapped_anew(row: Wrapped, wraps: Wraps) -> bool:
    try:
        key = unwrapped(bytes(row.wrapped), row.site_key)
        wrapped = wraps.wrap(key)
        if wraps.unwrap(wrapped, wraps.name()) != key:  # before the only other copy is given up
            raise WrongKey
    except WrongKey:
        return False
    row.wrapped, row.site_key = wrapped, wraps.name()
    row.save(update_fields=["wrapped", "site_key"])
    return True
