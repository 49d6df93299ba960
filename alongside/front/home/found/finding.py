"""What a search found, as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader, System
from alongside.front.home.naming import colour_of, named

from .marking import has_all, looked_for, marked, stem

# So many entries of one life are opened for one search.
MOST = 2_000


@dataclass(frozen=True)
class Hit:
    """An entry that matches, with the words around the match."""

    entry: Entry
    words: SafeString

    @property
    def station(self) -> str:
        return colour_of(self.entry)


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    page: Page[Entry]
    count: int
    and_more: bool


def tables(reader: Reader) -> list[System]:
    """The tables a search can be kept to: those the reader sits at that are not lives, by name."""
    systems = named(reader, System.objects.not_lives().filter(pk__in=reader.systems))
    return sorted(systems, key=lambda system: system.name.casefold())


def lives(reader: Reader) -> list[System]:
    """The lives the reader sits at, each searched by itself."""
    found = System.objects.filter(pk__in=reader.systems).exclude(pk__in=System.objects.not_lives())
    return sorted(named(reader, found), key=lambda life: life.name.casefold())


def page_of(ids: Iterable[UUID], before: UUID | None) -> Page[Entry]:
    """Of many entries known by their ids, those of one page, newest first."""
    wanted = [pk for pk in sorted(ids, reverse=True) if before is None or pk < before]
    older = wanted[PAGE - 1] if len(wanted) > PAGE else None
    return Page(visible.in_order(wanted[:PAGE]), older)


def matching(
    entries: Iterable[Entry], words: Mapping[UUID, Mapping[str, str]], text: str
) -> list[Entry]:
    """Those whose words have every word looked for."""
    wanted = looked_for(text)
    return [e for e in entries if has_all(" ".join(words.get(e.pk, {}).values()), wanted)]


def hits(entries: Iterable[Entry], words: Mapping[UUID, Mapping[str, str]], text: str) -> list[Hit]:
    """Each entry with the first of its parts that says what was looked for, marked."""
    wanted = looked_for(text)
    return [Hit(e, marked(_best(words.get(e.pk, {}), wanted), wanted)) for e in entries]


def _best(parts: Mapping[str, str], wanted: list[str]) -> str:
    for words in parts.values():
        if any(stem(word) in words.lower() for word in wanted):
            return words
    return next(iter(parts.values()), "")
