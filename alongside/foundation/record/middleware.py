"""What cannot be recorded is not done and not shown: the person is told so, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .actions import NotRecorded

Answer = Callable[[HttpRequest], HttpResponse]


def unrecorded_is_unshown(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = _unshown  # type: ignore[attr-defined]
    return middleware


def _unshown(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if isinstance(exception, NotRecorded):
        return render(request, "503.html", status=503)
    return None
