"""What people say of themselves that they can be pulled in for, and finding them by it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people.models import Membership, Organisation, Person, Request
from alongside.foundation.systems.models import Reader
from alongside.human.introductions import actions, rules
from alongside.human.introductions.forms import GENERAL, NOW, LookForm, OfferForm
from alongside.human.introductions.models import Offer

MANY = 60


def found_by(form: LookForm, *, but: Person) -> dict[str, Any]:
    """Those who said they can help with it: now, and not this month. By name, in no other order."""
    if form.is_bound and not form.is_valid():
        return {"now": [], "later": [], "more": False, "looked": True}
    rows = Offer.objects.standing().exclude(person=but).in_order()
    if form.about_what is not None:
        rows = rows.about(form.about_what)
    words = form.cleaned_data.get("words", "") if form.is_bound else ""
    offers = list(rows.saying(words)[: MANY + 1])
    return {
        "now": [offer for offer in offers[:MANY] if offer.now],
        "later": [offer for offer in offers[:MANY] if not offer.now],
        "more": len(offers) > MANY,
        "looked": form.is_bound,
    }


@require_safe
def who_can_help(request: Request) -> HttpResponse:
    """Named people in other organisations, by what they say they can help with."""
    asked = request.GET if {"about", "words"} & set(request.GET) else None
    form = LookForm(asked)
    found = found_by(form, but=request.user)
    context = {"form": form, "found": found, "has_lives": _walks_with_somebody(request.user)}
    return render(request, "introductions/who_can_help.html", context, status=status_of(form))


def _walks_with_somebody(person: Person) -> bool:
    return any(seat.role == "lead" for seat in Reader.of(person).seats)


@require_safe
def can_help(request: Request) -> HttpResponse:
    """What I can be pulled in for, at each organisation I belong to."""
    belongs = Membership.objects.current().filter(person=request.user)
    places = belongs.select_related("organisation").order_by("organisation__name")
    said = Offer.objects.filter(person=request.user).prefetch_related("abouts")
    offers = {offer.organisation_id: offer for offer in said}
    rows = [(each.organisation, offers.get(each.organisation_id)) for each in places]
    return render(request, "introductions/can_help.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, pk: UUID) -> HttpResponse:
    """Say what I can be pulled in for. It is mine to say, and to take down."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(
        rules.can_offer(request.user, organisation),
        _("You can say this for where you belong. Somebody there can bring you in."),
    )
    mine = Offer.objects.filter(person=request.user, organisation=organisation).first()
    form = OfferForm(
        request.POST if request.method == "POST" else None, initial=_as_said(mine) if mine else None
    )
    if form.is_valid():
        try:
            actions.offer(organisation=organisation, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("People can find you by it now."))
            return redirect("introductions:can_help")
    context = {"form": form, "organisation": organisation, "mine": mine}
    return render(request, "introductions/offer.html", context, status=status_of(form))


def _as_said(mine: Offer) -> dict[str, Any]:
    return {
        "categories": [category.value or GENERAL for category in mine.categories],
        "words": mine.words,
        "now": NOW if mine.now else "later",
    }


@require_POST
def take_down(request: Request, pk: UUID) -> HttpResponse:
    """Take down what I said I can be pulled in for at an organisation."""
    mine = get_object_or_404(Offer, person=request.user, organisation=pk)
    actions.take_down(offer=mine, by=request.user)
    messages.success(request, _("It is taken down."))
    return redirect("introductions:can_help")
