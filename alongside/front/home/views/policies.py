from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.front.home.policies import REFUSALS


@login_not_required
def refusals(request: HttpRequest) -> HttpResponse:
    """What this software will not do, and why."""
    return render(request, "home/refusals.html", {"refusals": REFUSALS})


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")
