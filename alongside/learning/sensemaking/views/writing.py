"""Saying what is thought to be going on, and seeing it another way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.addressing import others_near
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.rules import may_be_quoted
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.sensemaking import actions, rules
from alongside.learning.sensemaking.forms import MakeSenseForm, SeeForm
from alongside.learning.sensemaking.models import INSIGHT, Insight, Perspective

from .choosing import chosen_at, first_of, keep, named

IN_SIGHT = 3


@require_http_methods(["GET", "HEAD", "POST"])
def make_sense(request: Request, pk: UUID) -> HttpResponse:
    """Say what is thought to be going on, because of what was chosen."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_make_sense(request.user, system))
    if asked := paging.before(request.GET.get("because")):
        # From the page of a story, "make sense of it": it is chosen, with what was before.
        keep(request, system, chosen_at(request, system) | {asked})
        return redirect("sensemaking:make_sense", pk=pk)
    because = _chosen(request, reader, system)
    if not because:
        return redirect("sensemaking:choose", pk=pk)
    with looking(by=request.user.pk, why="sensemaking:make_sense") as look:
        newest = because[:IN_SIGHT]
        words = words_of(newest, look)
        form = MakeSenseForm(
            request.POST if request.method == "POST" else None,
            system=system,
            reader=reader,
            near=[] if system.is_life else name_all(others_near(reader, system)),
            voices=rules.rests_on_voices(because),
            heard=[(e, first_of(words.get(e.pk, {}))) for e in newest if may_be_quoted(e)],
        )
        if form.is_valid() and (made := _make_sense(request, system, because, form)):
            return redirect(made)
        context = {
            "form": form,
            "system": named(system, look),
            "newest": [(entry, first_of(words.get(entry.pk, {}))) for entry in newest],
            "others": len(because) - len(newest),
            "number": len(because),
            "about_a_life": system.is_life,
        }
        status = 422 if form.errors else 200
        return render(request, "sensemaking/make_sense.html", context, status=status)


def _chosen(request: Request, reader: Reader, system: System) -> list[Entry]:
    """What was chosen and may still be read, newest first."""
    ids = chosen_at(request, system)
    entries = Entry.objects.visible_to(reader).filter(pk__in=ids).select_related("system")
    return list(entries.order_by("-pk"))


def _make_sense(
    request: Request, system: System, because: list[Entry], form: MakeSenseForm
) -> Insight | None:
    data = form.cleaned_data
    try:
        made = actions.make_sense(system=system, because=because, by=request.user, **data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    keep(request, system, [])
    messages.success(request, _("It is written down. Who might see it another way?"))
    return made


@require_http_methods(["GET", "HEAD", "POST"])
def see(request: Request, pk: UUID) -> HttpResponse:
    """Put another way of seeing it beside those that are there."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, INSIGHT)
    require(rules.table_of(reader, entry) is not None)
    form = SeeForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="sensemaking:see") as look:
        if form.is_valid() and (seen := _see(request, entry, form)):
            return redirect(seen)
        there = Perspective.objects.filter(insight=pk).standing().visible_to(reader)
        ways = [way.entry for way in there.side_by_side()]
        words = words_of([entry, *ways], look)
        context = {
            "form": form,
            "entry": entry,
            "words": words.get(entry.pk, {}).get("words", ""),
            "ways": [words.get(way.pk, {}) for way in ways],
            "about_a_life": entry.of_life,
        }
        status = 422 if form.errors else 200
        return render(request, "sensemaking/see.html", context, status=status)


def _see(request: Request, entry: Entry, form: SeeForm) -> Perspective | None:
    insight = Insight.objects.select_related("entry__system").get(pk=entry.pk)
    try:
        seen = actions.see(insight=insight, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("It stands beside the others."))
    return seen
