"""Beginning to look at something, saying anew how it is counted or of whom, and stopping."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.onward import ours
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.addressing import others_near
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.measures import actions, rules
from alongside.learning.measures.forms import BeginForm, DefineForm
from alongside.learning.measures.models import Definition, Measure

from .pages import did, form_page, posted, table, the_measure


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Begin to look at something over time."""
    reader, system = Reader.of(request.user), table(pk)
    require(rules.can_begin(reader, system))
    with looking(by=request.user.pk, why="measures:begin"):
        return _begin(request, reader, system, aid=False)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_aid(request: Request, pk: UUID) -> HttpResponse:
    """Keep a figure that has to be handed in anyway, apart from all else."""
    reader, system = Reader.of(request.user), table(pk)
    require(rules.can_begin_aid(reader, system))
    with looking(by=request.user.pk, why="measures:begin_aid"):
        return _begin(request, reader, system, aid=True)


def _begin(request: Request, reader: Reader, system: System, *, aid: bool) -> HttpResponse:
    form = BeginForm(
        posted(request),
        system=system,
        reader=reader,
        near=name_all(others_near(reader, system)),
        aid=aid,
    )
    if form.is_valid() and (made := did(form, actions.begin, system=system, by=request.user)):
        return _on_from(request, made)
    page = "measures/begin_aid.html" if aid else "measures/begin.html"
    context = {"form": form, "system": system}
    return render(request, page, context, status=status_of(form))


def _on_from(request: Request, made: Measure) -> HttpResponse:
    """Back to where somebody came from to begin it; to its own page otherwise."""
    if then := ours(request.GET.get("then", "")):
        messages.success(request, _("It is written down. Its points can be added at any time."))
        return HttpResponseRedirect(then)
    messages.success(request, _("It is written down. Now add the points you know."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: Request, pk: UUID) -> HttpResponse:
    """Say anew how it is counted, from a day on. What was said before stays."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_define(reader, measure))
    with looking(by=request.user.pk, why="measures:define") as look:
        last = measure.definitions.latest("number")
        words = words_of([measure.entry], look).get(pk, {})
        form = DefineForm(posted(request), measure=measure, initial=_as_now(last, words))
        if form.is_valid() and did(form, actions.define, measure=measure, by=request.user):
            messages.success(request, _("It is counted so from then on. What held before stays."))
            return redirect(measure)
        return form_page(request, "measures/define.html", form, measure)


def _as_now(last: Definition, words: dict[str, str]) -> dict[str, Any]:
    names = ("definition", "numerator", "denominator", "unit")
    now = {name: words.get(last.part(name), "") for name in names}
    return {**now, "holds_from": timezone.localdate()}


@require_http_methods(["GET", "HEAD", "POST"])
def count_people(request: Request, pk: UUID) -> HttpResponse:
    """Say that those counted are people, so that small numbers are not shown."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_count_people(reader, measure))
    with looking(by=request.user.pk, why="measures:count_people") as look:
        words = words_of([measure.entry], look).get(pk, {})
        context = {"measure": measure, "system": measure.entry.system, "words": words}
        if request.method != "POST":
            return render(request, "measures/count_people.html", context)
        try:
            actions.count_people(measure=measure, by=request.user)
        except Refused as reason:
            context["refused"] = str(reason)
            return render(request, "measures/count_people.html", context, status=422)
    messages.success(request, _("Small numbers are not shown from now on."))
    return redirect(measure)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, pk: UUID) -> HttpResponse:
    """Say that nobody needs to count it any more."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_stop(reader, measure))
    with looking(by=request.user.pk, why="measures:stop") as look:
        words = words_of([measure.entry], look).get(pk, {})
        context = {"measure": measure, "system": measure.entry.system, "words": words}
        if request.method != "POST":
            return render(request, "measures/stop.html", context)
        try:
            actions.stop(measure=measure, by=request.user)
        except Refused as reason:
            context["refused"] = str(reason)
            return render(request, "measures/stop.html", context, status=422)
    messages.success(request, _("Nobody needs to count it any more. Its chart stays."))
    return redirect(measure)
