"""Who speaks with somebody who cannot speak for themself now, and what they say with them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.voices import NameVoiceForm, SpeakForm
from alongside.human.lives.models import Question, SaidWith, SpeaksWith

from .life import life_of, named, there_if


@require_http_methods(["GET", "HEAD", "POST"])
def name_voice(request: Request, pk: UUID) -> HttpResponse:
    """Name somebody who speaks with them, why, and until when."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_name_voice(reader, life))
    own = rules.speaks_here(reader, life)
    form = NameVoiceForm(
        request.POST if request.method == "POST" else None, by=request.user, own=own
    )
    with looking(by=request.user.pk, why="lives:name_voice") as look:
        if form.is_valid() and _named(request, life, form):
            messages.success(request, _("They are named. Either of you can end it, any day."))
            return redirect("lives:who_may_know", pk=pk)
        context = {"system": named(life, look), "form": form, "own": own, "about_a_life": True}
        return render(request, "lives/name_voice.html", context, status=status_of(form))


def _named(request: Request, life: System, form: NameVoiceForm) -> bool:
    try:
        actions.name_voice(life=life, by=request.user, **form.terms())
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors


def voice_of(reader: Reader, pk: UUID) -> SpeaksWith:
    voice = _there(reader, pk)
    there_if(rules.can_read_voice(reader, voice))
    return voice


def _there(reader: Reader, pk: UUID) -> SpeaksWith:
    """To others it is no more there than what never was: not one question is asked about it."""
    inner = [life for life in reader.lives if reader.is_inner(life)]
    rows = SpeaksWith.objects.filter(Q(person=reader.person) | Q(life__in=inner))
    rows = rows.select_related("entry__system", "life", "person", "named_by")
    voice: SpeaksWith = get_object_or_404(rows, pk=pk)
    return voice


@require_safe
def speaks_with(request: Request, pk: UUID) -> HttpResponse:
    """That somebody speaks with them, why and until when; for who does, what waits to be said."""
    reader = Reader.of(request.user)
    voice = voice_of(reader, pk)
    speaks = voice.person_id == request.user.pk
    with looking(by=request.user.pk, why="lives:speaks_with") as look:
        asked = _asked(voice) if speaks else []
        words = words_of([voice.entry, *(question.entry for question in asked)], look)
        for question in asked:
            question.words = words.get(question.pk, {})
        context = {
            "voice": voice,
            "system": named(voice.life, look),
            "words": words.get(voice.pk, {}),
            "speaks": speaks,
            "asked": [q for q in asked if rules.can_answer_with(reader, q)],
            "own": rules.speaks_here(reader, voice.life),
            "about_a_life": True,
        }
        return render(request, "lives/speaks_with.html", context)


def _asked(voice: SpeaksWith) -> list[Question]:
    """What the person is asked, that this one has said nothing to yet."""
    said = SaidWith.objects.filter(voice=voice).values("question")
    rows = Question.objects.waiting().filter(life=voice.life_id).exclude(pk__in=said)
    rows = rows.select_related("entry__system", "life", "person", "organisation", "asked_by")
    return list(rows.order_by("asked_at")[:20])


@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: Request, pk: UUID, question: UUID) -> HttpResponse:
    """One question: what the person says or shows themself, and what who speaks with them says."""
    reader = Reader.of(request.user)
    voice = voice_of(reader, pk)
    rows = Question.objects.select_related("entry__system", "life", "person", "organisation")
    asked = get_object_or_404(rows.select_related("asked_by"), pk=question, life=voice.life_id)
    there_if(voice.person_id == request.user.pk and rules.can_answer_with(reader, asked))
    form = SpeakForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="lives:speak") as look:
        if form.is_valid() and _said(request, asked, form.cleaned_data, form):
            return redirect("lives:speaks_with", pk=pk)
        context = {
            "voice": voice,
            "asked": asked,
            "system": named(voice.life, look),
            "words": words_of([asked.entry], look).get(asked.pk, {}),
            "settles": not rules.signs_in(voice.life),
            "form": form,
            "about_a_life": True,
        }
        return render(request, "lives/speak.html", context, status=status_of(form))


def _said(request: Request, asked: Question, given: dict[str, Any], form: SpeakForm) -> bool:
    try:
        actions.say_with(question=asked, by=request.user, **given)
    except Refused as reason:
        form.add_error(None, str(reason))
    else:
        messages.success(request, _("Kept, with what they said themself beside it."))
    return not form.errors


@require_POST
def end_voice(request: Request, pk: UUID) -> HttpResponse:
    """They speak with them no longer, from now on."""
    reader = Reader.of(request.user)
    voice = _there(reader, pk)
    there_if(rules.can_end_voice(reader, voice))
    try:
        actions.end_voice(voice=voice, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("That has ended. They read nothing of it any more."))
    if reader.is_inner(voice.life_id):
        return redirect("lives:who_may_know", pk=voice.life_id)
    return redirect("lives:mine")
