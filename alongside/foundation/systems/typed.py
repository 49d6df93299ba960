"""Whom somebody asked or said no to by an address, as they typed it."""

from collections.abc import Iterable
from typing import TypeVar

from .models import Exclusion, Invitation, Part, Wording, open_wordings

T = TypeVar("T", Invitation, Exclusion)


def typed_all(rows: Iterable[T]) -> list[T]:
    """The same with what was typed: whom somebody asked, or said no to."""
    rows = list(rows)
    wordings = Wording.objects.current().filter(of__in=[row.pk for row in rows], part=Part.TYPED)
    typed = {wording.of: wording.words for wording in open_wordings(wordings)}
    for row in rows:
        row.typed = typed.get(row.pk, "")
    return rows
