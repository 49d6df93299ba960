"""What a system says of itself: every version of it, with whose words they are."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import require
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems import actions, rules
from alongside.foundation.systems.forms import WordForm
from alongside.foundation.systems.models import (
    Part,
    Reader,
    System,
    Wording,
    open_wordings,
)

from .finding import named, status_of

PARTS = (Part.PURPOSE, Part.NAME, Part.BOUNDARY)


@require_safe
def wordings(request: Request, pk: UUID) -> HttpResponse:
    """Every version, newest first. Old ones stay."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    with looking(by=request.user.pk, why="systems:wordings") as look:
        rows = Wording.objects.filter(of=system.pk, part__in=PARTS).order_by("-number")
        versions = open_wordings(rows)
        wrote = dict(
            Person.objects.filter(pk__in={w.by for w in versions}).values_list("pk", "name")
        )
        parts = [
            (part, [(w, wrote.get(w.by, "") if w.by else "") for w in versions if w.part == part])
            for part in PARTS
        ]
        context = {
            "system": named(system, look),
            "parts": parts,
            "may_word": rules.can_word(reader, system),
            "about_a_life": system.is_life,
        }
        return render(request, "systems/wordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def word(request: Request, pk: UUID, part: str) -> HttpResponse:
    """A new version of what it is called, is for, or where it ends."""
    if part not in PARTS:
        raise Http404
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_word(reader, system))
    with looking(by=request.user.pk, why="systems:word") as look:
        now = {"words": _now(named(system, look, [Part.NAME, Part(part)]), part)}
        posted = request.POST if request.method == "POST" else None
        form = WordForm(posted, initial=now, part=part, is_life=system.is_life)
        if form.is_valid():
            actions.word(system=system, part=part, by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept. The words before stay with it."))
            return redirect("systems:wordings", pk=pk)
        context = {"form": form, "system": system, "part": part, "about_a_life": system.is_life}
        return render(request, "systems/word.html", context, status=status_of(form))


def _now(system: System, part: str) -> str:
    if part == Part.NAME:
        return system.name
    wording = system.purpose if part == Part.PURPOSE else system.boundary
    return wording.words if wording else ""
