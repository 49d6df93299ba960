"""Finding a system, beginning one, and saying what it sits within."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems import actions, rules, tree
from alongside.foundation.systems.forms import FoundForm, ScaleForm, WithinForm
from alongside.foundation.systems.models import Part, Reader, Scale, System, Within, name_all

ASKED = 200  # of what is typed to find something, this much is looked at


@require_safe
def systems(request: Request) -> HttpResponse:
    """Every system of this place but lives, as what sits within what."""
    q = clean(request.GET.get("q", ""))[:ASKED]
    found, pairs = tree.named(q), tree.links()
    around = tree.around(tree.named() if q else found, pairs) if q else {}
    context = {
        "q": q,
        "rows": [] if q else tree.grow(found, pairs),
        "found": [(system, around.get(system.pk, [])) for system in found] if q else [],
        "mine": set(Reader.of(request.user).systems),
    }
    return render(request, "systems/systems.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: Request) -> HttpResponse:
    """First what it is the system of; then only what matters for that."""
    scale = request.GET.get("scale")
    if scale not in Scale.values:
        form = ScaleForm(request.GET or None)
        context: dict[str, Any] = {"form": form, "first": True}
        return render(request, "systems/found.html", context, status=status_of(form))
    if scale == Scale.LIFE:
        return redirect("lives:begin")
    asked = FoundForm(request.POST if request.method == "POST" else None)
    if asked.is_valid():
        system = actions.found(scale=scale, by=request.user, **asked.cleaned_data)
        messages.success(request, _("It has begun. You are the first at its table."))
        return redirect(system)
    context = {"form": asked, "scale": Scale(scale)}
    return render(request, "systems/found.html", context, status=status_of(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def within(request: Request, pk: UUID) -> HttpResponse:
    """What a system sits within, and placing it."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_place(reader, system))
    others = [other for other in tree.named() if other.pk != pk]
    form = WithinForm(request.POST if request.method == "POST" else None, systems=others)
    with looking(by=request.user.pk, why="systems:within") as look:
        if form.is_valid() and (placed := _place(request, system, form)):
            return placed
        context = {"form": form, "system": named(system, look), "about_a_life": system.is_life}
        outers = set(Within.objects.filter(inner=system).values_list("outer_id", flat=True))
        context["outers"] = [other for other in others if other.pk in outers]
        return render(request, "systems/within.html", context, status=status_of(form))


def _place(request: Request, system: System, form: WithinForm) -> HttpResponse | None:
    outer = get_object_or_404(System.objects.not_lives(), pk=form.cleaned_data["outer"])
    try:
        actions.place_within(inner=system, outer=outer, by=request.user)
    except Refused as reason:
        form.add_error("outer", str(reason))
        return None
    messages.success(request, _("It sits within that now."))
    return redirect("systems:within", pk=system.pk)


@require_POST
def take_out(request: Request, pk: UUID, outer: UUID) -> HttpResponse:
    system = get_object_or_404(System.objects.shown_to(Reader.of(request.user)), pk=pk)
    around = get_object_or_404(System.objects.not_lives(), pk=outer)
    try:
        actions.take_out(inner=system, outer=around, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("It does not sit within that any more."))
    return redirect("systems:within", pk=pk)


def named(system: System, look: Look, parts: Collection[Part] = (Part.NAME,)) -> System:
    """The system with its name, or more; words of a life are opened under the look."""
    if system.is_life:
        look.saw(system.pk, [])
    return name_all([system], parts)[0]


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
