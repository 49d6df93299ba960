"""What matters to somebody: the whole of it, one line, a new one, putting one right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook import rules as logbook
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Part, Reader, System, name_all
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.matters import HoldForm, LineForm, RightForm
from alongside.human.lives.models import CONVERSATION, LINE, Heading, Line, PutRight, matters

from .life import life_of, named


@require_safe
def all_that_matters(request: Request, pk: UUID) -> HttpResponse:
    """All that matters, under its headings."""
    return _matters(request, pk, "lives/all_that_matters.html")


@require_safe
def matters_sheet(request: Request, pk: UUID) -> HttpResponse:
    """The same on paper, for a pocket or a wall."""
    return _matters(request, pk, "lives/matters_sheet.html")


def _matters(request: Request, pk: UUID, template: str) -> HttpResponse:
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    with looking(by=request.user.pk, why="lives:all_that_matters") as look:
        look.saw(life.pk, [])
        name_all([life], [Part.NAME, Part.PURPOSE])
        context = {
            "system": life,
            "parts": matters.opened(reader, life, look),
            "own": rules.speaks_here(reader, life),
            "reads_all": any(s.system_id == pk and not s.categories for s in reader.seats),
            "may_put_right": rules.can_put_right(reader, life),
            "about_a_life": True,
        }
        return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_line(request: Request, pk: UUID) -> HttpResponse:
    """One more line."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_write_line(reader, life))
    own = rules.speaks_here(reader, life)
    posted = request.POST if request.method == "POST" else None
    heading = (posted or request.GET).get("heading", "")
    form = LineForm(posted, system=life, reader=reader, own=own, heading=heading)
    with looking(by=request.user.pk, why="lives:write_line") as look:
        if form.is_valid() and _kept(request, life, form):
            messages.success(request, _("It is written down."))
            return redirect("lives:all_that_matters", pk=pk)
        context = {
            "system": named(life, look),
            "form": form,
            "heading": Heading(heading) if heading in Heading.values else None,
            "own": own,
            "about_a_life": True,
        }
        return render(request, "lives/write_line.html", context, status=status_of(form))


def _kept(request: Request, life: System, form: LineForm) -> bool:
    try:
        actions.write_line(life=life, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors


@require_safe
def line(request: Request, pk: UUID) -> HttpResponse:
    """One line: whose words it is, what stood before, and putting it right."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:line") as look:
        entry = fetch(reader, pk, LINE)
        this = get_object_or_404(Line.objects.select_related("entry__by"), pk=pk)
        words = words_of([entry], look)
        [said] = matters.said([this], words)
        context = of_one(request, reader, entry, look)
        context |= {"said": said, "heading": this.get_heading_display()}
        return render(request, "lives/line.html", context)


def of_one(request: Request, reader: Reader, entry: Any, look: Look) -> dict[str, Any]:
    """What the page of a line or of a conversation says beside its words."""
    put_right = PutRight.objects.filter(older=entry).select_related("newer").first()
    return {
        "entry": entry,
        "system": named(entry.system, look),
        "put_right": put_right,
        "before": matters.before(reader, entry, look),
        "own": rules.speaks_here(reader, entry.system),
        "may_put_right": rules.can_put_right(reader, entry.system) and put_right is None,
        "may_hold": rules.can_hold(reader, entry.system),
        "may_withdraw": logbook.can_withdraw(request.user, entry),
        "about_a_life": True,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def put_right(request: Request, pk: UUID) -> HttpResponse:
    """How it really is: the person's version leads from now on."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:put_right") as look:
        entry = fetch(reader, pk, LINE, CONVERSATION)
        require(rules.can_put_right(reader, entry.system))
        own = rules.speaks_here(reader, entry.system)
        words = words_of([entry], look)[entry.pk]["words"]
        now = words if entry.kind == CONVERSATION else ""
        form = RightForm(request.POST if request.method == "POST" else None, own=own, now=now)
        if form.is_valid() and (done := _right(request, entry, form)):
            return done
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "form": form,
            "words": "" if now else words,
            "goes_on": rules.folds_until(),
            "own": own,
            "about_a_life": True,
        }
        return render(request, "lives/put_right.html", context, status=status_of(form))


def _right(request: Request, entry: Any, form: RightForm) -> HttpResponse | None:
    try:
        newer = actions.put_right(entry=entry, by=request.user, words=form.cleaned_data["words"])
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    if newer is not None:
        messages.success(request, _("It is put right. What stood there before is folded away."))
        return redirect(newer)
    messages.success(request, _("It is put away."))
    return redirect("lives:all_that_matters", pk=entry.system_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Request, pk: UUID) -> HttpResponse:
    """Say that a law keeps words that were put right for longer, and which."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:hold") as look:
        entry = fetch(reader, pk, LINE, CONVERSATION)
        right = get_object_or_404(PutRight.objects, older=entry)
        require(rules.can_hold(reader, entry.system))
        form = HoldForm(
            request.POST if request.method == "POST" else None,
            organisations=rules.holds_for(request.user),
        )
        if form.is_valid() and _held(request, right, form):
            messages.success(request, _("It says now which law keeps these words."))
            return redirect(entry)
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "form": form,
            "put_right": right,
            "about_a_life": True,
        }
        return render(request, "lives/hold.html", context, status=status_of(form))


def _held(request: Request, right: PutRight, form: HoldForm) -> bool:
    try:
        actions.hold(put_right=right, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors
