"""Keyset paging: the next page starts after the last id shown, however long the list is."""

import uuid
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
PAGE = 25


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Up to ``PAGE`` items, newest first, and where an older page begins (``None`` at the end)."""

    items: list[Item]
    older: uuid.UUID | None


def before(text: str | None) -> uuid.UUID | None:
    """The id in a ``?before=``; nonsense is the same as none, and shows the newest page."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
