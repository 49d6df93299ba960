"""What somebody listened to says, thinks, does and feels; what is empty is the next question."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import rules as reading
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader
from alongside.human.listening import actions, rules
from alongside.human.listening.forms import QUESTIONS, EmpathyForm
from alongside.human.listening.models import EMPATHY, QUADRANTS, STORY, VISIT, EmpathyMap

from .tables import named, status_of


@require_safe
def empathy(request: Request, pk: UUID) -> HttpResponse:
    """The four, beside each other."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="listening:empathy") as look:
        entry = fetch(reader, pk, EMPATHY)
        words = words_of([entry], look).get(pk, {})
        drawn = EmpathyMap.objects.select_related("of").filter(pk=pk).first()
        of = drawn.of if drawn and reading.can_read(request.user, drawn.of) else None
        quadrants = [(name, *QUESTIONS[name], words.get(name, "")) for name in QUADRANTS]
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "quadrants": quadrants,
            "words": words.get("words", ""),  # as it was shared with another table
            "of": of,
            "may_add": drawn is not None
            and rules.can_draw(request.user, entry)
            and not all(words.get(name) for name in QUADRANTS),
            "may_withdraw": reading.can_withdraw(request.user, entry),
            "about_a_life": entry.of_life,
        }
        return render(request, "listening/empathy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draw_empathy(request: Request, pk: UUID) -> HttpResponse:
    """Draw one from a visit or a story."""
    entry = fetch(Reader.of(request.user), pk, STORY, VISIT)
    require(rules.can_draw(request.user, entry), _("You have no seat at this table."))
    form = EmpathyForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="listening:draw_empathy") as look:
        if form.is_valid() and (drawn := _drawn(request, entry, form)):
            messages.success(request, _("It is kept. What is empty is the next question."))
            return redirect(drawn.entry)
        words = words_of([entry], look).get(pk, {})
        context: dict[str, Any] = {
            "form": form,
            "entry": entry,
            "system": named(entry.system, look),
            "heard": words.get("words") or words.get("whom", ""),
            "is_story": entry.kind == STORY,
            "about_a_life": entry.of_life,
        }
        return render(request, "listening/draw_empathy.html", context, status=status_of(form))


def _drawn(request: Request, entry: Entry, form: EmpathyForm) -> EmpathyMap | None:
    try:
        return actions.draw_empathy(of=entry, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def add_empathy(request: Request, pk: UUID) -> HttpResponse:
    """Write in what nobody knew yet."""
    entry = fetch(Reader.of(request.user), pk, EMPATHY)
    rows = EmpathyMap.objects.select_related("entry__system")
    drawn: EmpathyMap = get_object_or_404(rows, pk=pk)
    require(rules.can_draw(request.user, entry), _("You have no seat at this table."))
    with looking(by=request.user.pk, why="listening:add_empathy") as look:
        words = words_of([entry], look).get(pk, {})
        empty = [name for name in QUADRANTS if not words.get(name)]
        if not empty and request.method != "POST":
            return redirect(entry)
        form = EmpathyForm(request.POST if request.method == "POST" else None, empty=empty)
        if form.is_valid():
            try:
                actions.add_empathy(drawn=drawn, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("What you know now is kept."))
                return redirect(entry)
        context = {
            "form": form,
            "entry": entry,
            "system": named(entry.system, look),
            "about_a_life": entry.of_life,
        }
        return render(request, "listening/add_empathy.html", context, status=status_of(form))
