"""Listening visits: planning one, who went, what was told, and what it did between the two."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import rules as reading
from alongside.foundation.logbook import stubs
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.visible import newest
from alongside.foundation.people.models import Membership, Person, Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, Seat, System
from alongside.human.listening import actions, rules
from alongside.human.listening.forms import BetweenForm, PlanForm
from alongside.human.listening.models import INVITATION, VISIT, Story, Visit

from .pairing import prefilled
from .stories import EXCERPT
from .tables import named, status_of, table

MANY = 100  # of the people around a table, or the stories of one visit, so many are offered
PEOPLE = ("entry__system", "entry__by", "first", "second")


@require_safe
def visits(request: Request, pk: UUID) -> HttpResponse:
    """The visits of a table: those still to come, and those that were."""
    reader = Reader.of(request.user)
    system = table(reader, pk)
    with looking(by=request.user.pk, why="listening:visits") as look:
        before = paging.before(request.GET.get("before"))
        page = newest(reader, systems=[pk], kinds=[VISIT], before=before)
        words = words_of(page.items, look)
        found = Visit.objects.select_related(*PEOPLE).in_bulk([e.pk for e in page.items])
        told = [
            _told(found[e.pk], words[e.pk])
            if e.pk in found
            else {"entry": e, "words": words.get(e.pk, {})}
            for e in page.items
        ]
        taken_back = stubs.gone(reader, system=pk, kind=VISIT, page=page, before=before)
        context = {
            "system": named(system, look),
            "page": page,
            "visits": [line for _pk, line in stubs.in_place(page, told, taken_back)],
            "may_plan": reader.takes_part(pk),
            "invitations": newest(reader, systems=[pk], kinds=[INVITATION], size=3).items
            if before is None and not system.is_life
            else [],
            "is_first": before is None,
            "about_a_life": system.is_life,
        }
        return render(request, "listening/visits.html", context)


def _told(visit: Visit, words: Mapping[str, str]) -> dict[str, Any]:
    """A visit with its words, and the two as a list of people shows them."""
    second = visit.second.name if visit.second else words.get("second", "")
    return {
        "visit": visit,
        "words": words,
        "second": second,
        "people": [
            {"name": visit.first.name, "line": words.get("first_standing", "")},
            {"name": second, "line": words.get("second_standing", "")},
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def plan_visit(request: Request, pk: UUID) -> HttpResponse:
    """Two people of different standing, somewhere to go, and a day."""
    reader = Reader.of(request.user)
    system = table(reader, pk)
    require(rules.can_plan(request.user, system), _("You have no seat at this table."))
    around = _around(system, reader)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        people=around,
        about=open_to(reader, system),
        initial={"first": str(request.user.pk)} | prefilled(request, pk, around),
    )
    with looking(by=request.user.pk, why="listening:plan_visit") as look:
        if form.is_valid():
            try:
                planned = actions.plan_visit(system=system, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("The visit is kept."))
                return redirect(planned.entry)
        context = {"form": form, "system": named(system, look), "about_a_life": system.is_life}
        return render(request, "listening/plan_visit.html", context, status=status_of(form))


def _around(system: System, reader: Reader) -> list[Person]:
    """Those around a table who sign in, by a seat of their own or their organisation's."""
    seats = Seat.objects.current().openly(reader).filter(system=system)
    organisations = seats.exclude(organisation=None).values("organisation")
    members = Membership.objects.current().filter(organisation__in=organisations)
    seated = Q(pk__in=seats.exclude(person=None).values("person"))
    people = Person.objects.filter(seated | Q(pk__in=members.values("person")), is_active=True)
    return list(people.order_by("name")[:MANY])


@require_safe
def visit(request: Request, pk: UUID) -> HttpResponse:
    """One visit: the two who went, what they were told, and what it did between them."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="listening:visit") as look:
        entry = fetch(reader, pk, VISIT)
        words = words_of([entry], look).get(pk, {})
        here = {
            "entry": entry,
            "system": named(entry.system, look),
            "may_withdraw": reading.can_withdraw(request.user, entry),
            "about_a_life": entry.of_life,
        }
        this = Visit.objects.select_related(*PEOPLE).filter(pk=pk).first()
        if this is None:  # shared from another table: its words, and nobody who went
            return render(request, "listening/visit_shared.html", {**here, "words": words})
        context = {
            **_told(this, words),
            **here,
            "stories": _stories_of(this, reader, look),
            "may_note": this.is_of(request.user)
            and not this.is_ahead
            and not _has_said(request.user, this, words),
            "may_tell": reader.takes_part(entry.system_id) and not this.is_ahead,
            "may_draw": reader.takes_part(entry.system_id) and not this.is_ahead,
        }
        return render(request, "listening/visit.html", context)


def _has_said(person: Person, this: Visit, words: Mapping[str, str]) -> bool:
    return this.part_of(person) in words


def _stories_of(this: Visit, reader: Reader, look: Look) -> list[tuple[Entry, str]]:
    heard = Story.objects.filter(visit=this).values("pk")
    readable = Entry.objects.visible_to(reader).filter(pk__in=heard, withdrawn_at=None)
    entries = list(readable.order_by("-pk")[:MANY])
    words = words_of(entries, look, ["words"])
    return [(entry, excerpt(words[entry.pk]["words"], EXCERPT)) for entry in entries]


@require_http_methods(["GET", "HEAD", "POST"])
def between(request: Request, pk: UUID) -> HttpResponse:
    """What a visit did between the two, in the words of one of them."""
    entry = fetch(Reader.of(request.user), pk, VISIT)
    this = get_object_or_404(Visit.objects.select_related(*PEOPLE), pk=pk)
    require(rules.can_note(request.user, this), _("That is for the two who went to say."))
    form = BetweenForm(request.POST if request.method == "POST" else None)
    with looking(by=request.user.pk, why="listening:between") as look:
        words = words_of([entry], look)[pk]
        if request.method != "POST" and _has_said(request.user, this, words):
            return redirect(entry)
        if form.is_valid():
            try:
                actions.note_visit(visit=this, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("What it did between you is kept."))
                return redirect(entry)
        context = {
            **_told(this, words),
            "form": form,
            "entry": entry,
            "about_a_life": entry.of_life,
        }
        context["system"] = named(entry.system, look)
        return render(request, "listening/between.html", context, status=status_of(form))
