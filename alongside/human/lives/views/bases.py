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
from alongside.human.lives.forms.bases import BasisForm
from alongside.human.lives.models import Basis


@require_safe
def bases(request: Request, pk: UUID) -> HttpResponse:
    """What holds now, and what held before: nothing of it is about anybody in particular."""
    organisation = get_object_or_404(Organisation, pk=pk)
    rows = Basis.objects.filter(organisation=organisation).select_related("recorded_by")
    current = set(Basis.objects.current().values_list("pk", flat=True).filter(organisation=pk))
    every = list(rows.order_by("purpose", "-since"))
    context = {
        "organisation": organisation,
        "bases": [basis for basis in every if basis.pk in current],
        "past": [basis for basis in every if basis.pk not in current],
        "may_record": rules.can_record_basis(Reader.of(request.user), organisation),
    }
    return render(request, "lives/bases.html", context)


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
