"""Where something was on a list: its former readers see that it was there, and nothing of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.systems.models import Reader

from .models import Audience, Because, Entry, Reaches, Stub

Line = TypeVar("Line")


def gone(
    reader: Reader, *, system: UUID, kind: str, page: Page[Entry], before: UUID | None
) -> list[UUID]:
    """What was on this page of a table's list of a kind, and is not this reader's to read now."""
    after = Q(entry__gt=page.older) if page.older else Q()
    until = Q(entry__lt=before) if before else Q()
    there = Stub.objects.filter(after, until, system=system, kind=kind)
    could = there.filter(Reaches(Stub, "entry", reader), ~Q(Reaches(Audience, "entry", reader)))
    ids = could.order_by("-entry").values_list("entry", flat=True).distinct()
    return list(ids[:PAGE])


def in_place(
    page: Page[Entry], lines: Sequence[Line], gone: Iterable[UUID]
) -> list[tuple[UUID, Line | None]]:
    """The lines of a page with their ids, newest first; None where something was."""
    here = zip((entry.pk for entry in page.items), lines, strict=True)
    both = [*here, *((pk, None) for pk in gone)]
    return sorted(both, key=lambda line: line[0], reverse=True)


@dataclass(frozen=True)
class Beside:
    """Whether something this rested on, or something that came of it, was there once to read."""

    before: bool
    after: bool


def beside(reader: Reader, entry: Entry) -> Beside:
    """What stood next to this on its thread, and is not this reader's to read now."""
    there = Because.objects.filter(Q(entry=entry.pk) | Q(of=entry.pk))
    before = there.filter(_was_read("of", reader), entry=entry.pk)
    after = there.filter(_was_read("entry", reader), of=entry.pk)
    sides = before.values_list("entry", "of").union(after.values_list("entry", "of"))
    found = list(sides)
    return Beside(
        any(pk == entry.pk for pk, _of in found), any(of == entry.pk for _entry, of in found)
    )


def _was_read(side: str, reader: Reader) -> Q:
    return Q(Reaches(Stub, side, reader)) & ~Q(Reaches(Audience, side, reader))
