"""Bringing in a file of what a source noticed, for its own people; never for who listens to it."""

from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.csvfiles import Rejected, Unclear, Unusable
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import name_all
from alongside.human.signals import actions, files, rules, signs
from alongside.human.signals.forms import FileForm
from alongside.human.signals.models import Source, said_of
from alongside.human.signals.signs import Saying

from .sources import there

MOST_ROWS, MOST_TOLD = 1_000, 50
CHUNK = 200


@dataclass(frozen=True)
class Brought:
    """
    What came of a file: rows that could be read, and the lines that could not. Whether anybody is
    known, or a row came before, is not in it: it is the same for every file that reads the same.
    """

    heard: int
    wrong: list[Rejected]
    many_wrong: int


@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request, pk: UUID) -> HttpResponse:
    """Bring in a file: each row is heard as a message would be, and answered as little."""
    source = there(request, pk)
    require(rules.can_speak_for(request.user, source))
    [source] = said_of([source])
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    brought = _bring_in(request, source, form) if form.is_valid() else None
    name_all([source.entry.system])
    context = {"form": form, "source": source, "table": source.entry.system, "brought": brought}
    return render(request, "signals/bring_in.html", context, status=status_of(form))


def _bring_in(request: Request, source: Source, form: FileForm) -> Brought | None:
    file = form.cleaned_data["file"]
    try:
        rows = list(files.read(file, files.look_at(file), source.may_say, timezone.localdate()))
        if len(rows) > MOST_ROWS:
            raise Refused(
                _("A file has %(most)s rows at the most. Send it in parts.")
                % {"most": f"{MOST_ROWS:,}"}
            )
    except Unclear:
        form.add_error("file", _no_columns())
        return None
    except (Unusable, signs.Wrong, Refused) as reason:
        form.add_error("file", str(reason))
        return None
    good = [row for row in rows if not isinstance(row, Rejected)]
    heard = _hear(request, source, good, form)
    if heard == 0 and form.errors:
        return None
    wrong = [row for row in rows if isinstance(row, Rejected)]
    return Brought(heard, wrong[:MOST_TOLD], len(wrong))


def _no_columns() -> str:
    return _(
        "There is no telling which column is which. Call them “what”, “when”, “expires”, and "
        "“reference”, or “name” with “address” or “born”, in the first line."
    )


def _hear(request: Request, source: Source, rows: list[tuple[str, Saying]], form: FileForm) -> int:
    """A few at a time, so that no other waits long; how many were, whoever is in them."""
    waiting, heard = iter(rows), 0
    try:
        while chunk := list(islice(waiting, CHUNK)):
            actions.hear(source=source, said=dict(chunk), by=request.user)
            heard += len(chunk)
    except Refused as reason:
        form.add_error("file", str(reason))
    return heard
