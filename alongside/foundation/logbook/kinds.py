"""
The kinds of thing a thread is made of. A later room says what its own are; this one knows none of
them, only how to call them, which station of the learning cycle they belong to, and their colour.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class Station(models.TextChoices):
    """The stations of the learning cycle: entered anywhere, skipped, rewound and overlapped."""

    UNDERSTAND = "understand", _("Understand")
    DESIGN = "design", _("Design together")
    TRY = "try", _("Try")
    EMBED = "embed", _("Embed, pass on")


@dataclass(frozen=True)
class Kind:
    """
    A kind of entry.

    :param slug: ``room.view``, which is also the URL name of its page with a colon for the dot.
    :param is_voice: somebody's own account, to which an answer is owed.
    :param in_life: what it is called in a life, where that differs.
    :param stays: what was agreed or done; it ends in its own way, and its words stay to be read.
    :param here_only: between those it is about, such as a question put to somebody and their yes:
        it is not shared with another table.
    :param in_small: a small step within what it rests on, which leads wherever both are shown.
    :param beside: written beside something else and read there: not told on its own on the page
        of a system, nor among what came of something. What rests on it still says so, and a search
        finds its words.
    """

    slug: str
    station: Station
    label: str | Lazy
    in_life: str | Lazy = ""
    is_voice: bool = False
    stays: bool = False
    in_small: bool = False
    here_only: bool = False
    beside: bool = False

    def called(self, of_life: bool) -> str:
        return str(self.in_life) if of_life and self.in_life else str(self.label)


# On which day each of these entries stands on a time axis, where it is not the day it is about.
Days = Callable[[Iterable[UUID]], Mapping[UUID, date]]

_kinds: dict[str, Kind] = {}
_days: dict[str, Days] = {}


def kind(
    slug: str,
    station: Station,
    label: str | Lazy,
    *,
    in_life: str | Lazy = "",
    is_voice: bool = False,
    stays: bool = False,
    in_small: bool = False,
    here_only: bool = False,
    beside: bool = False,
) -> str:
    """Make a kind known; its slug."""
    _kinds[slug] = Kind(slug, station, label, in_life, is_voice, stays, in_small, here_only, beside)
    return slug


def stands_on(slug: str, days: Days) -> None:
    """Let the room whose kind this is say on which day each stands on a time axis."""
    _days[slug] = days


def days_of(entries: Iterable[tuple[UUID, str]]) -> dict[UUID, date]:
    """
    The day each of these stands on a time axis, where its room says another than it is about.

    :param entries: the id and the kind of each.
    """
    by_kind = defaultdict(list)
    for pk, slug in entries:
        if slug in _days:
            by_kind[slug].append(pk)
    return {pk: day for slug, pks in by_kind.items() for pk, day in _days[slug](pks).items()}


def kind_of(slug: str) -> Kind:
    return _kinds[slug]


def kinds_at(station: str) -> list[str]:
    """The slugs of the kinds that belong to a station."""
    return [kind.slug for kind in _kinds.values() if kind.station == station]


def small_steps() -> list[str]:
    """The slugs of the kinds that are small steps within what they rest on."""
    return [kind.slug for kind in _kinds.values() if kind.in_small]


def told_beside() -> set[str]:
    """The slugs of the kinds that are read beside something else, not told as new by themselves."""
    return {kind.slug for kind in _kinds.values() if kind.beside}


def voices() -> list[str]:
    """The slugs of the kinds that are somebody's own account."""
    return [kind.slug for kind in _kinds.values() if kind.is_voice]
