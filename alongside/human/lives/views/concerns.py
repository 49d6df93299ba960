"""A look does not seem right: asking about it, and the answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record import whys
from alongside.foundation.record.actions import Look as Looking
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.concerns import AccountForm, AnotherForm, AnswerForm, ConcernForm
from alongside.human.lives.looked import count_kinds
from alongside.human.lives.models import Concern, Look, NotTold, like, look_at, lookers

# How far before the look they were asked about somebody sees what else the worker looked at.
BEFORE = timedelta(days=28)
MANY = 100


@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: Request, pk: UUID, look: UUID) -> HttpResponse:
    """Ask a named person about one look; who looked knows at the same moment."""
    reader = Reader.of(request.user)
    life = get_object_or_404(System.objects.shown_to(reader), pk=pk, scale="life")
    seen = look_at(life.pk, look)
    if seen is None or not rules.can_see_who_looked(reader, life):
        raise Http404
    about = get_object_or_404(Person, pk=seen.by)
    could = rules.could_look_into(about, life)
    form = ConcernForm(
        request.POST if request.method == "POST" else None, people=could, about=about
    )
    with looking(by=request.user.pk, why="lives:raise_concern") as shown:
        if form.is_valid():
            try:
                made = actions.raise_concern(
                    life=life, look=seen, by=request.user, **form.cleaned_data
                )
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("You have asked. You will read the answer here."))
                return redirect("lives:concern", pk=made.pk)
        shown.saw(life.pk, [])
        context = {
            "form": form,
            "system": life,
            "about": about,
            "why": whys.in_words(seen.why),
            "at": seen.at,
            "nobody": not could,
            "about_a_life": True,
        }
        return render(request, "lives/raise_concern.html", context, status=status_of(form))


@require_safe
def concerns(request: Request) -> HttpResponse:
    """What I was asked to look into, and what was asked about a look of mine; no words of it."""
    mine = Concern.objects.filter(entry__withdrawn_at=None).select_related("asked", "about")
    context = {
        "asked": mine.waiting_for(request.user).order_by("asked_at")[:MANY],
        "about": mine.filter(about=request.user).order_by("-said_at")[:MANY],
        "answered": mine.filter(asked=request.user).answered().order_by("-answered_at")[:MANY],
    }
    return render(request, "lives/concerns.html", context)


@require_safe
def concern(request: Request, pk: UUID) -> HttpResponse:
    """The words of the person, of the worker, and the answer; and the looks they are about."""
    reader, found = _fetch(request, pk)
    with looking(by=request.user.pk, why="lives:concern") as look:
        return render(request, "lives/concern.html", _shown(reader, found, look))


def _fetch(request: Request, pk: UUID) -> tuple[Reader, Concern]:
    reader = Reader.of(request.user)
    rows = Concern.objects.open_to(reader).select_related("entry__system", "asked", "about", "life")
    return reader, get_object_or_404(rows, pk=pk)


def _shown(reader: Reader, concern: Concern, look: Looking) -> dict[str, Any]:
    words = words_of([concern.entry], look).get(concern.pk, {})
    person = reader.person
    told = rules.can_raise_concern(reader, concern.life)
    return {
        "concern": concern,
        "words": words.get("words", ""),
        "account": words.get("account", ""),
        "answer": words.get(TO_TELLERS, ""),
        "looks": _looks(concern) if not concern.entry.is_withdrawn else [],
        "is_asked": rules.can_answer_concern(person, concern),
        "is_about": rules.can_say_how_it_was(person, concern),
        "theirs": told,
        "system": concern.life,
        "about_a_life": True,
    }


def _looks(concern: Concern) -> list[dict[str, Any]]:
    """What this worker looked at in this life around then: what for and what kinds of thing."""
    seen = look_at(concern.life_id, concern.look)
    if seen is None:
        return []
    looks = like(seen, concern.life_id, since=seen.at - BEFORE, until=concern.said_at)[:MANY]
    rows = Entry.objects.filter(pk__in={entry for look in looks for entry in look.entries})
    entries = {entry.pk: entry for entry in rows}
    return [
        {
            "at": timezone.localtime(one.at),
            "why": whys.in_words(one.why),
            "is_this": one.event == concern.look,
            "things": count_kinds([entries[pk].called for pk in one.entries if pk in entries]),
        }
        for one in _to_be_told(concern, looks, entries)
    ]


def _to_be_told(concern: Concern, looks: list[Look], entries: dict[UUID, Entry]) -> list[Look]:
    """The person reads this too: what they cannot be told of yet is not here either."""
    kept_back, known = NotTold.of(concern.life), lookers(concern.life, looks)
    about = {pk: entry.category for pk, entry in entries.items()}
    return [one for one in looks if not kept_back.keeps_back(one, known[one.by], about)]


@require_http_methods(["GET", "HEAD", "POST"])
def say_how(request: Request, pk: UUID) -> HttpResponse:
    """The worker says how it was."""
    reader, found = _fetch(request, pk)
    require(rules.can_say_how_it_was(request.user, found))
    form = AccountForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="lives:say_how") as look:
        if form.is_valid() and _done(form, actions.say_how_it_was, request, found):
            messages.success(request, _("It stands beside what they wrote."))
            return redirect("lives:concern", pk=pk)
        context = _shown(reader, found, look) | {"form": form}
        return render(request, "lives/say_how.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def answer_concern(request: Request, pk: UUID) -> HttpResponse:
    """Who was asked answers the person."""
    reader, found = _fetch(request, pk)
    require(rules.can_answer_concern(request.user, found))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="lives:answer_concern") as look:
        if form.is_valid() and _done(form, actions.answer_concern, request, found):
            messages.success(request, _("They can read your answer now."))
            return redirect("lives:concern", pk=pk)
        context = _shown(reader, found, look) | {"form": form}
        return render(request, "lives/answer_concern.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_another(request: Request, pk: UUID) -> HttpResponse:
    """Whoever was asked has not answered: ask somebody else."""
    reader, found = _fetch(request, pk)
    require(rules.can_raise_concern(reader, found.life))
    could = [p for p in rules.could_look_into(found.about, found.life) if p.pk != found.asked_id]
    form = AnotherForm(
        request.POST if request.method == "POST" else None, people=could, about=found.about
    )
    with looking(by=request.user.pk, why="lives:ask_another") as look:
        if form.is_valid() and _done(form, actions.ask_another, request, found):
            messages.success(request, _("You have asked somebody else."))
            return redirect("lives:concern", pk=pk)
        context = _shown(reader, found, look) | {"form": form, "nobody": not could}
        return render(request, "lives/ask_another.html", context, status=status_of(form))


def _done(form: Any, verb: Any, request: Request, concern: Concern) -> bool:
    try:
        verb(concern=concern, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors
