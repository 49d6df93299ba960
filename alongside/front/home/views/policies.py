from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.front.home.policies import REFUSALS


@login_not_required
@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """What this software will not do, and why."""
    return render(request, "home/refusals.html", {"refusals": REFUSALS})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")
