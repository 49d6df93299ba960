"""What somebody is asked: to sit at a table. They answer before anybody there sees their name."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, yes_or_no
from alongside.foundation.people.models import Request
from alongside.foundation.systems import actions, rules
from alongside.foundation.systems.models import (
    Invitation,
    Part,
    Reader,
    System,
    name_all,
    seat_all,
)


@require_safe
def invitations(request: Request) -> HttpResponse:
    """Who asks them to sit where, as what and until when. Of a life only that it is one."""
    rows = Invitation.objects.waiting_for(request.user).select_related("system", "by")
    asked = list(rows.order_by("at"))
    # Words of a life are opened for nobody who has no seat there yet.
    told = [one for one in asked if not one.system.is_life]
    name_all([one.system for one in told], [Part.NAME])
    seat_all(told)
    return render(request, "systems/invitations.html", {"asked": asked})


@require_POST
def answer_invitation(request: Request, pk: UUID) -> HttpResponse:
    """Yes, or no: of a no nobody is told."""
    asked = get_object_or_404(
        Invitation.objects.waiting_for(request.user).select_related("system"), pk=pk
    )
    try:
        yes = yes_or_no(request.POST.get("says"))
        actions.answer_invitation(invitation=asked, yes=yes, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
        return redirect("systems:invitations")
    if yes:
        messages.success(request, _("You sit here now."))
        return redirect(asked.system)
    messages.success(request, _("They are not told."))
    return redirect("systems:invitations")


@require_POST
def take_back_invitation(request: Request, pk: UUID) -> HttpResponse:
    """Ask no longer."""
    reader = Reader.of(request.user)
    shown = System.objects.shown_to(reader)
    rows = Invitation.objects.open().select_related("system").filter(system__in=shown)
    asked = get_object_or_404(rows, pk=pk)
    if not rules.can_invite(reader, asked.system):
        # Whom somebody asked is for those who hold the table alone to know.
        raise Http404
    try:
        actions.take_back_invitation(invitation=asked, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("They are not asked any more."))
    return redirect("systems:table", pk=asked.system_id)
