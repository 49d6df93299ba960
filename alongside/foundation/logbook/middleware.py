"""Whoever could read something before it was taken back is told so; nobody else learns of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .reading import TakenBack

Answer = Callable[[HttpRequest], HttpResponse]


def taken_back_says_so(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = _say_so  # type: ignore[attr-defined]
    return middleware


def _say_so(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if isinstance(exception, TakenBack):
        return render(request, "logbook/taken_back.html", status=410)
    return None
