"""The gallery: every component in its states, for people who build pages. Only while debugging."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.kit.paging import Page
from alongside.foundation.ui import samples
from alongside.foundation.ui.forms import EveryQuestion


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Everything but the form."""
    page: Page[str] = Page(items=[], older=uuid7())
    known = {
        "people": samples.PEOPLE,
        "places": [("Gateshead", "#"), ("Public service reform", "#")],
        "cycle": samples.CYCLE,
        "long_cycle": samples.LONG_CYCLE,
        "no_purpose": samples.NO_PURPOSE,
        "thread": samples.a_thread(),
        "big_thread": samples.a_big_thread(),
        "steps": samples.STEPS,
        "rows": samples.SUMMARY,
        "page": page,
        "since": timezone.now() - timedelta(days=12),
        "messages": ["Your story is kept. Joan will bring you news."],
    }
    return render(request, "ui/gallery.html", known)


@login_not_required
def asking(request: HttpRequest) -> HttpResponse:
    """Every kind of question; an answer to all of them is refused, kindly, but for "arrived"."""
    form = EveryQuestion(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["where"] == "arrived":
            messages.success(request, "It has arrived.")
            return redirect("ui:gallery")
        form.add_error(None, "This is the gallery: nothing is kept here.")
    return render(request, "ui/asking.html", {"form": form})


@login_not_required
def life(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/life.html", {"about_a_life": True})


@login_not_required
def teller(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/teller.html", {"steps": samples.STEPS})


@login_not_required
def printed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/printed.html")
