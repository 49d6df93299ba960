"""The addresses the base page links to, for trying it without the rooms that provide them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Somewhere else")


def named(*names: str) -> list[URLPattern]:
    return [path(f"{name}/", nowhere, name=name) for name in names]


home = (named("front", "owed", "search", "refusals", "accessibility", "privacy"), "home")
people = (named("me"), "people")
listening = (named("code"), "listening")

urlpatterns: list[URLPattern | URLResolver] = [
    path("home/", include(home)),
    path("people/", include(people)),
    path("listening/", include(listening)),
    path("ui/", include("alongside.foundation.ui.urls")),
]
if "allauth" in settings.INSTALLED_APPS:
    urlpatterns.append(path("accounts/", include("allauth.urls")))
