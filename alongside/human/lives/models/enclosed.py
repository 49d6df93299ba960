"""What was handed over in a life, inside the file that holds everything: nothing to fetch later."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from alongside.foundation.logbook.models import Attachment
from alongside.foundation.logbook.reading import bytes_of
from alongside.foundation.record.actions import Look

from .whole import GoesWith, Whole

# A page has to open on a telephone, so a larger file stays outside. Either is made whole in memory,
# so what comes after this much does too. Each of them can be saved by itself.
EACH, ALL = 4_000_000, 24_000_000


def put_into_page(whole: Iterable[Whole], look: Look) -> None:
    """Each as an address that carries what it leads to; one that is too large stays outside."""
    fit = _that_fit(_handed_over(whole), EACH)
    _fill(fit, look)
    for one in fit:
        one.held = f"data:{one.file.sort.type.replace(' ', '')};base64,{one.held}"


def put_into_data(whole: Iterable[Whole], look: Look) -> None:
    """Each in base64, as long as there is room."""
    _fill(_that_fit(_handed_over(whole), ALL), look)


def _that_fit(files: Iterable[GoesWith], each: int) -> list[GoesWith]:
    room, fit = ALL, []
    for one in files:
        if one.file.size <= min(each, room):
            fit.append(one)
            room -= one.file.size
    return fit


def _handed_over(whole: Iterable[Whole]) -> list[GoesWith]:
    """All but what went with words that are covered."""
    return [one for each in whole for written in each.written for one in written.given_with]


def _fill(files: list[GoesWith], look: Look) -> None:
    waiting = {one.file.pk: one for one in files}
    rows = Attachment.objects.filter(pk__in=list(waiting)).select_related("entry")
    for row in rows.iterator(chunk_size=1):
        waiting[row.pk].held = b64encode(bytes_of(row, look)).decode("ascii")
