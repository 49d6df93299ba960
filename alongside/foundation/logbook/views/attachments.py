"""What goes with an entry, as a file to take, or as a page shows it."""

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
        response = HttpResponse(bytes_of(row, look), content_type=row.sort.type)
    response["Content-Disposition"] = f'attachment; filename="{row.sort.called}"'
    response["X-Content-Type-Options"] = "nosniff"
    # A policy of its own, in place of the one every page has.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
