"""What a place settles once for itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems import actions, rules
from alongside.foundation.systems.forms import HideBelowForm
from alongside.foundation.systems.models import Place

from .finding import named, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def hide_below(request: Request, pk: UUID) -> HttpResponse:
    """How small a number of people may be and still be shown, everywhere in this place."""
    place = get_object_or_404(Place.objects.select_related("system"), system=pk)
    require(rules.can_hide_below(request.user, place))
    with looking(by=request.user.pk, why="systems:hide_below") as look:
        posted = request.POST if request.method == "POST" else None
        form = HideBelowForm(posted, initial={"smallest": place.smallest})
        if form.is_valid():
            try:
                actions.hide_below(by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error("smallest", str(reason))
            else:
                messages.success(request, _("Smaller numbers of people are shown nowhere now."))
                return redirect(place.system)
        context = {"form": form, "system": named(place.system, look)}
        return render(request, "systems/hide_below.html", context, status=status_of(form))
