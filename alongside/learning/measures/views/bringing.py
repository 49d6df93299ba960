"""Many points at once, pasted or in a file: looked at first, then kept. And taken elsewhere."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit import small
from alongside.foundation.kit.csvfiles import Rejected, Unusable
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import for_spreadsheet
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, smallest_shown
from alongside.learning.measures import actions, points_files, rules
from alongside.learning.measures.counted import Compared, Counted, Counting
from alongside.learning.measures.figures import EITHER, POINT, in_words
from alongside.learning.measures.forms import FileForm, PasteForm
from alongside.learning.measures.models import Known, Measure, as_known
from alongside.learning.measures.points_files import Row, Sheet
from alongside.learning.measures.rules.charting import end_of

from .api import PURPOSE
from .pages import called, day_asked, form_page, posted, the_measure
from .points import came_in_words, entered, point_in_words

MOST_TOLD = 50  # of rows that are wrong, or new: so many are written out


@dataclass(frozen=True)
class Looked:
    """What keeping these rows would do, for somebody to look at first."""

    new: list[tuple[str, str]]
    changed: list[tuple[str, str, str]]
    many_new: int
    many_changed: int
    same: int
    wrong: list[Rejected]
    many_wrong: int
    unread: Sequence[str]
    others: Sequence[str] = ()
    kept_back: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: Request, pk: UUID) -> HttpResponse:
    """Paste points out of a spreadsheet: they are looked at first, then kept."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_enter(reader, measure))
    with looking(by=request.user.pk, why="measures:paste"):
        form = PasteForm(posted(request))
        seen = _look(form, measure, request) if form.is_valid() else None
        keeps = "keep" in request.POST and form.is_bound and not form.errors and form.was_seen
        if keeps and seen and (came := entered(form, measure, seen[1], request)):
            messages.success(request, came_in_words(came))
            return redirect(measure)
        return _to_look_at(request, form, measure, seen)


def _to_look_at(
    request: Request,
    form: PasteForm,
    measure: Measure,
    seen: tuple[Looked, list[Counted]] | None,
    *,
    from_file: bool = False,
) -> HttpResponse:
    context = {
        "look": seen[0] if seen else None,
        "as_seen": form.as_seen if seen and seen[1] else "",
        "out_of": measure.has_denominator,
        "from_file": from_file,
    }
    return form_page(request, "measures/paste.html", form, measure, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request, pk: UUID) -> HttpResponse:
    """Bring in a file of points: its rows are looked at as if they had been pasted."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_enter(reader, measure))
    with looking(by=request.user.pk, why="measures:bring"):
        counting = rules.counting_of(measure)
        files = request.FILES if request.method == "POST" else None
        form = FileForm(posted(request), files)
        sheet = form.read(counting) if form.is_valid() else None
        if sheet is None:
            out_of = measure.has_denominator
            return form_page(request, "measures/bring.html", form, measure, out_of=out_of)
        return _as_if_pasted(request, measure, sheet, counting)


def _as_if_pasted(
    request: Request, measure: Measure, sheet: Sheet, counting: Counting
) -> HttpResponse:
    # What a spreadsheet knows to be a number has a point before its decimals here.
    decimals = EITHER if sheet.layout else POINT
    form = PasteForm({"rows": points_files.as_pasted(sheet, counting), "decimals": decimals})
    seen = _look(form, measure, request) if form.is_valid() else None
    if seen:
        seen = replace(seen[0], unread=sheet.unread, others=sheet.others), seen[1]
    return _to_look_at(request, form, measure, seen, from_file=True)


def _look(
    form: PasteForm, measure: Measure, request: Request
) -> tuple[Looked, list[Counted]] | None:
    """What keeping them would do, and the points, if none is wrong."""
    counting = rules.counting_of(measure)
    try:
        sheet = points_files.pasted(form.cleaned_data["rows"], counting)
        decimals = form.cleaned_data["decimals"]
        read = points_files.read(sheet, counting, timezone.localdate(), decimals)
        rows = [row.point for row in read if isinstance(row, Row)]
        points = rules.beyond_what_is_empty(measure, rows)
        compared = actions.look_at(measure=measure, points=points, by=request.user)
    except (Unusable, Refused) as reason:
        form.add_error("rows", str(reason))
        return None
    wrong = [row for row in read if isinstance(row, Rejected)]
    if wrong:
        many = len(wrong)
        form.add_error(
            "rows",
            ngettext("%(n)s row cannot be read.", "%(n)s rows cannot be read.", many) % {"n": many},
        )
    looked = _looked(measure, compared, wrong, sheet.unread)
    return replace(looked, kept_back=len(rows) - len(points)), ([] if wrong else points)


def _looked(
    measure: Measure, compared: Compared, wrong: list[Rejected], unread: list[str]
) -> Looked:
    def when(point: Counted) -> str:
        return in_words(point.period, measure.often)

    def said(point: Counted) -> str:
        return point_in_words(point, measure)

    return Looked(
        new=[(when(point), said(point)) for point in compared.new[:MOST_TOLD]],
        changed=[
            (when(after), said(before), said(after))
            for before, after in compared.changed[:MOST_TOLD]
        ],
        many_new=len(compared.new),
        many_changed=len(compared.changed),
        same=len(compared.same),
        wrong=wrong[:MOST_TOLD],
        many_wrong=len(wrong),
        unread=unread,
    )


# --- to take elsewhere -------------------------------------------------------------------------


@require_safe
def export(request: Request, pk: UUID) -> HttpResponse:
    """
    The points as they are known, or were known on a day, for a spreadsheet. Small numbers of people
    are left out for everybody: a file goes where nobody knows who reads it.
    """
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    day, _wrong = day_asked(request)
    with looking(by=request.user.pk, why="measures:export"):
        out = StringIO()
        out.write("\ufeff")  # spreadsheets read UTF-8 only when told so
        writer = csv.writer(out)
        writer.writerows(_rows(measure, day))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="points.csv"'
    return response


def _rows(measure: Measure, day: date | None) -> Iterator[list[Any]]:
    """What they are for stands at the top; columns are called as a file brought in calls them."""
    smallest = smallest_shown()
    name = for_spreadsheet(called(measure))
    fields = ("numerator", "denominator") if measure.has_denominator else ()
    yield ["period", "value", *fields, "known since", "definition", "note", name, PURPOSE]
    on = _("as known on %s") % (day or timezone.localdate()).isoformat()
    for row in as_known(measure, end_of(day) if day else None, smallest=smallest):
        numbers = [getattr(row, each) for each in ("value", *fields)]
        since = timezone.localdate(row.known_at).isoformat()
        note = for_spreadsheet(_noted(row, measure, smallest))
        yield [row.period.isoformat(), *map(_number, numbers), since, row.number, note, on]
        on = ""


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"


def _noted(row: Known, measure: Measure, smallest: int) -> str:
    if row.fewer:
        return small.fewer_than(smallest, out_of=measure.has_denominator)
    return _("nobody counted") if row.missing else ""
