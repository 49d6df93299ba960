"""
Where a source says something: `docs/signals-api.md` tells whoever builds one how.

The answer depends on the source and on the message, and on nothing that is known here. Nobody is
looked up before it has gone out: that is the worker's.
"""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from alongside.foundation.kit.refusals import Refused
from alongside.human.signals import actions, rules, signs
from alongside.human.signals.models import Source

HEARD = "Heard. This says nothing about anybody: it is the same for every message that can be read."
_KEY = re.compile(r"[!-~]{8,200}")


@csrf_exempt  # there is no session and no cookie: a token is shown with each message
@login_not_required
@sensitive_variables()
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """A source says something about somebody."""
    source = _source(request)
    if source is None:
        answer = _no(401, "Show a token of this source: Authorization: Bearer …")
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    if rules.says_too_much(source):
        answer = _no(429, f"{rules.A_MINUTE} messages a minute at the most. Wait, and go on.")
        answer["Retry-After"] = "60"
        return answer
    try:
        key, body = _key(request), _body(request)
        said = signs.read(body, timezone.localdate())
        actions.hear(source=source, said={key: said})
    except signs.Wrong as wrong:
        return _no(400, str(wrong))
    except Refused as refused:
        return _no(403 if not source.is_listened_to else 400, str(refused))
    return JsonResponse({"heard": True, "says": HEARD}, status=202)


def _no(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"heard": False, "says": sentence}, status=status)


def _source(request: HttpRequest) -> Source | None:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not re.fullmatch(r"[\w-]{20,200}", token, re.ASCII):
        return None
    return actions.source_with(token=token)


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise signs.Wrong(
            "Send an Idempotency-Key: 8 to 200 letters, figures and marks, one for each message."
        )
    return key


def _body(request: HttpRequest) -> bytes:
    if request.content_type != "application/json":
        raise signs.Wrong("Send JSON: Content-Type: application/json.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > signs.MOST_BYTES:
        raise signs.Wrong(f"A message is {signs.MOST_BYTES:,} bytes at the most.")
    try:
        return request.read(signs.MOST_BYTES + 1)
    except UnreadablePostError as error:
        raise signs.Wrong("The message broke off. Send it again.") from error
