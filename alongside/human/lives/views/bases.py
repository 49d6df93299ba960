"""Under which law an organisation knows things: for everybody to read, for its stewards to say."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people.models import Organisation, Request
from alongside.foundation.systems.models import Reader
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.bases import BasisForm, MayActForm
from alongside.human.lives.models import Basis, MayAct


@require_safe
def bases(request: Request, pk: UUID) -> HttpResponse:
    """What holds now, and what held before: nothing of it is about anybody in particular."""
    return _show(request, get_object_or_404(Organisation, pk=pk), MayActForm(by=request.user))


def _show(request: Request, organisation: Organisation, form: MayActForm) -> HttpResponse:
    reader = Reader.of(request.user)
    rows = Basis.objects.filter(organisation=organisation).select_related("recorded_by")
    holding = Basis.objects.current().filter(organisation=organisation)
    current = set(holding.values_list("pk", flat=True))
    every = list(rows.order_by("purpose", "-since"))
    now = [basis for basis in every if basis.pk in current]
    named = MayAct.objects.current().filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "bases": now,
        "past": [basis for basis in every if basis.pk not in current],
        "named": list(named.select_related("person", "named_by").order_by("person__name", "pk")),
        "lets_act": any(basis.allows_acting_without_yes for basis in now),
        "may_name": rules.can_let_act(reader),
        "may_record": rules.can_record_basis(reader, organisation),
        "form": form,
    }
    return render(request, "lives/bases.html", context, status=status_of(form))


@require_POST
def name_to_act(request: Request, pk: UUID) -> HttpResponse:
    """A steward of the place writes down who may act without a yes for an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(rules.can_let_act(request.user))
    form = MayActForm(request.POST, by=request.user)
    if form.is_valid() and form.person is not None:
        try:
            actions.name_to_act(organisation=organisation, person=form.person, by=request.user)
        except Refused as reason:
            form.add_error("email", str(reason))
        else:
            messages.success(request, _("They are named, and may act from now on."))
            return redirect("lives:bases", pk=pk)
    return _show(request, organisation, form)


@require_POST
def name_no_longer(request: Request, pk: UUID) -> HttpResponse:
    named = get_object_or_404(MayAct, pk=pk)
    try:
        actions.name_no_longer(named=named, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("They may act without a yes no longer."))
    return redirect("lives:bases", pk=named.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
def record_basis(request: Request, pk: UUID) -> HttpResponse:
    """Say it, or say it anew: what was said before stays."""
    reader = Reader.of(request.user)
    organisation = get_object_or_404(Organisation, pk=pk)
    require(rules.can_record_basis(reader, organisation))
    posted = request.POST if request.method == "POST" else None
    form = BasisForm(posted, may_let_act=rules.can_let_act(reader))
    if form.is_valid():
        try:
            actions.record_basis(organisation=organisation, by=request.user, **form.terms())
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Kept. What was said before stays beneath it."))
            return redirect("lives:bases", pk=pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "lives/record_basis.html", context, status=status_of(form))


@require_POST
def end_basis(request: Request, pk: UUID) -> HttpResponse:
    basis = get_object_or_404(Basis.objects.select_related("organisation"), pk=pk)
    try:
        actions.end_basis(basis=basis, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("That holds no longer."))
    return redirect("lives:bases", pk=basis.organisation_id)
