"""What somebody is known by, for them to see and put right, and who asks to meet them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.finding import AnswerToMeetForm, KnownByForm, SayKnownByForm
from alongside.human.lives.models import IDENTITY, Identity, Looking, one_person

from .life import life_of, named

LATEST = 50


@require_safe
def identity(request: Request, pk: UUID) -> HttpResponse:
    """What somebody is known by, to read or to print."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:identity") as look:
        entry = fetch(reader, pk, IDENTITY)
        known = Identity.objects.get(entry=entry)
        said = _said(known, look)
        labels = {name: field.label for name, field in KnownByForm.base_fields.items()}
        context = {
            "life": named(entry.system, look),
            "entry": entry,
            "known": known,
            "rows": [(labels[which], _written(words)) for which, words in said.items()],
            "own_life": rules.speaks_here(reader, entry.system),
            "about_a_life": True,
        }
        return render(request, "lives/identity.html", context)


def _said(known: Identity, look: Look) -> dict[str, Any]:
    words = words_of([known.entry], look).get(known.pk, {})
    said: dict[str, Any] = dict(words)
    if "born" in said:
        said["born"] = date.fromisoformat(said["born"])
    return said


def _written(words: Any) -> str:
    return on_day(words) if isinstance(words, date) else words


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def known_by(request: Request, pk: UUID) -> HttpResponse:
    """Say, or put right, what somebody is known by."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_say_what_known_by(reader, life))
    with looking(by=request.user.pk, why="lives:known_by") as look:
        known = Identity.objects.select_related("entry").filter(life=life).first()
        posted = request.POST if request.method == "POST" else None
        form = SayKnownByForm(posted, initial=_now(known, look) if known else {})
        if form.is_valid():
            known = actions.know_by(life=life, by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept. What stood there before is gone."))
            return redirect(known.entry)
        context = {
            "life": named(life, look),
            "form": form,
            "known": known,
            "own_life": rules.speaks_here(reader, life),
            "about_a_life": True,
        }
        return render(request, "lives/known_by.html", context, status=status_of(form))


def _now(known: Identity, look: Look) -> dict[str, Any]:
    return {**_said(known, look), "findable": "yes" if known.findable else "no"}


# --- who asks to meet them -----------------------------------------------------------------------


@require_safe
def to_meet(request: Request, pk: UUID) -> HttpResponse:
    """Who met this person, or thinks they did, and asks to be introduced."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_speak(reader, life))
    with looking(by=request.user.pk, why="lives:to_meet") as look:
        these = Looking.objects.filter(life__in=one_person(reader, pk), asked_at__isnull=False)
        asked = list(these.select_related("by", "organisation").order_by("-pk")[:LATEST])
        waiting = [one for one in asked if one.answered_at is None]
        context = {
            "life": named(life, look),
            "waiting": [(one, AnswerToMeetForm(prefix=str(one.pk)[-6:])) for one in waiting],
            "answered": [one for one in asked if one.answered_at],
            "own_life": rules.speaks_here(reader, life),
            "about_a_life": True,
        }
        return render(request, "lives/to_meet.html", context)


@require_POST
def answer_to_meet(request: Request, pk: UUID) -> HttpResponse:
    reader = Reader.of(request.user)
    asked = Looking.objects.filter(life__in=reader.systems, asked_at__isnull=False)
    looked = get_object_or_404(asked.select_related("life", "same_as", "by"), pk=pk)
    form = AnswerToMeetForm(request.POST, prefix=str(pk)[-6:])
    if not form.is_valid():
        messages.error(request, _("Choose what they said."))
        return redirect("lives:to_meet", pk=looked.life_id)
    try:
        verb = actions.answer_if_same if looked.same_as_id else actions.answer_to_meet
        verb(looking=looked, by=request.user, **form.cleaned_data)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Thank you. Only a yes is told to who asked."))
    return redirect("lives:to_meet", pk=looked.life_id)
