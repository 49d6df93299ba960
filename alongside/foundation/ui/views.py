"""The gallery: every component in its states, for people who build pages. Only while debugging."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.foundation.ui.forms import EveryQuestion

PEOPLE = [
    SimpleNamespace(name="Kerry A.", line="has been in arrears, shapes this"),
    SimpleNamespace(name="Ruth T.", line="steward, council tax", url="#"),
    SimpleNamespace(name="Dev M.", line="benefits specialist, pulled in until July"),
    SimpleNamespace(name="Joan O.", line="Citizens Advice"),
]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    form = EveryQuestion(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.add_error(None, "This is the gallery: nothing is kept here.")
    return render(request, "ui/gallery.html", {"form": form, "people": PEOPLE})


@login_not_required
def life(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_life.html", {"about_a_life": True})


@login_not_required
def simple(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_simple.html")


@login_not_required
def printed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_printed.html")
