"""Which systems enter the points of a measure."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader
from alongside.learning.measures import actions, rules
from alongside.learning.measures.models import Feed, Measure

from .pages import the_measure


@require_safe
def feeds(request: Request, pk: UUID) -> HttpResponse:
    """The tokens by which systems enter points here."""
    return _page(request, _fed(request, pk))


@sensitive_variables()
@require_POST
def make_feed(request: Request, pk: UUID) -> HttpResponse:
    """Make a token. It is on this one answer and nowhere else: in no session, in no message."""
    measure = _fed(request, pk)
    try:
        token = actions.make_feed(measure=measure, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("measures:feeds", pk=pk)
    return _page(request, measure, token=token)


@require_POST
def stop_feed(request: Request, pk: UUID, feed: UUID) -> HttpResponse:
    """Stop a token."""
    measure = _fed(request, pk)
    stopping = get_object_or_404(Feed.objects.filter(measure=measure), pk=feed)
    stopping.measure = measure
    try:
        actions.stop_feed(feed=stopping, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("That token opens nothing any more. What came by it stays."))
    return redirect("measures:feeds", pk=pk)


def _fed(request: Request, pk: UUID) -> Measure:
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_feed(reader, measure))
    return measure


def _page(request: Request, measure: Measure, **more: Any) -> HttpResponse:
    with looking(by=request.user.pk, why="measures:feeds"):
        good = Feed.objects.filter(measure=measure, stopped_at=None).select_related("made_by")
        context = {
            "measure": measure,
            "system": measure.entry.system,
            "called": measure.entry.title,
            "feeds": list(good.order_by("made_at")),
            "most": rules.FEEDS,
            "counted": measure.stopped_on is None,
            "url": request.build_absolute_uri(reverse("measures:send", args=[measure.pk])),
            **more,
        }
        return render(request, "measures/feeds.html", context)
