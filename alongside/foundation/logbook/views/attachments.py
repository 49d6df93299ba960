"""What goes with an entry, as a file to take, or as a page shows it."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from alongside.foundation.logbook.models import Attachment
from alongside.foundation.logbook.reading import bytes_of, fetch
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader


@require_safe
def attachment(request: Request, pk: UUID) -> HttpResponse:
    """
    A file, to whoever may read what it goes with. It runs nothing and opens nothing, and the name
    it is given says nothing of whose it is.
    """
    reader = Reader.of(request.user)
    row = get_object_or_404(Attachment.objects.defer("body"), pk=pk)
    with looking(by=request.user.pk, why="logbook:attachment") as look:
        row.entry = fetch(reader, row.entry_id)
        response = _as_asked(request, bytes_of(row, look), row.sort.type)
    response["Content-Disposition"] = f'attachment; filename="{row.sort.called}"'
    response["X-Content-Type-Options"] = "nosniff"
    # A policy of its own, in place of the one every page has.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


# Some players ask for a recording a part at a time, or play none of it.
_PART = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)


def _as_asked(request: Request, body: bytes, type_: str) -> HttpResponse:
    asked = _PART.fullmatch(request.headers.get("Range", ""))
    start = int(asked[1]) if asked else 0
    end = min(int(asked[2] or len(body)) if asked else 0, len(body) - 1)
    if not asked or start > end:
        response = HttpResponse(body, content_type=type_)
    else:
        response = HttpResponse(body[start : end + 1], content_type=type_, status=206)
        response["Content-Range"] = f"bytes {start}-{end}/{len(body)}"
    response["Accept-Ranges"] = "bytes"
    return response
