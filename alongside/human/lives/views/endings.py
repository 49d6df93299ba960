"""Leaving, ending together, trying to reach somebody, and taking it up again."""

import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook import rules as logbook
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Part, Reader, System, name_all
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.walking import CardForm, EndForm, TriedForm
from alongside.human.lives.models import REACHING, ByLaw, Ending, Reaching, Relationship

from .life import life_of, named, there_if, walked_now

# So many wrong codes by one person in a quarter of an hour, and they are asked to wait.
WRONG, WINDOW = 10, 15 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def leave(request: Request, pk: UUID) -> HttpResponse:
    """Leave, today and alone: asked once more before it is done, and never why."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_decide(reader, life), str(actions.THEIRS))
    with looking(by=request.user.pk, why="lives:leave") as look:
        own = rules.speaks_here(reader, life)
        context = {
            "system": named(life, look),
            "own": own,
            "current": rules.current(life),
            "by_law": _by_law(life),
            "about_a_life": True,
        }
        if request.method == "POST":
            code = actions.leave(life=life, by=request.user)
            return _left(request, life, code)
        return render(request, "lives/leave.html", context)


def _left(request: Request, life: System, code: str) -> HttpResponse:
    if code:
        return _card(request, code)
    messages.success(request, _("You have left. What is here is yours, and nobody reads it."))
    return redirect(life)


def _card(request: Request, code: str) -> HttpResponse:
    """The way back, on paper: shown this once."""
    context = {"code": code, "about_a_life": True}
    return render(request, "lives/way_back.html", context)


def _by_law(life: System) -> list[ByLaw]:
    """Who stays, for as long as their law asks."""
    rows = ByLaw.objects.still_asked().filter(seat__system=life)
    rows = rows.select_related("basis", "seat__person", "seat__organisation")
    return list(rows.order_by("seat__since"))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def ending(request: Request, pk: UUID) -> HttpResponse:
    """An agreed ending: it has ended when both have said so."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    walked = walked_now(life, lambda one: rules.can_agree_an_ending(reader, one))
    own, signs_in = rules.speaks_here(reader, life), rules.signs_in(life)
    form = None if own or signs_in else EndForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="lives:ending") as look:
        if request.method == "POST" and (form is None or form.is_valid()):
            return _said(request, walked, beside=form is not None)
        context = {
            "system": named(life, look),
            "current": walked,
            "ending": Ending.objects.filter(relationship=walked).first(),
            "form": form,
            "own": own,
            "signs_in": signs_in,
            "about_a_life": True,
        }
        status = status_of(form) if form else 200
        return render(request, "lives/ending.html", context, status=status)


def _said(request: Request, walked: Relationship, *, beside: bool) -> HttpResponse:
    if "not_yet" in request.POST:
        actions.not_yet(relationship=walked, by=request.user)
        messages.success(request, _("That is taken back. You walk on together."))
        return redirect("lives:alongside", pk=walked.life_id)
    said, code = actions.say_it_ends(relationship=walked, by=request.user, they_say_so=beside)
    if code:
        return _card(request, code)
    if not said.is_agreed:
        messages.success(request, _("That is said. It ends when the other says so too."))
        return redirect("lives:alongside", pk=walked.life_id)
    messages.success(request, _("It has ended, as you both said. It can be taken up again."))
    if Reader.of(request.user).sits_at(walked.life_id):
        return redirect("lives:alongside", pk=walked.life_id)
    return redirect("lives:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: Request, pk: UUID) -> HttpResponse:
    """The tries to reach somebody so far, and one more."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    walked = walked_now(life, lambda one: one.worker_id == request.user.pk)
    form = TriedForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="lives:reach") as look:
        if form.is_valid() and _tried(request, walked, form):
            messages.success(request, _("That is written down."))
            return redirect("lives:reach", pk=pk)
        rows = Reaching.objects.filter(relationship=walked, entry__withdrawn_at=None)
        tries = list(rows.select_related("entry").order_by("-on", "-entry"))
        words = words_of([one.entry for one in tries], look)
        context = {
            "system": named(life, look),
            "form": form,
            "tries": [(one, words.get(one.pk, {}).get("words", "")) for one in tries],
            "may_rest": rules.has_tried(walked),
            "about_a_life": True,
        }
        return render(request, "lives/reach.html", context, status=status_of(form))


def _tried(request: Request, walked: Relationship, form: TriedForm) -> bool:
    try:
        actions.tried(relationship=walked, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors


@require_safe
def reaching(request: Request, pk: UUID) -> HttpResponse:
    """One try to reach somebody, for the person to read too."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:reaching") as look:
        entry = fetch(reader, pk, REACHING)
        context = {
            "entry": entry,
            "tried": get_object_or_404(Reaching, pk=pk),
            "system": named(entry.system, look),
            "words": words_of([entry], look)[entry.pk],
            "may_withdraw": logbook.can_withdraw(request.user, entry),
            "about_a_life": True,
        }
        return render(request, "lives/reaching.html", context)


@require_POST
def could_not_reach(request: Request, pk: UUID) -> HttpResponse:
    """Let it rest until they come back."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    walked = walked_now(life, lambda one: one.worker_id == request.user.pk)
    try:
        actions.could_not_reach(relationship=walked, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
        return redirect("lives:reach", pk=pk)
    messages.success(request, _("It rests now. When they come back, take it up again with them."))
    return redirect("lives:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def take_up_again(request: Request, pk: UUID) -> HttpResponse:
    """The same two again."""
    reader = Reader.of(request.user)
    walked = get_object_or_404(Relationship.objects.select_related("life", "worker"), pk=pk)
    there_if(rules.can_take_up_again(reader, walked))
    if request.method == "POST":
        actions.take_up_again(relationship=walked, by=request.user)
        messages.success(request, _("You walk together again."))
        return redirect(walked.life)
    with looking(by=request.user.pk, why="lives:take_up_again") as look:
        look.saw(walked.life_id, [])
        name_all([walked.life], [Part.NAME])
        context = {"system": walked.life, "walked": walked, "about_a_life": True}
        return render(request, "lives/take_up_again.html", context)


@sensitive_post_parameters("code")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: Request) -> HttpResponse:
    """Type the code on the card of somebody who is beside you."""
    form = CardForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "about_a_life": True}
    if form.is_valid():
        attempts = f"lives-way-back-{request.user.pk}-{int(time.time() // WINDOW)}"
        if not _one_more(attempts):
            form.add_error(None, _("There have been many tries. Wait a quarter of an hour."))
            return render(request, "lives/come_back.html", context, status=429)
        if life := _opened(request, form):
            cache.delete_many([attempts])
            messages.success(request, _("Welcome back. You walk alongside them from now on."))
            return redirect(life)
    return render(request, "lives/come_back.html", context, status=status_of(form))


def _one_more(attempts: str) -> bool:
    cache.add(attempts, 0, WINDOW)
    return cache.incr(attempts) <= WRONG


def _opened(request: Request, form: CardForm) -> System | None:
    try:
        return actions.come_back(code=form.cleaned_data["code"], by=request.user)
    except Refused as reason:
        form.add_error("code", str(reason))
        return None
