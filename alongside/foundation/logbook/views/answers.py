"""Answering a voice one promised news to, and the page of an answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions, rules
from alongside.foundation.logbook.forms import AnswerVoiceForm
from alongside.foundation.logbook.models import ANSWER, Answer, Because, Entry, Promise
from alongside.foundation.logbook.reading import TakenBack, fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader


@require_safe
def answer(request: Request, pk: UUID) -> HttpResponse:
    """An answer: what was said, why, who could, and what the tellers are to hear."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="logbook:answer") as look:
        entry = fetch(reader, pk, ANSWER)
        cited = Because.objects.filter(entry=entry).values("of")
        context = {
            "entry": entry,
            "answer": Answer.objects.filter(entry=entry).first(),
            "words": words_of([entry], look).get(entry.pk, {}),
            "because": Entry.objects.visible_to(reader).filter(pk__in=cited).order_by("pk"),
            "may_withdraw": rules.can_withdraw(request.user, entry),
            "about_a_life": entry.of_life,
        }
        return render(request, "logbook/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_voice(request: Request, pk: UUID) -> HttpResponse:
    """Bring somebody the news one promised them."""
    promises = Promise.objects.select_related("entry__system")
    promise = get_object_or_404(promises, pk=pk, by=request.user)
    if promise.entry.is_withdrawn:
        raise TakenBack
    reader, told = Reader.of(request.user), promise.entry
    form = AnswerVoiceForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="logbook:answer_voice") as look:
        if form.is_valid() and (said := _answer(request, promise, form)):
            messages.success(request, _("Your answer is written down for them."))
            return redirect(said if rules.can_read(request.user, said) else "home:owed")
        # Kept close, it may be theirs to answer and yet not theirs to read again.
        readable = Entry.objects.visible_to(reader).filter(pk=told.pk).exists()
        words = words_of([told], look).get(told.pk, {}) if readable else {}
        context = {
            "form": form,
            "promise": promise,
            "told": told,
            "readable": readable,
            "words": next(iter(words.values()), ""),
            "about_a_life": told.of_life,
        }
        status = 422 if form.errors else 200
        return render(request, "logbook/answer_voice.html", context, status=status)


def _answer(request: Request, promise: Promise, form: AnswerVoiceForm) -> Entry | None:
    try:
        return actions.answer(promise=promise, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


@require_POST
def take_on(request: Request, pk: UUID) -> HttpResponse:
    """Bring somebody the news another promised: at once, or once whoever promised says yes."""
    promise = get_object_or_404(Promise.objects.select_related("entry__system", "by"), pk=pk)
    entry = fetch(Reader.of(request.user), promise.entry_id)
    try:
        said = _take_on_or_offer(request, promise)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, said)
    return redirect(entry)


def _take_on_or_offer(request: Request, promise: Promise) -> str:
    if rules.can_take_on(request.user, promise):
        actions.take_on(promise=promise, by=request.user)
        return _("You are the one who will bring them news now.")
    actions.offer(promise=promise, by=request.user)
    return _("%(name)s promised it, and is asked. It is yours once they say yes.") % {
        "name": promise.by.name
    }


@require_POST
def let_bring(request: Request, pk: UUID) -> HttpResponse:
    """Let whoever offered it bring the news one promised."""
    promises = Promise.objects.select_related("entry__system")
    promise = get_object_or_404(promises, pk=pk, by=request.user)
    try:
        actions.let_bring(promise=promise, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        name = promise.by.name
        messages.success(request, _("%(name)s will bring them the news now.") % {"name": name})
    return redirect("home:owed")
