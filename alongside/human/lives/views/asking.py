"""Asking to share: the question, the answer, the receipt, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, status_of
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import INNER, Reader, Role, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.sharing import RenewForm, ShareForm
from alongside.human.lives.models import QUESTION, Question

from .sharing import agreement_of, named

# The answers to the one question, as the buttons of the page send them.
YES, ASK = "yes", "ask"


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_share(request: Request, pk: UUID) -> HttpResponse:
    """First who, what, what for and until when; then the one question, to read out and answer."""
    reader = Reader.of(request.user)
    life = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    if not life.is_life or not rules.can_ask_to_share(reader, life):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = ShareForm(posted, by=request.user, seats=_around(life, reader))
    with looking(by=request.user.pk, why="lives:ask_to_share") as look:
        named(life, look)
        question = form.asked(by_themselves=_own(reader, life)) if form.is_valid() else ""
        if question and (done := _answered(request, reader, life, form, question)):
            return done
        context = {
            "system": life,
            "form": form,
            "question": "" if form.errors else question,
            "kept": _kept(request),
            "own": _own(reader, life),
            "may_speak": rules.can_say_yes(reader, life),
            "is_here": Seat.objects.current().filter(system=life, role=Role.PERSON).exists(),
            "about_a_life": True,
        }
        return render(request, "lives/ask_to_share.html", context, status=status_of(form))


def _own(reader: Reader, life: System) -> bool:
    return rules.speaks_here(reader, life)


def _around(life: System, reader: Reader) -> list[Seat]:
    """Those around the table already, each once; who holds it sees all of it."""
    rows = Seat.objects.current().openly(reader).filter(system=life)
    rows = rows.exclude(role__in=INNER)
    seats = {seat.holder.pk: seat for seat in rows.select_related("person", "organisation")}
    return sorted(seats.values(), key=lambda seat: str(seat.holder).casefold())


def _kept(request: Request) -> list[tuple[str, str]]:
    """What was chosen, sent again with the answer."""
    left_out = ("csrfmiddlewaretoken", "answer")
    lists = request.POST.lists()
    return [(name, str(v)) for name, values in lists if name not in left_out for v in values]


def _answered(
    request: Request, reader: Reader, life: System, form: ShareForm, question: str
) -> HttpResponse | None:
    answer, terms = request.POST.get("answer"), form.terms()
    try:
        if answer == YES and rules.can_say_yes(reader, life):
            agreed = actions.agree(life=life, by=request.user, question=question, **terms)
            messages.success(request, _("Kept, exactly as it was asked."))
            return redirect("lives:receipt", pk=agreed.pk)
        # A yes that was heard, of somebody who signs in, waits for their own.
        if answer == ASK or (answer == YES and rules.can_speak(reader, life)):
            actions.ask_to_share(life=life, by=request.user, question=question, **terms)
            messages.success(request, _("Asked. Nobody is told anything before they answer."))
            return redirect(life)
    except Refused as reason:
        form.add_error(None, str(reason))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, pk: UUID) -> HttpResponse:
    """One question, for the person to answer; on their worker's phone, with them beside it."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, QUESTION)
    asked = Question.objects.select_related(
        "entry__system", "life", "person", "organisation", "asked_by"
    ).get(pk=pk)
    refused = ""
    if request.method == "POST":
        try:
            return _take_answer(request, asked)
        except Refused as reason:
            refused = str(reason)
    with looking(by=request.user.pk, why="lives:question") as look:
        words = words_of([entry], look).get(pk, {})
        said_with = asked.said_with.select_related(
            "voice__person", "question__life", "taken_back_by"
        ).order_by("at")
        context = {
            "system": named(asked.life, look),
            "asked": asked,
            "words": words,
            "said_with": [
                (said, words.get(said.words_part, ""), rules.can_take_back_said(reader, said))
                for said in said_with
            ],
            "own": rules.speaks_here(reader, asked.life),
            "may_answer": not asked.said and rules.can_answer_for_them(reader, asked),
            "may_say_yes": rules.can_say_yes(reader, asked.life),
            "refused": refused,
            "about_a_life": True,
        }
        return render(request, "lives/question.html", context, status=422 if refused else 200)


def _take_answer(request: Request, asked: Question) -> HttpResponse:
    if request.POST.get("answer") == YES:
        agreed = actions.say_yes(question=asked, by=request.user)
        messages.success(request, _("Kept, exactly as it was asked."))
        return redirect("lives:receipt", pk=agreed.pk)
    actions.say_no(question=asked, by=request.user)
    messages.success(request, _("That is a no. Nobody is told anything, and nobody asks why."))
    return redirect("lives:who_may_know", pk=asked.life_id)


@require_safe
def receipt(request: Request, pk: UUID) -> HttpResponse:
    """One yes on paper: what was asked, what it gives, and how to take it back."""
    reader = Reader.of(request.user)
    agreement = agreement_of(reader, pk)
    with looking(by=request.user.pk, why="lives:receipt") as look:
        context = {
            "system": named(agreement.life, look),
            "agreement": agreement,
            "words": words_of([agreement.entry], look).get(pk, {}),
            "about_a_life": True,
        }
        return render(request, "lives/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Take a yes back: asked once more, with what it cannot undo, and then it bites at once."""
    reader = Reader.of(request.user)
    agreement = agreement_of(reader, pk)
    if request.method == "POST":
        try:
            actions.take_back(agreement=agreement, by=request.user)
        except Refused as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, _("Taken back. They can see nothing because of it now."))
        return redirect("lives:who_may_know", pk=agreement.life_id)
    return _about_one(request, "lives/take_back.html", agreement, {})


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: Request, pk: UUID) -> HttpResponse:
    """Say yes to the same question again, until another day."""
    reader = Reader.of(request.user)
    agreement = agreement_of(reader, pk)
    form = RenewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            until = form.cleaned_data["day"]
            again = actions.renew(agreement=agreement, by=request.user, until=until)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Kept, until the day you chose."))
            return redirect("lives:receipt", pk=again.pk)
    return _about_one(request, "lives/renew.html", agreement, {"form": form})


def _about_one(
    request: Request, template: str, agreement: Any, more: dict[str, Any]
) -> HttpResponse:
    with looking(by=request.user.pk, why=template.removesuffix(".html").replace("/", ":")) as look:
        context = {
            "system": named(agreement.life, look),
            "agreement": agreement,
            "words": words_of([agreement.entry], look).get(agreement.pk, {}),
            "about_a_life": True,
            **more,
        }
        status = status_of(more["form"]) if "form" in more else 200
        return render(request, template, context, status=status)
