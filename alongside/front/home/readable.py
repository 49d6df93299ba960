"""What belongs to entries that somebody may read, asked so that few rows are looked at."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.foundation.logbook.models import Audience, Entry, Reach
from alongside.foundation.systems.models import Reader


def readable(reader: Reader, entry: str = "entry", **also: Any) -> Exists:
    """
    That the entry of this row is the reader's to read and was not taken back.

    For queries that begin at few rows of their own: each is looked up, however many entries there
    are. (As ``entry__in=`` some databases go through every entry there is first.)
    """
    mine = Entry.objects.visible_to(reader)
    return Exists(mine.filter(pk=OuterRef(entry), withdrawn_at=None, **also))


def at_tables(systems: Iterable[UUID], kind: str) -> Any:
    """The entries of a kind addressed to these tables, read off the index of what is newest."""
    reaches = [Reach.US, Reach.TABLE]
    rows = Audience.objects.filter(system__in=list(systems), reach__in=reaches, kind=kind)
    return rows.values("entry")
