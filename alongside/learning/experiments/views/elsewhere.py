"""What has been tried, here and elsewhere, and what surprised those who tried it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import status_of
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments.forms import ElsewhereForm
from alongside.learning.experiments.rules import elsewhere

FEW = 3


@require_safe
def tried(request: Request) -> HttpResponse:
    """What has been tried anywhere, as far as I may read it: let go and kept alike."""
    reader = Reader.of(request.user)
    form = ElsewhereForm(request.GET, tables=elsewhere.tables(reader))
    page, more = paging.Page[elsewhere.Tried]([], None), False
    before = paging.before(request.GET.get("before"))
    if form.is_valid():
        page, more = elsewhere.tried(reader, form.asked(), before)
    looking = bool(form.errors or form["q"].value() or form.narrows)
    first = not looking and before is None
    context = {
        "form": form,
        "page": page,
        "and_more": more,
        "looking": looking,
        "surprises": elsewhere.surprises(reader, None, FEW) if first else None,
    }
    return render(request, "experiments/tried.html", context, status=status_of(form))


@require_safe
def surprises(request: Request) -> HttpResponse:
    """What surprised people while they tried something: the thing to read first."""
    reader = Reader.of(request.user)
    page = elsewhere.surprises(reader, paging.before(request.GET.get("before")))
    return render(request, "experiments/surprises.html", {"page": page})
