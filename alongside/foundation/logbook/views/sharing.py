"""Sharing words more widely, keeping them closer, taking them back."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import actions, rules
from alongside.foundation.logbook.forms import LowerForm, WidenForm
from alongside.foundation.logbook.models import BEYOND, Ceiling, Entry, Voice
from alongside.foundation.logbook.reading import TakenBack, fetch, words_of
from alongside.foundation.logbook.threads import forward
from alongside.foundation.logbook.visible import in_order
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems import tree
from alongside.foundation.systems.models import Reader, System

RESTING = 5


@require_http_methods(["GET", "HEAD", "POST"])
def widen(request: Request, pk: UUID) -> HttpResponse:
    """Share something with another table: first as it will look, then for good."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="logbook:widen") as look:
        entry = fetch(reader, pk)
        require(rules.can_widen(request.user, entry), _why_not(entry))
        tables = [table for table in tree.named() if table.pk != entry.system_id]
        posted = request.POST if request.method == "POST" else None
        words = {"words": _first(entry, look)}
        mine = [table.pk for table in tables if reader.sits_at(table.pk)]
        form = WidenForm(posted, systems=tables, mine=mine, initial=words)
        sure = "sure" in request.POST
        if form.is_valid() and sure and (copy := _widen(request, entry, form)):
            messages.success(request, _("It is shared. Nothing on it leads back here."))
            return redirect(copy if rules.can_read(request.user, copy) else entry)
        preview = form.is_valid() and not sure and "change" not in request.POST
        context = {
            "form": form,
            "entry": entry,
            "into": form.tables.get(form.cleaned_data["into"]) if preview else None,
            "month": _month(entry),
            "about_a_life": entry.of_life,
        }
        status = 422 if form.errors else 200
        return render(request, "logbook/widen.html", context, status=status)


def _why_not(entry: Entry) -> str:
    if entry.means.here_only:
        return _("This is between those it is about, so it is not shared with another table.")
    if entry.ceiling and Ceiling(entry.ceiling) not in BEYOND:
        return _(
            "These words were given to be “%(ceiling)s”, so they stay at this table. Whoever told "
            "them can say otherwise by telling it anew."
        ) % {"ceiling": Ceiling(entry.ceiling).label}
    return _("Only somebody who knows the teller, or holds this table, shares this more widely.")


def _first(entry: Entry, look: Look) -> str:
    """The words themselves; how somebody agreed to sharing them is no part of that."""
    return next(iter(words_of([entry], look).get(entry.pk, {}).values()), "")


def _month(entry: Entry) -> date:
    return (entry.on or timezone.localdate(entry.at)).replace(day=1)


def _widen(request: Request, entry: Entry, form: WidenForm) -> Entry | None:
    given = form.cleaned_data
    into = form.tables[given["into"]]
    kept = {name: given[name] for name in ("reach", "words", "agreed")}
    try:
        return actions.widen(entry=entry, into=into, by=request.user, **kept)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


def _theirs(person: Person, reader: Reader, pk: UUID) -> Entry:
    """
    Something the person may take back, whether or not they may still read it. To anybody else what
    is there takes the same work as what never was.
    """
    told = Voice.objects.filter(entry=OuterRef("pk"), teller__person=person)
    read = Entry.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    may_be = Q(by=person) | Exists(told) | Exists(read)
    rows = Entry.objects.select_related("system", "by").filter(may_be, pk=pk)
    entry: Entry | None = rows.first()
    if entry is None:
        return fetch(reader, pk)
    if not rules.can_withdraw(person, entry):
        fetch(reader, pk)
        require(False, _("Only whoever told this, or wrote it down for them, can do that."))
    if entry.is_withdrawn:
        raise TakenBack
    return entry


def _shown(entry: Entry, reader: Reader, look: Look) -> dict[str, object]:
    """What the page shows of it: its words to whoever may read them, and what rests on it."""
    readable = Entry.objects.visible_to(reader).filter(pk=entry.pk).exists()
    steps = forward(reader, entry.pk) if readable else []
    return {
        "entry": entry,
        "words": _first(entry, look) if readable else "",
        "resting": in_order(step.entry for step in steps[:RESTING]),
        "and_more": len(steps) > RESTING,
        "about_a_life": entry.of_life,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def lower(request: Request, pk: UUID) -> HttpResponse:
    """Let words be used less than before."""
    reader = Reader.of(request.user)
    entry = _theirs(request.user, reader, pk)
    if not entry.ceiling:
        raise Http404
    form = LowerForm(request.POST if request.method == "POST" else None, now=entry.ceiling)
    with looking(by=request.user.pk, why="logbook:lower") as look:
        if form.is_valid() and _lower(request, entry, form):
            messages.success(request, _("It is kept closer from now on."))
            return _onwards(request.user, entry)
        context = {"form": form, "closest": entry.ceiling == Ceiling.CLOSE}
        context |= {"now": Ceiling(entry.ceiling).label, **_shown(entry, reader, look)}
        status = 422 if form.errors else 200
        return render(request, "logbook/lower.html", context, status=status)


def _lower(request: Request, entry: Entry, form: LowerForm) -> bool:
    try:
        actions.lower(entry=entry, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take words back: asked once more, and said exactly what will happen."""
    reader = Reader.of(request.user)
    entry = _theirs(request.user, reader, pk)
    if request.method == "POST":
        try:
            actions.withdraw(entry=entry, by=request.user)
        except Refused:
            raise TakenBack from None
        messages.success(request, _("It is taken back. Its words are deleted."))
        return _onwards(request.user, entry)
    with looking(by=request.user.pk, why="logbook:withdraw") as look:
        return render(request, "logbook/withdraw.html", _shown(entry, reader, look))


def _onwards(person: Person, entry: Entry) -> HttpResponse:
    """To the entry while it can be read; else to its table, or home."""
    if rules.can_read(person, entry):
        return redirect(entry)
    if System.objects.shown_to(Reader.of(person)).filter(pk=entry.system_id).exists():
        return redirect(entry.system)
    return redirect("home:front")
