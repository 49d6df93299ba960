"""Whoever meets a person first starts: who could help, and what would."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.people.models import Organisation, Person, Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.introductions import actions, rules
from alongside.human.introductions.forms import LookForm, ProposeForm, WhomForm
from alongside.human.introductions.models import Introduction

from .offers import found_by
from .pages import fetched, named


def _life(reader: Reader, pk: UUID) -> System:
    life: System = get_object_or_404(System.objects.shown_to(reader), pk=pk, scale="life")
    require(rules.can_propose(reader, life))
    return life


def _instead(request: Request, reader: Reader) -> Introduction | None:
    """The one that came back, in whose place another is to come."""
    pk = paging.before(request.GET.get("instead"))
    return fetched(reader, pk) if pk else None


@require_http_methods(["GET", "HEAD", "POST"])
def pull_in(request: Request, pk: UUID) -> HttpResponse:
    """Who can help with this now? What is looked for leaves no trace in an address."""
    reader = Reader.of(request.user)
    life = _life(reader, pk)
    instead = _instead(request, reader)
    sent = request.POST if request.method == "POST" else None
    whom = WhomForm(sent if sent is not None and "email" in sent else None, by=request.user)
    look_for = LookForm(sent if sent is not None and "email" not in sent else None)
    if whom.is_valid() and whom.person is not None:
        return redirect(_propose(life, whom.person, instead))
    look_for.is_valid()
    with looking(by=request.user.pk, why="introductions:pull_in") as look:
        context: dict[str, Any] = {
            "life": named(life, look),
            "own": reader.seat_of_own_life(life.pk) is not None,
            "form": whom if whom.is_bound else look_for,
            "look_for": look_for,
            "whom": whom,
            "instead": instead,
            "found": found_by(look_for, but=reader.person),
            "about_a_life": True,
        }
        return render(
            request, "introductions/pull_in.html", context, status=status_of(context["form"])
        )


def _propose(life: System, person: Person, instead: Introduction | None) -> str:
    url = reverse("introductions:propose", args=[life.pk, person.pk])
    return f"{url}?instead={instead.pk}" if instead else url


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, pk: UUID, whom: UUID) -> HttpResponse:
    """What would help, and with whom. They are told nothing by it."""
    reader = Reader.of(request.user)
    life = _life(reader, pk)
    asked = get_object_or_404(Person.objects.filter(is_active=True), pk=whom)
    instead = _instead(request, reader)
    own = reader.seat_of_own_life(life.pk) is not None
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        about=open_to(reader, life),
        where=_where(asked),
        by_the_person=own,
    )
    with looking(by=request.user.pk, why="introductions:propose") as look:
        if form.is_valid():
            try:
                made = actions.propose(
                    life=life,
                    asked=asked,
                    instead_of=instead,
                    by=request.user,
                    **form.cleaned_data,
                )
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("It is kept. Nobody else knows of it yet."))
                return redirect(made)
        context = {
            "life": named(life, look),
            "asked": asked,
            "form": form,
            "own": own,
            "about_a_life": True,
        }
        return render(request, "introductions/propose.html", context, status=status_of(form))


def _where(asked: Person) -> list[Organisation]:
    belongs = asked.memberships.current().select_related("organisation")
    return [membership.organisation for membership in belongs.order_by("organisation__name")]
