"""Beginning to try something, writing down what is noticed, saying what is done with it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.addressing import others_near
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.forms import ConcludeForm, LearnForm, TryForm
from alongside.learning.experiments.models import TRY, Experiment, How, Stands
from alongside.learning.experiments.rules.elsewhere import Tried, near
from alongside.learning.sensemaking.rules import rests_on_voices

from .reasons import in_a_line, reasons_for
from .seen import in_short, newest_studies

TYPED = 6_000


def posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: Request, pk: UUID) -> HttpResponse:
    """Begin to try something: because of an insight, one story, a hunch or nothing."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_try(request.user, system))
    with looking(by=request.user.pk, why="experiments:try_out") as look:
        reasons = reasons_for(request, reader, system)
        named = words_of(reasons.entries, look)
        asked = str(paging.before(request.GET.get("because")) or "")
        looks_elsewhere = "elsewhere" in request.POST and not system.is_life
        looks = looks_elsewhere or reasons.looks
        form = TryForm(
            None if looks else posted(request),
            system=system,
            reader=reader,
            near=[] if system.is_life else name_all(others_near(reader, system)),
            reasons=[in_a_line(e, named.get(e.pk, {})) for e in reasons.entries],
            own=reader.seat_of_own_life(system.pk) is not None,
            initial={"because": asked},
        )
        if form.is_valid() and (tried := _try_out(request, system, reasons.entries, form)):
            return redirect(tried)
        context = {"form": form, "system": named_system(system, look), "reasons": reasons}
        if looks:
            form.keep(request.POST)
        if looks_elsewhere:
            context |= {"looked": True, "elsewhere": _elsewhere(reader, system, form)}
        return _form_page(request, "experiments/try_out.html", form, system.is_life, context)


def _elsewhere(reader: Reader, system: System, form: TryForm) -> list[Tried]:
    """What was tried at other tables that speaks of the same as what is typed so far."""
    typed = " ".join(str(form[name].value() or "") for name in ("words", "hope"))
    return near(reader, clean(typed)[:TYPED], but_at=system.pk)


def _try_out(
    request: Request, system: System, reasons: list[Entry], form: TryForm
) -> Experiment | None:
    data = dict(form.cleaned_data)
    chosen = data.pop("because")
    data["because"] = [entry for entry in reasons if str(entry.pk) == chosen]
    try:
        tried = actions.try_out(system=system, by=request.user, **data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("You have begun. Come back to write down what you notice."))
    return tried


@require_http_methods(["GET", "HEAD", "POST"])
def learn(request: Request, pk: UUID) -> HttpResponse:
    """Write down what is noticed while it is tried."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, TRY)
    require(reader.takes_part(entry.system_id))
    form = LearnForm(posted(request))
    with looking(by=request.user.pk, why="experiments:learn") as look:
        if form.is_valid() and _learn(request, entry, form):
            messages.success(request, _("It is in the diary."))
            return redirect(entry)
        words = words_of([entry], look).get(pk, {})
        context = {"form": form, "entry": entry, "words": words}
        return _form_page(request, "experiments/learn.html", form, entry.of_life, context)


def _learn(request: Request, entry: Entry, form: LearnForm) -> bool:
    try:
        actions.learn(experiment=tried_as(entry), by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: Request, pk: UUID) -> HttpResponse:
    """Say what was learnt, and what is done now. It can be said anew."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, TRY)
    require(reader.takes_part(entry.system_id))
    life = entry.of_life
    form = ConcludeForm(
        posted(request),
        near=[] if life else name_all(others_near(reader, entry.system)),
        voices=rests_on_voices([entry]),
        of_life=life,
        paused=rules.stands(tried_as(entry)) == Stands.PAUSE,
        initial={"how": _asked_how(request)},
    )
    with looking(by=request.user.pk, why="experiments:conclude") as look:
        if form.is_valid() and (said := _conclude(request, entry, form)):
            return said
        seen = newest_studies(reader, tried_as(entry), 1)
        words = words_of([entry, *(one.entry for one in seen)], look)
        context = {"form": form, "entry": entry, "words": words.get(pk, {})}
        context["studies"] = in_short(seen, words)
        return _form_page(request, "experiments/conclude.html", form, life, context)


def _asked_how(request: Request) -> str:
    asked = request.GET.get("how", "")
    return asked if asked in How.values else ""


def _conclude(request: Request, entry: Entry, form: ConcludeForm) -> HttpResponse | None:
    try:
        said = actions.conclude(experiment=tried_as(entry), by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    if said.how == How.CHANGE:
        messages.success(request, _("It is written down. What will you try instead?"))
        return redirect(reverse("experiments:try_out", args=[entry.system_id]) + _from(said.pk))
    messages.success(request, _("It is written down. It can be said anew whenever you learn more."))
    return redirect(entry)


def _from(pk: UUID) -> str:
    return f"?because={pk}"


def tried_as(entry: Entry) -> Experiment:
    return Experiment.objects.select_related("entry__system").get(pk=entry.pk)


def named_system(system: System, look: Look) -> System:
    """The system with its own words; those of a life are opened under the look."""
    if system.is_life:
        look.saw(system.pk, [])
    return name_all([system])[0]


def _form_page(
    request: Request, page: str, form: forms.Form, life: bool, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, page, context | {"about_a_life": life}, status=status)
