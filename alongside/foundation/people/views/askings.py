"""What somebody is asked by others who typed their address: to be named, or where they belong."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, yes_or_no
from alongside.foundation.people import actions, rules
from alongside.foundation.people.models import Asking, Request


@require_safe
def asked(request: Request) -> HttpResponse:
    """Who asks something of them, and to whom they have said yes."""
    rows = Asking.objects.select_related("by", "organisation").order_by("at")
    context = {
        "waiting": rows.waiting_for(request.user),
        "yeses": rows.said_yes().filter(person=request.user, organisation=None),
    }
    return render(request, "people/asked.html", context)


@require_POST
def say(request: Request, pk: UUID) -> HttpResponse:
    """Yes, or no: of a no nobody is told."""
    asking = get_object_or_404(Asking.objects.waiting_for(request.user), pk=pk)
    try:
        yes = yes_or_no(request.POST.get("says"))
        actions.say(asking=asking, yes=yes, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        said = _("You said yes. They see your name now.") if yes else _("They are not told.")
        messages.success(request, said)
    return redirect("people:asked")


@require_POST
def take_back_asking(request: Request, pk: UUID) -> HttpResponse:
    """Ask no longer; or take back the yes that was said."""
    asking = get_object_or_404(Asking.objects.filter(taken_back_at=None), pk=pk)
    if not rules.can_take_back(request.user, asking):
        return redirect("people:asked")
    own = asking.by_id == request.user.pk
    try:
        actions.take_back_asking(asking=asking, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("That is taken back."))
    if asking.organisation is not None and own:
        return redirect(asking.organisation)
    return redirect("people:welcome" if own else "people:asked")
