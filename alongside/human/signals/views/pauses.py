"""Asking a source to leave somebody be for now, and what it answers. The clock is on the source."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.reading import fetch
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.human.signals import actions, rules
from alongside.human.signals.forms import AnswerPauseForm, AskPauseForm
from alongside.human.signals.models import (
    SOURCE,
    WHO,
    Gateway,
    Pause,
    Source,
    open_sealed,
)
from alongside.human.signals.signs import who_was

from .knocks import named, theirs

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def ask_pause(request: Request, pk: UUID) -> HttpResponse:
    """Ask the source to pause what it does to this one person."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="signals:ask_pause") as look:
        knock = theirs(reader, pk)
        require(rules.can_ask_pause(reader, knock))
        needs_yes = knock.source.pause_ground == Gateway.AGREED
        form = AskPauseForm(request.POST if request.method == "POST" else None)
        if not needs_yes:
            del form.fields["they_said_yes"]
        if request.method == "POST" and form.is_valid():
            try:
                actions.ask_pause(knock=knock, by=request.user, they_said_yes=needs_yes)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("They have been asked, and have it from now."))
                return redirect(knock)
        named([knock])
        look.saw(knock.life_id or knock.table_id, [knock.pk])
        name_all([knock.source.asked] if knock.source.asked else [])
        context = {"form": form, "knock": knock, "needs_yes": needs_yes, "about_a_life": True}
        return render(request, "signals/ask_pause.html", context, status=status_of(form))


@require_POST
def ask_pause_for_all(request: Request, pk: UUID) -> HttpResponse:
    """Ask for everybody a knock of this source stands for, whoever has it."""
    fetch(Reader.of(request.user), pk, SOURCE)
    source = get_object_or_404(Source.objects.select_related("entry__system"), pk=pk)
    require(rules.can_ask_pause_for_all(request.user, source))
    actions.ask_pause_for_all(source=source, by=request.user)
    messages.success(request, _("They have been asked for everybody, and have it from now."))
    return redirect(source.entry)


@require_safe
def pauses(request: Request, pk: UUID) -> HttpResponse:
    """What a table that can pause something has been asked, longest first; nobody is named here."""
    reader = Reader.of(request.user)
    table = get_object_or_404(System.objects.not_lives(), pk=pk)
    require(rules.can_see_knocks(reader, table))
    rows = Pause.objects.waiting().filter(of=table).order_by("asked_at")
    waiting = list(rows.select_related("knock__source__entry")[: MOST + 1])
    named([pause.knock for pause in waiting])
    context = {
        "table": name_all([table])[0],
        "waiting": waiting[:MOST],
        "more": len(waiting) > MOST,
    }
    return render(request, "signals/pauses.html", context)


@require_POST
def answer_all(request: Request, pk: UUID) -> HttpResponse:
    """Everything that was asked is paused."""
    table = get_object_or_404(System.objects.not_lives(), pk=pk)
    require(rules.can_see_knocks(request.user, table))
    waiting = list(Pause.objects.waiting().filter(of=table))
    try:
        if waiting:
            actions.answer_pauses(pauses=waiting, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("You have said that all of it is paused."))
    return redirect("signals:pauses", table.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: Request, pk: UUID) -> HttpResponse:
    """One person whom a source is asked to leave be: who, in its own words, and its answer."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="signals:pause") as look:
        rows = Pause.objects.waiting().select_related("of", "knock__source__entry")
        asked = get_object_or_404(rows.filter(of__in=reader.systems), pk=pk)
        require(rules.can_answer_pause(reader, asked))
        form = AnswerPauseForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and _answered(request, asked, form):
            messages.success(request, _("Your answer is with them."))
            return redirect("signals:pauses", asked.of_id)
        look.saw(asked.knock.life_id or asked.of_id, [asked.pk])
        named([asked.knock])
        context = {
            "form": form,
            "pause": asked,
            "table": name_all([asked.of])[0],
            "who": who_was(open_sealed(asked.key, asked.pk, WHO, asked.sealed or b"")),
            "about_a_life": True,
        }
        return render(request, "signals/pause.html", context, status=status_of(form))


def _answered(request: Request, asked: Pause, form: AnswerPauseForm) -> bool:
    try:
        actions.answer_pause(pause=asked, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    return True
