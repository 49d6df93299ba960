"""
Choosing what an insight rests on. What is chosen is kept in the session, as ids only, so that it
stays while people search and turn pages, and however many they choose no page grows with it.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import require
from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.logbook import search, visible
from alongside.foundation.logbook.kinds import voices
from alongside.foundation.logbook.models import Ceiling, Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.sensemaking import rules
from alongside.learning.sensemaking.models import INSIGHT

MOST = 5_000
AT_ONCE = 3  # tables where somebody is in the middle of choosing
KEPT = "sensemaking.chosen"
STORIES, EVERYTHING, CHOSEN = "stories", "everything", "chosen"
LONG = 300


@dataclass(frozen=True)
class Asked:
    """What of a table is to be shown: words to look for, which things, and from where on."""

    q: str
    show: str
    before: UUID | None

    @classmethod
    def of(cls, data: QueryDict) -> "Asked":
        show = data.get("show", "")
        show = show if show in (EVERYTHING, CHOSEN) else STORIES
        return cls(clean(data.get("q", ""))[:200], show, paging.before(data.get("before")))

    @property
    def kinds(self) -> list[str]:
        return voices() if self.show == STORIES else []

    def address(self, system: System, before: str = "") -> str:
        asked = {"q": self.q, "show": "" if self.show == STORIES else self.show, "before": before}
        query = urlencode({name: value for name, value in asked.items() if value})
        url = reverse("sensemaking:choose", args=[system.pk])
        return f"{url}?{query}" if query else url


@dataclass(frozen=True)
class Row:
    entry: Entry
    words: str
    chosen: bool

    @property
    def ceiling(self) -> str:
        return str(Ceiling(self.entry.ceiling).label) if self.entry.ceiling else ""


# --- what is chosen so far ---------------------------------------------------------------------


def chosen_at(request: HttpRequest, system: System) -> set[UUID]:
    packed = b64decode(request.session.get(KEPT, {}).get(system.pk.hex, ""))
    return {UUID(bytes=packed[start : start + 16]) for start in range(0, len(packed), 16)}


def keep(request: HttpRequest, system: System, ids: Iterable[UUID]) -> None:
    """Keep what is chosen at this table; the newest, if it is more than fits."""
    newest = sorted(ids, reverse=True)[:MOST]
    kept = {pk: ids for pk, ids in request.session.get(KEPT, {}).items() if pk != system.pk.hex}
    kept = dict(list(kept.items())[-(AT_ONCE - 1) :])
    if newest:
        kept[system.pk.hex] = b64encode(b"".join(pk.bytes for pk in newest)).decode()
    request.session[KEPT] = kept


# --- the page ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, pk: UUID) -> HttpResponse:
    """Choose what it rests on: page by page, by searching, or all that is found."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_make_sense(request.user, system))
    asked = Asked.of(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        return _choose(request, reader, system, asked)
    chosen = chosen_at(request, system)
    with looking(by=request.user.pk, why="sensemaking:choose") as look:
        page = _found(reader, system, asked, chosen)
        context = {
            "system": named(system, look),
            "asked": asked,
            "page": page,
            "rows": _rows(page.items, chosen, look),
            "chosen": len(chosen),
            "most": MOST,
            "about_a_life": system.is_life,
        }
        return render(request, "sensemaking/choose.html", context)


@require_POST
def further(request: Request, pk: UUID) -> HttpResponse:
    """Begin another insight that rests on this one and on what was heard since."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, INSIGHT)
    table = rules.table_of(reader, entry)
    if table is None:
        raise PermissionDenied
    keep(request, table, chosen_at(request, table) | {entry.pk})
    messages.success(request, _("Now choose what was heard since. This one is chosen already."))
    return redirect("sensemaking:choose", pk=table.pk)


def _choose(request: Request, reader: Reader, system: System, asked: Asked) -> HttpResponse:
    data = request.POST
    shown, ticked = _ids(data.getlist("shown")), _ids(data.getlist("chosen"))
    chosen = (chosen_at(request, system) - shown) | (ticked & shown)
    what = data.get("do", "")
    if what == "all":
        chosen |= _all_found(reader, system, asked)
    elif what == "none":
        chosen = set()
    if len(chosen) > MOST:
        messages.warning(request, _("The newest %(most)s are chosen.") % {"most": f"{MOST:,}"})
    keep(request, system, chosen)
    if what == "on" and chosen:
        return redirect("sensemaking:make_sense", pk=system.pk)
    if what == "on":
        messages.warning(request, _("Choose at least one: this starts from what was heard."))
    older = paging.before(data.get("older"))
    return redirect(asked.address(system, str(older) if what == "older" and older else ""))


def _ids(texts: Iterable[str]) -> set[UUID]:
    found = (paging.before(text) for text in list(texts)[:MOST])
    return {pk for pk in found if pk is not None}


def _found(reader: Reader, system: System, asked: Asked, chosen: set[UUID]) -> paging.Page[Entry]:
    if asked.show == CHOSEN:
        return _page_of(reader, chosen, asked)
    if asked.q and not system.is_life:
        return _page_of(reader, search.find(reader, asked.q, [system.pk]).entries, asked)
    return visible.newest(reader, systems=[system.pk], kinds=asked.kinds, before=asked.before)


def _page_of(reader: Reader, ids: Iterable[UUID], asked: Asked) -> paging.Page[Entry]:
    entries = Entry.objects.visible_to(reader).filter(pk__in=list(ids))
    if asked.kinds:
        entries = entries.filter(kind__in=asked.kinds)
    if asked.before:
        entries = entries.filter(pk__lt=asked.before)
    found = list(entries.select_related("system", "by").order_by("-pk")[: paging.PAGE + 1])
    items = found[: paging.PAGE]
    return paging.Page(items, items[-1].pk if len(found) > paging.PAGE else None)


def _all_found(reader: Reader, system: System, asked: Asked) -> set[UUID]:
    if asked.q and not system.is_life:
        ids = search.find(reader, asked.q, [system.pk]).entries
        entries = Entry.objects.visible_to(reader).filter(pk__in=ids)
        entries = entries.filter(kind__in=asked.kinds) if asked.kinds else entries
        return set(entries.values_list("pk", flat=True))
    kinds = asked.kinds
    page = visible.newest(reader, systems=[system.pk], kinds=kinds, size=MOST)
    return {entry.pk for entry in page.items}


def _rows(entries: list[Entry], chosen: set[UUID], look: Look) -> list[Row]:
    words = words_of(entries, look)
    return [Row(e, excerpt(first_of(words.get(e.pk, {})), LONG), e.pk in chosen) for e in entries]


def first_of(parts: dict[str, str]) -> str:
    """The first part of some words: what gives them their title."""
    return next(iter(parts.values()), "")


def named(system: System, look: Look) -> System:
    """The system with its own words; those of a life are opened under the look."""
    if system.is_life:
        look.saw(system.pk, [])
    return name_all([system])[0]
