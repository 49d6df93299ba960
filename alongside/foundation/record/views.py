"""What anybody here may keep as a witness: the day's seal over the record, and how to check it."""

import base64
from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.foundation.record import checkpoints as seals
from alongside.foundation.record.models import Checkpoint

A_MONTH = 31


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """The latest seals, newest first."""
    before = request.GET.get("before", "")
    rows = Checkpoint.objects.order_by("-number")
    if before.isdecimal() and len(before) < 10:
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: A_MONTH + 1])
    items = found[:A_MONTH]
    page = SimpleNamespace(items=items, older=items[-1].number if len(found) > len(items) else None)
    context = {"page": page, "first": not before, "key": _key(), "keeper": seals.origin()}
    return render(request, "record/checkpoints.html", context)


@login_not_required
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key that checkpoints of this place are signed with, for anybody."""
    if not (known := _key()):
        raise Http404
    return HttpResponse(f"{known}\n", content_type="text/plain; charset=utf-8")


@require_safe
def checkpoint(request: HttpRequest, number: int) -> HttpResponse:
    """One signed checkpoint, to be kept."""
    one = get_object_or_404(Checkpoint, number=number)
    return _file(one.note, f"{one.day}.checkpoint")


@require_safe
def extends(request: HttpRequest, number: int, earlier: int) -> HttpResponse:
    """What shows, without this machine being believed, that one checkpoint extends another."""
    later, before = (get_object_or_404(Checkpoint, number=one) for one in (number, earlier))
    if before.number > later.number:
        raise Http404
    steps = [base64.b64encode(step).decode() for step in seals.proof(before, later)]
    return _file("".join(f"{step}\n" for step in steps), f"{before.day}-to-{later.day}.proof")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _key() -> str:
    try:
        return seals.public_key()
    except ImproperlyConfigured:
        return ""
