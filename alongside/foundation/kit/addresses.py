"""Where the page of a thing is."""

from functools import cache
from uuid import UUID

from django.urls import reverse

_NOBODY = UUID(int=0)


def address(name: str, pk: UUID) -> str:
    """The address of the page called ``name`` of the thing with this id."""
    return _pattern(name).replace(str(_NOBODY), str(pk))


@cache
def _pattern(name: str) -> str:
    """Found out once for every page: where pages are does not change, and lists have many links."""
    return reverse(name, args=[_NOBODY])
