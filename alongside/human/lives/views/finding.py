"""Before a life is begun here: may somebody know them already?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, status_of
from alongside.foundation.people.models import Membership, Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import INNER, Part, Reader, System, name_all
from alongside.human.lives import actions
from alongside.human.lives.forms.finding import AskToMeetForm, FindForm
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.linking import Record, alike
from alongside.human.lives.models import Looking, TakingUp, may_be, not_leading

OF_LATE = 10


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request) -> HttpResponse:
    """
    Look whether anybody may know somebody just met. Whoever looks is told the same for somebody and
    for nobody; only lives they walk with themself are shown to them.
    """
    memberships = Membership.objects.current().filter(person=request.user)
    form = FindForm(
        request.POST if request.method == "POST" else None,
        memberships=memberships.select_related("organisation"),
    )
    context: dict[str, Any] = {"form": form, "about_a_life": True, "works": form.organisations}
    if form.organisations and form.is_valid():
        try:
            return _looked(request, form)
        except Refused as reason:
            form.add_error(None, str(reason))
    context["asked"] = _asked(request)
    return render(request, "lives/find.html", context, status=status_of(form))


def _looked(request: Request, form: FindForm) -> HttpResponse:
    looked = actions.look_for(by=request.user, **form.cleaned_data)
    said = {key: value for key, value in form.cleaned_data.items() if key != "organisation"}
    with looking(by=request.user.pk, why="lives:find") as look:
        mine = _mine_alike(Reader.of(request.user), Identifiers(**said), look)
        context = {
            "looked": looked,
            "mine": mine,
            "ask": AskToMeetForm(),
            "taking": None,
            "goes_on": None,
            "about_a_life": True,
        }
        return render(request, "lives/looked_for.html", context)


def _mine_alike(reader: Reader, known: Identifiers, look: Look) -> list[System]:
    """
    Of the lives this reader may open themself, those this may be: so that nobody is written down
    twice. A name need only be like the one they go by.
    """
    walked = {seat.system_id for seat in reader.seats if seat.role in INNER}
    walked -= not_leading(reader, walked)
    lives = list(System.objects.filter(pk__in=walked, scale="life").order_by("pk"))
    name_all(lives, [Part.NAME])
    by_name = alike(Record.of(known.name), [Record.of(life.name) for life in lives])
    by_two = [life for life in lives if life.pk in set(may_be(known))]
    found = list(dict.fromkeys([*by_two, *(lives[at] for at in by_name)]))
    for life in found:
        look.saw(life.pk, [])
    return found


def _asked(request: Request) -> list[Looking]:
    """What this one asked, and who said yes. Of all else there is nothing to tell."""
    asked = Looking.objects.filter(by=request.user, asked_at__isnull=False)
    return list(asked.select_related("answered_by").order_by("-pk")[:OF_LATE])


@require_http_methods(["GET", "HEAD", "POST"])
def looked_for(request: Request, pk: UUID) -> HttpResponse:
    """What comes of having looked, and asking to be introduced."""
    looked = get_object_or_404(
        Looking.objects.select_related("answered_by"), pk=pk, by=request.user
    )
    form = AskToMeetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask_to_meet(looking=looked, by=request.user, **form.cleaned_data)
        except Refused as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, _("You have asked. Only a yes comes back to you."))
        return redirect("lives:looked_for", pk=pk)
    taking = TakingUp.objects.filter(looking=looked).select_related("new__life").first()
    context = {
        "looked": looked,
        "ask": form,
        "mine": [],
        "taking": taking,
        "goes_on": _goes_on(request, taking),
        "about_a_life": True,
    }
    return render(request, "lives/looked_for.html", context, status=status_of(form))


def _goes_on(request: Request, taking: TakingUp | None) -> System | None:
    """The life that opened to who asked, while it does."""
    new = taking.new if taking else None
    opened = new is not None and Reader.of(request.user).sits_at(new.life_id)
    return new.life if new and opened else None
