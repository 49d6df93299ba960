"""The law asks us to tell somebody: which law, who, about what, and until when."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.by_law import ByLawForm
from alongside.human.lives.models import Basis

from .sharing import held, named


@require_http_methods(["GET", "HEAD", "POST"])
def by_law(request: Request, pk: UUID) -> HttpResponse:
    """Only a law that is written down here, and by somebody else than who says it asks."""
    reader = Reader.of(request.user)
    life = held(reader, pk)
    require(rules.can_let_in_by_law(reader, life))
    laws = Basis.objects.asks().exclude(recorded_by=request.user).select_related("organisation")
    form = ByLawForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        laws=laws.order_by("organisation__name", "purpose"),
    )
    with looking(by=request.user.pk, why="lives:by_law") as look:
        named(life, look)
        if form.is_valid() and _let_in(request, life, form):
            messages.success(request, _("They may know now. Tell the person: it is on this page."))
            return redirect("lives:who_may_know", pk=pk)
        context = {"form": form, "system": life, "about_a_life": True}
        return render(request, "lives/by_law.html", context, status=status_of(form))


def _let_in(request: Request, life: System, form: ByLawForm) -> bool:
    try:
        actions.let_in_by_law(life=life, by=request.user, **form.terms())
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors
