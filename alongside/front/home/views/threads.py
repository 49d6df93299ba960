from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.foundation.kit import paging
from alongside.foundation.logbook import stubs, threads
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader
from alongside.foundation.ui.lanes import draw_narrow
from alongside.foundation.ui.thread import draw
from alongside.front.home.found import finding
from alongside.front.home.thread import came, following


@require_safe
def thread(request: Request, pk: UUID) -> HttpResponse:
    """What came of something, and the voices it rests on."""
    reader = Reader.of(request.user)
    this = fetch(reader, pk)
    with _looking_if_of_a_life(request, this, "home:thread") as look:
        return render(request, "home/thread.html", _thread(reader, this, look))


@require_safe
def voices(request: Request, pk: UUID) -> HttpResponse:
    """Every voice something rests on, a page at a time."""
    reader = Reader.of(request.user)
    this = fetch(reader, pk)
    with _looking_if_of_a_life(request, this, "home:voices") as look:
        before = paging.before(request.GET.get("before"))
        return render(request, "home/voices.html", _voices(reader, this, before, look))


def _looking_if_of_a_life(
    request: Request, this: Entry, why: str
) -> AbstractContextManager[Look | None]:
    """Looking waits its turn to be written; what is of no life is read without."""
    return looking(by=request.user.pk, why=why) if this.of_life else nullcontext()


def _thread(reader: Reader, this: Entry, look: Look | None) -> dict[str, object]:
    walked = came.walk(reader, this)
    entries = came.entries_of(walked)
    lines = came.links(walked)
    words = came.open_words(this, entries.values(), look)
    told = following.Telling(this, entries, words, lines)
    nodes, edges = following.drawn(walked, told, lines)
    to_draw = len(nodes) > 1
    return {
        "this": told.item(this.pk),
        "walked": walked,
        "voices": told.items(walked.voices.shown),
        "before": told.items(walked.before.shown),
        "before_named": told.items(walked.before.named),
        "after": told.items(walked.after.shown),
        "after_named": told.items(walked.after.named),
        "drawing": draw(nodes, edges) if to_draw else None,
        "narrow": draw_narrow(nodes, edges) if to_draw else None,
        "may": following.may(reader, this),
        "owed": following.owed(reader, this),
        "gone": stubs.beside(reader, this),
        "about_a_life": this.of_life,
    }


def _voices(
    reader: Reader, this: Entry, before: UUID | None, look: Look | None
) -> dict[str, object]:
    ids = came.told(threads.back(reader, this.pk))
    page = finding.page_of(ids, before)
    told = _telling(this, page.items, look)
    return {
        "this": told.item(this.pk),
        "voices": told.items(entry.pk for entry in page.items),
        "page": page,
        "about_a_life": this.of_life,
    }


def _telling(this: Entry, entries: Iterable[Entry], look: Look | None) -> following.Telling:
    every = {entry.pk: entry for entry in [this, *entries]}
    return following.Telling(this, every, came.open_words(this, every.values(), look))
