"""What somebody wants to be free to do, and those who stand behind it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook import rules as logbook
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.freedoms import AskToBackForm, FreedomForm, NotYetForm
from alongside.human.lives.models import FREEDOM, Backing, Backs, Freedom

from .life import life_of, named, there_if


@require_safe
def freedoms(request: Request, pk: UUID) -> HttpResponse:
    """All of them in a life, newest first, and who stands behind each."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    with looking(by=request.user.pk, why="lives:freedoms") as look:
        before = paging.before(request.GET.get("before"))
        page = visible.newest(reader, systems=[pk], kinds=[FREEDOM], before=before)
        words = words_of(page.items, look)
        rows = Backing.objects.standing().filter(freedom__in=[e.pk for e in page.items])
        backed = {one.freedom_id for one in rows if one.says == Backs.YES}
        context = {
            "system": named(life, look),
            "page": page,
            "freedoms": [(e, words.get(e.pk, {}), e.pk in backed) for e in page.items],
            "own": rules.speaks_here(reader, life),
            "about_a_life": True,
        }
        return render(request, "lives/freedoms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def want(request: Request, pk: UUID) -> HttpResponse:
    """What they want to do, what could go wrong, what is put in place."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_note(reader, life))
    own = rules.speaks_here(reader, life)
    posted = request.POST if request.method == "POST" else None
    form = FreedomForm(posted, system=life, reader=reader, own=own)
    with looking(by=request.user.pk, why="lives:want") as look:
        if form.is_valid() and (made := _wanted(request, life, form)):
            messages.success(request, _("It is kept. Who stands behind it?"))
            return redirect(made.entry)
        context = {"system": named(life, look), "form": form, "own": own, "about_a_life": True}
        return render(request, "lives/want.html", context, status=status_of(form))


def _wanted(request: Request, life: System, form: FreedomForm) -> Freedom | None:
    try:
        return actions.want(life=life, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


@require_safe
def freedom(request: Request, pk: UUID) -> HttpResponse:
    """One of them: what is wanted, what could go wrong, what is put in place, who backs it."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:freedom") as look:
        entry = fetch(reader, pk, FREEDOM)
        this = get_object_or_404(Freedom.objects.select_related("entry__system"), pk=pk)
        words = words_of([entry], look)[entry.pk]
        rows = Backing.objects.standing().filter(freedom=this).select_related("person")
        backings = [(one, words.get(one.words_part, "")) for one in rows.order_by("at")]
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "words": words,
            "backings": backings,
            "is_backed": any(one.says == Backs.YES for one, _said in backings),
            "worker": rules.current(entry.system),
            "may_ask": rules.can_ask_to_back(reader, this),
            "own": rules.speaks_here(reader, entry.system),
            "may_withdraw": logbook.can_withdraw(request.user, entry),
            "about_a_life": True,
        }
        return render(request, "lives/freedom.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_back(request: Request, pk: UUID) -> HttpResponse:
    """Ask somebody by name to stand behind the worker."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:ask_to_back") as look:
        entry = fetch(reader, pk, FREEDOM)
        this = get_object_or_404(Freedom.objects.select_related("entry__system"), pk=pk)
        require(rules.can_ask_to_back(reader, this))
        own = rules.speaks_here(reader, entry.system)
        form = AskToBackForm(
            request.POST if request.method == "POST" else None, by=request.user, own=own
        )
        if form.is_valid() and _asked(request, this, form):
            messages.success(request, _("They are asked. How long they have had it is shown here."))
            return redirect(entry)
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "words": words_of([entry], look, ["words"])[entry.pk],
            "form": form,
            "own": own,
            "about_a_life": True,
        }
        return render(request, "lives/ask_to_back.html", context, status=status_of(form))


def _asked(request: Request, freedom: Freedom, form: AskToBackForm) -> bool:
    try:
        if form.person is not None:
            actions.ask_to_back(freedom=freedom, person=form.person, by=request.user)
    except Refused as reason:
        form.add_error("email", str(reason))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: Request, pk: UUID) -> HttpResponse:
    """For who is asked to stand behind it: this one thing, and nothing else of the life."""
    rows = Backing.objects.select_related("freedom__entry__system", "asked_by")
    backing = get_object_or_404(rows, pk=pk)
    there_if(rules.can_read_to_back(request.user, backing))
    entry = backing.freedom.entry
    yes = "yes" in request.POST
    form = NotYetForm(request.POST if request.method == "POST" and not yes else None)
    with looking(by=request.user.pk, why="lives:back") as look:
        if (yes or form.is_valid()) and _answered(request, backing, form, yes):
            return redirect("lives:back", pk=pk)
        words = words_of([entry], look)[entry.pk]
        context = {
            "backing": backing,
            "words": words,
            "not_yet": words.get(backing.words_part, ""),
            "form": form,
            "about_a_life": True,
        }
        return render(request, "lives/back.html", context, status=status_of(form))


def _answered(request: Request, backing: Backing, form: NotYetForm, yes: bool) -> bool:
    try:
        if yes:
            actions.back(backing=backing, by=request.user)
            messages.success(request, _("You back this. Your name stands beside theirs."))
        else:
            actions.cannot_back_yet(backing=backing, by=request.user, **form.cleaned_data)
            messages.success(request, _("They can read now what would have to be there first."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return True


@require_POST
def stop_asking(request: Request, pk: UUID) -> HttpResponse:
    """They read it no longer."""
    rows = Backing.objects.standing().select_related("freedom__entry__system")
    backing = get_object_or_404(rows, pk=pk)
    reader = Reader.of(request.user)
    inner = rules.can_ask_to_back(reader, backing.freedom)
    there_if(inner or backing.person_id == request.user.pk)
    actions.stop_asking(backing=backing, by=request.user)
    messages.success(request, _("That is taken back. They cannot read it any more."))
    if not inner:
        return redirect("lives:mine")
    if "list" in request.POST:
        return redirect("lives:who_may_know", pk=backing.freedom.entry.system_id)
    return redirect(backing.freedom.entry)
