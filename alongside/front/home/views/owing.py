from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import threads
from alongside.foundation.logbook.models import Entry, Promise
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader
from alongside.front.home import asking
from alongside.front.home.day import minding, owing
from alongside.front.home.forms import ToldForm
from alongside.front.home.naming import named

MANY = 50


@require_safe
def owed(request: Request) -> HttpResponse:
    """The answers I owe, longest held first, and what there is to tell."""
    reader = Reader.of(request.user)
    page = owing.page(reader, paging.before(request.GET.get("before")))
    asks = asking.waiting(reader, MANY)
    named(reader, asking.systems_of(asks))
    return render(
        request,
        "home/owed.html",
        {
            "page": page,
            "first": "before" not in request.GET,
            "news": owing.news(reader),
            "brought_by_others": owing.brought_by_others(reader),
            "minding": minding.waiting(reader),
            "ours": [asked for asked in asks if asked.ours_to_answer],
            "theirs": [asked for asked in asks if not asked.ours_to_answer],
        },
    )


@require_POST
def told(request: Request, pk: UUID) -> HttpResponse:
    """Say that a teller has had what is written for them."""
    promise = get_object_or_404(Promise, pk=pk, by=request.user)
    form = ToldForm(request.POST)
    if form.is_valid():
        entry = _written_for(promise, form.cleaned_data["entry"])
        try:
            logbook.bring_news(
                promise=promise, entry=entry, way=form.cleaned_data["way"], by=request.user
            )
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, _("Noted: they have had this news."))
    return redirect("home:owed")


def _written_for(promise: Promise, pk: UUID) -> Entry:
    """Something written for this teller; anything else is not there, whether it is somewhere."""
    if pk not in threads.for_tellers([promise.entry_id])[promise.entry_id]:
        raise Http404
    return get_object_or_404(Entry, pk=pk)


@require_safe
def visit_sheet(request: Request) -> HttpResponse:
    """One page for a visit: whom to tell what. First choose; then print."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="home:visit_sheet") as look:
        asked = _ids(request.GET.getlist("p"))
        chosen = owing.chosen(reader, asked, None) if asked else []
        refused = _not_together(chosen)
        if not chosen or refused:
            return _choose(request, reader, refused)
        of_life = chosen[0].entry.of_life
        sheet = owing.chosen(reader, asked, look) if of_life else chosen
        return render(request, "home/visit_sheet.html", {"sheet": sheet, "about_a_life": of_life})


def _choose(request: Request, reader: Reader, refused: str) -> HttpResponse:
    some = [*owing.page(reader, None).items, *owing.news(reader)]
    ready = [owed for owed in some if owed.pieces and owed.can_read]
    return render(
        request,
        "home/choose_for_visit.html",
        {"ready": ready, "refused": refused},
        status=422 if refused else 200,
    )


def _not_together(chosen: Iterable[owing.Owed]) -> str:
    """A sheet about a life is carried apart from everything else."""
    systems = {owed.entry.system_id for owed in chosen}
    if len(systems) > 1 and any(owed.entry.of_life for owed in chosen):
        return _("Print what belongs to one life on a sheet of its own, so that it stays apart.")
    return ""


def _ids(texts: Iterable[str]) -> list[UUID]:
    return [found for text in list(texts)[:MANY] if (found := paging.before(text))]
