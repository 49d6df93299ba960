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
from alongside.human.lives.models import Question, Said, SaidWith, SpeaksWith

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
        said = _said_with_them(voice, reader)
        questions = [*asked, *(one.question for one in said)]
        words = words_of([voice.entry, *(question.entry for question in questions)], look)
        for question in questions:
            question.words = words.get(question.pk, {})
        context = {
            "voice": voice,
            "system": named(voice.life, look),
            "words": words.get(voice.pk, {}),
            "speaks": speaks,
            "said": [(one, rules.can_take_back_said(reader, one)) for one in said],
            "asked": [q for q in asked if rules.can_answer_with(reader, q)],
            "own": rules.speaks_here(reader, voice.life),
            "about_a_life": True,
        }
        return render(request, "lives/speaks_with.html", context)


def _said_with_them(voice: SpeaksWith, reader: Reader) -> list[SaidWith]:
    """What this one said with them; and, for who speaks with them too, what another said yes to."""
    rows = SaidWith.objects.standing().filter(question__life=voice.life_id)
    if reader.is_inner(voice.life_id) or voice.person_id != reader.person.pk:
        rows = rows.filter(voice=voice)
    else:
        rows = rows.filter(Q(voice=voice) | Q(says=Said.YES))
    rows = rows.select_related("voice__person", "question__entry__system", "question__life")
    return list(rows.order_by("-at")[:50])


def _asked(voice: SpeaksWith) -> list[Question]:
    """What the person is asked, that this one has said nothing to yet."""
    said = SaidWith.objects.standing().filter(voice=voice).values("question")
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
def take_back_said(request: Request, pk: UUID) -> HttpResponse:
    """What was said with the person is not so any more."""
    reader = Reader.of(request.user)
    inner = [life for life in reader.lives if reader.is_inner(life)]
    speaks = SpeaksWith.objects.current().filter(person=request.user)
    theirs = Q(question__life__in=inner) | Q(question__life__in=speaks.values("life"))
    rows = SaidWith.objects.select_related("question__life", "voice").filter(theirs)
    said = get_object_or_404(rows, pk=pk)
    there_if(said.taken_back_at is not None or rules.can_take_back_said(reader, said))
    try:
        came_of_it = actions.take_back_said(said=said, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _taken_back(said, came_of_it))
    if reader.is_inner(said.question.life_id):
        return redirect("lives:question", pk=said.question_id)
    own = rules.speaks_with(reader, said.question.life)
    return redirect("lives:speaks_with", pk=own.pk) if own else redirect("lives:mine")


def _taken_back(said: SaidWith, came_of_it: bool) -> str:
    if not came_of_it:
        return _("That is taken back. Nothing stood because of it any more.")
    if said.says == Said.NO:
        return _("That is taken back. What they are asked waits for an answer again.")
    return _("That is taken back. What it gave has ended.")


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
