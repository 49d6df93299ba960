"""How the keys of this place are wrapped now, and how far a change of the site key has come."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from .models import HashKey, LifeKey
from .site_key import WrongKey, current, unwrapped


@dataclass(frozen=True)
class Keyring:
    """
    :param now: the name of the site key that wraps now.
    :param by_site_key: how many keys each site key wraps, by its name.
    :param unreadable: the names of those that nothing here opens.
    """

    now: str
    by_site_key: dict[str, int]
    unreadable: list[str]

    @property
    def remaining(self) -> int:
        return sum(keys for name, keys in self.by_site_key.items() if name != self.now)


def look() -> Keyring:
    names = Counter(LifeKey.objects.values_list("site_key", flat=True))
    names.update(HashKey.objects.values_list("site_key", flat=True))
    return Keyring(
        now=current().name(),
        by_site_key=dict(sorted(names.items())),
        unreadable=sorted(name for name in names if not _opens(name)),
    )


def remaining() -> list[UUID]:
    """The lives whose keys another site key than that of now still wraps."""
    rows = LifeKey.objects.exclude(site_key=current().name())
    return list(rows.order_by("life").values_list("life", flat=True))


def _opens(name: str) -> bool:
    """Tried on one of the keys it wraps."""
    one = LifeKey.objects.filter(site_key=name).first() or HashKey.objects.get(site_key=name)
    try:
        unwrapped(bytes(one.wrapped), one.site_key)
    except WrongKey:
        return False
    return True
