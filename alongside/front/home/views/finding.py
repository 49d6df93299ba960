from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit import paging
from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.kit.refusals import status_of
from alongside.foundation.logbook import search as index
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System
from alongside.front.home.forms import EVERYWHERE, LookForm, SearchForm
from alongside.front.home.found import finding
from alongside.front.home.naming import named


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: Request) -> HttpResponse:
    """Find words at my tables; or, by a form that leaves no trace in addresses, within one life."""
    reader = Reader.of(request.user)
    within = _within(reader, request.GET.get("in"))
    if within and within.is_life:
        return _in_a_life(request, reader, within)
    tables = finding.tables(reader)
    asked = {"in": EVERYWHERE} | request.GET.dict()
    form = SearchForm(asked if "q" in asked else None, tables=tables, initial=asked)
    found = _found(reader, form, within, request.GET.get("before")) if form.is_valid() else None
    return render(
        request,
        "home/search.html",
        {"form": form, "found": found, "within": within, "lives": finding.lives(reader)},
        status=status_of(form),
    )


def _within(reader: Reader, text: str | None) -> System | None:
    pk = paging.before(text)
    if pk is None:
        return None
    system = get_object_or_404(System.objects.filter(pk__in=reader.systems), pk=pk)
    return named(reader, [system])[0]


def _found(
    reader: Reader, form: SearchForm, within: System | None, before: str | None
) -> finding.Found:
    text = form.cleaned_data["q"]
    found = index.find(reader, text, [within.pk] if within else None)
    page = finding.page_of(found.entries, paging.before(before))
    words = words_of(page.items)
    return finding.Found(
        finding.hits(page.items, words, text), page, len(found.entries), found.and_more
    )


def _in_a_life(request: Request, reader: Reader, life: System) -> HttpResponse:
    form = LookForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="home:search") as look:
        look.saw(life.pk, [])
        found = _opened(reader, life, form.cleaned_data["q"], look) if form.is_valid() else None
        return render(
            request,
            "home/search_life.html",
            {"form": form, "found": found, "life": life, "about_a_life": True},
            status=status_of(form),
        )


def _opened(reader: Reader, life: System, text: str, look: Look) -> finding.Found:
    """Every word of this life that the reader may read, opened in memory and looked through."""
    entries = visible.newest(reader, systems=[life.pk], size=finding.MOST).items
    entries = [entry for entry in entries if entry.system_id == life.pk]
    words = words_of(entries, look)
    matching = finding.matching(entries, words, text)
    page = Page(matching[:PAGE], None)
    hits = finding.hits(page.items, words, text)
    return finding.Found(hits, page, len(matching), len(matching) > PAGE)
