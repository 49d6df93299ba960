"""What is thought to be going on, and the ways of seeing it side by side."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import stubs, visible
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import BEYOND, Entries, Entry, How, Reach
from alongside.foundation.logbook.quoting import quoted as passage_of
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.rules import can_widen
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.sensemaking import rules
from alongside.learning.sensemaking.models import (
    INSIGHT,
    PERSPECTIVE,
    Perspective,
)

from .choosing import first_of, named

QUOTED = 6
LONG = 280
HEADING = 240


@dataclass(frozen=True)
class Way:
    """A way of seeing it, as it stands on the page."""

    entry: Entry
    words: str
    whose: str
    why: str
    mine: bool


@dataclass(frozen=True)
class Listed:
    """An insight in a list, with how it is seen."""

    entry: Entry
    words: str
    ways: list[Way]


@require_safe
def insights(request: Request, pk: UUID) -> HttpResponse:
    """What people around a table think is going on, newest first."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    with looking(by=request.user.pk, why="sensemaking:insights") as look:
        before = paging.before(request.GET.get("before"))
        page = _page(reader, system, before)
        taken_back = stubs.gone(reader, system=pk, kind=INSIGHT, page=page, before=before)
        listed = stubs.in_place(page, _listed(reader, page.items, look), taken_back)
        context = {
            "system": named(system, look),
            "page": page,
            "listed": [line for _pk, line in listed],
            "sits": reader.takes_part(pk),
            "about_a_life": system.is_life,
        }
        return render(request, "sensemaking/insights.html", context)


def _page(reader: Reader, system: System, before: UUID | None) -> paging.Page[Entry]:
    if reader.sits_at(system.pk):
        return visible.newest(reader, systems=[system.pk], kinds=[INSIGHT], before=before)
    for_all = Entry.objects.filter(
        Q(pk__lt=before) if before else Q(),
        audiences__system=system,
        audiences__reach=Reach.ANYONE,
        kind=INSIGHT,
    )
    found = list(for_all.select_related("system", "by").order_by("-pk")[: paging.PAGE + 1])
    items = found[: paging.PAGE]
    return paging.Page(items, items[-1].pk if len(found) > paging.PAGE else None)


def _listed(reader: Reader, entries: list[Entry], look: Look) -> list[Listed]:
    name_all({entry.system.pk: entry.system for entry in entries if not entry.of_life}.values())
    there = Perspective.objects.filter(insight__in=[e.pk for e in entries]).standing()
    ways = list(there.visible_to(reader).side_by_side())
    words = words_of([*entries, *[way.entry for way in ways]], look)
    return [
        Listed(
            entry,
            excerpt(words.get(entry.pk, {}).get("words", ""), LONG),
            [_way(reader, w, words) for w in ways if w.insight_id == entry.pk],
        )
        for entry in entries
    ]


def _way(reader: Reader, way: Perspective, words: dict[UUID, dict[str, str]]) -> Way:
    parts = words.get(way.pk, {})
    mine = way.entry.by_id == reader.person.pk
    return Way(
        way.entry, parts.get("words", ""), parts.get("whose", ""), parts.get("why", ""), mine
    )


@require_safe
def insight(request: Request, pk: UUID) -> HttpResponse:
    """What is thought to be going on, how it is seen, and what it rests on."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="sensemaking:insight") as look:
        entry = fetch(reader, pk, INSIGHT)
        there = Perspective.objects.filter(insight=pk).standing().visible_to(reader)
        ways = list(there.side_by_side())
        rests_on = _rests_on(reader, entry)
        quoted = _quotable(rests_on)
        words = words_of([entry, *[way.entry for way in ways], *quoted], look)
        whole = words.get(pk, {}).get("words", "")
        sits = reader.sits_at(entry.system_id)
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "heading": whole if len(whole) <= HEADING else excerpt(whole),
            "whole": whole if len(whole) > HEADING else "",
            "to_tellers": words.get(pk, {}).get("to_tellers", "") if sits else "",
            "ways": [_way(reader, way, words) for way in ways],
            "quoted": [(one, _quotation(one, words)) for one in quoted],
            "others": rests_on.count() - len(quoted),
            "can_see": rules.table_of(reader, entry) is not None,
            "can_ask": reader.is_inner(entry.system_id) if entry.of_life else sits,
            "can_widen": can_widen(request.user, entry),
            "mine": entry.by_id == request.user.pk,
            "reaches": _reaches(entry) if sits else None,
            "about_a_life": entry.of_life,
        }
        return render(request, "sensemaking/insight.html", context)


def _rests_on(reader: Reader, entry: Entry) -> Entries:
    """What it rests on that this reader may read."""
    rests_on = Entry.objects.filter(led_to__entry=entry.pk, led_to__how=How.RESTS_ON)
    return rests_on.visible_to(reader)


def _quotable(rests_on: Entries) -> list[Entry]:
    """
    The newest that may be repeated: their tellers said so, or they are nobody's own account; those
    of which the words it turns on were chosen first.
    """
    free = rests_on.filter(ceiling__in=["", *BEYOND])
    said = free.annotate(start=F("led_to__start"), length=F("led_to__length"))
    chosen = said.annotate(is_chosen=Q(start__isnull=False)).order_by("-is_chosen", "-pk")
    return list(chosen.select_related("system", "by")[:QUOTED])


def _quotation(one: Any, words: dict[UUID, dict[str, str]]) -> str:
    """The words it turns on, if some were chosen; else how it begins."""
    whole = first_of(words.get(one.pk, {}))
    if one.start is None:
        return excerpt(whole, LONG)
    return passage_of(whole, one.start, one.length)


def _reaches(entry: Entry) -> dict[str, object]:
    reach, others = addressed(entry)
    return {"reach": reach, "others": name_all(others)}


@require_safe
def perspective(request: Request, pk: UUID) -> HttpResponse:
    """A way of seeing it stands among the others; shared more widely, on a page of its own."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="sensemaking:perspective") as look:
        entry = fetch(reader, pk, PERSPECTIVE)
        way = Perspective.objects.select_related("insight__entry").filter(pk=pk).first()
        if way is not None and _reads(reader, way.insight_id):
            return redirect(way)
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "words": words_of([entry], look).get(pk, {}),
            "about_a_life": entry.of_life,
        }
        return render(request, "sensemaking/perspective.html", context)


def _reads(reader: Reader, pk: UUID) -> bool:
    return bool(Entry.objects.visible_to(reader).filter(pk=pk).exists())
