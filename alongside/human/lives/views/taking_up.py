"""Going on with somebody who is back and has no card: asked by one, made sure of by another."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Looking, TakingUp

from .life import there_if

FIRST = 50


@require_POST
def ask_to_take_up(request: Request, pk: UUID) -> HttpResponse:
    """They are beside me, and were here before."""
    looked = get_object_or_404(Looking, pk=pk, by=request.user)
    try:
        actions.ask_to_take_up(looking=looked, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("You have asked. A steward of the place gets in touch."))
    return redirect("lives:looked_for", pk=pk)


@require_safe
def to_make_sure(request: Request) -> HttpResponse:
    """Who says that somebody is beside them who was here before. Nothing about whom it is."""
    there_if(rules.can_see_takings_up(Reader.of(request.user)))
    waiting = TakingUp.objects.waiting().select_related("looking__by", "looking__organisation")
    others = waiting.exclude(looking__by=request.user)
    context = {"waiting": others.order_by("at")[:FIRST], "about_a_life": True}
    return render(request, "lives/to_make_sure.html", context)


@require_POST
def make_sure(request: Request, pk: UUID) -> HttpResponse:
    taking = get_object_or_404(TakingUp.objects.select_related("looking"), pk=pk)
    there_if(rules.can_make_sure(request.user, taking))
    beside = request.POST.get("beside") == "yes"
    try:
        actions.make_sure(taking=taking, beside=beside, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Thank you. What comes of it is between the two of them."))
    return redirect("lives:to_make_sure")
