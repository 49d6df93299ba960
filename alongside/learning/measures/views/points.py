"""What was counted: all of it, and typed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit import small
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, smallest_shown
from alongside.learning.measures import actions, rules
from alongside.learning.measures.actions import Came
from alongside.learning.measures.counted import Counted, Counting
from alongside.learning.measures.figures import in_words, number_in_words
from alongside.learning.measures.forms import PointsForm
from alongside.learning.measures.forms.points import MORE, ROWS
from alongside.learning.measures.models import Known, Measure, as_entered, as_known, history_of
from alongside.learning.measures.models.points import known_of, without_small
from alongside.learning.measures.rules.left_out import settled_at

from .pages import form_page, posted, the_measure

PAGE = 25


@dataclass(frozen=True)
class Shown:
    """What is known of one period, in words, and what was known of it before."""

    when: str
    period: date
    said: str
    missing: bool
    known_at: datetime
    by: str
    number: int
    hidden: bool
    before: list["Shown"] = field(default_factory=list)


@require_safe
def counted(request: Request, pk: UUID) -> HttpResponse:
    """All that was counted, newest first, and what was known before it was put right."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    enters = rules.can_enter(reader, measure)
    with looking(by=request.user.pk, why="measures:counted"):
        smallest = smallest_shown()
        rows = as_entered(measure) if enters else as_known(measure, smallest=smallest)
        page, older = _page(rows, request.GET.get("before", ""))
        history = history_of(measure, [row.period for row in page])
        context = {
            "measure": measure,
            "system": measure.entry.system,
            "called": measure.entry.title,
            "rows": [_shown(history[row.period], measure, enters, smallest) for row in page],
            "older": older,
            "enters": enters,
            "counted": measure.stopped_on is None,
            "feeds": rules.can_feed(reader, measure),
            "settles": settled_at(reader) if measure.counts_people else None,
            "hides": _hides(measure, smallest) if measure.counts_people else "",
        }
        return render(request, "measures/counted.html", context)


def _page(rows: Sequence[Known], before: str) -> tuple[list[Known], date | None]:
    """So many periods, newest first, and where an older page begins."""
    try:
        end = date.fromisoformat(before)
    except ValueError:
        end = date.max
    found = [row for row in reversed(rows) if row.period < end]
    return found[:PAGE], found[PAGE - 1].period if len(found) > PAGE else None


def _shown(history: Sequence[Any], measure: Measure, whole: bool, smallest: int) -> Shown:
    newest, *before = [_one(reading, measure, whole, smallest) for reading in history]
    return Shown(**{**vars(newest), "before": before})


def _one(reading: Any, measure: Measure, whole: bool, smallest: int) -> Shown:
    told = without_small(known_of(reading), measure, smallest)
    known = known_of(reading) if whole else told
    return Shown(
        when=in_words(reading.period, measure.often),
        period=reading.period,
        said=_in_words(known, measure, smallest),
        missing=known.missing,
        known_at=reading.known_at,
        by=reading.by.name if reading.by else _("a system"),
        number=reading.number,
        hidden=whole and told.fewer,
    )


def _in_words(known: Known, measure: Measure, smallest: int) -> str:
    if known.missing:
        return _("nobody counted")
    if known.fewer:
        return _hides(measure, smallest)
    return point_in_words(known.counted, measure)


def _hides(measure: Measure, smallest: int) -> str:
    return small.fewer_than(smallest, out_of=measure.has_denominator)


def point_in_words(point: Counted, measure: Measure) -> str:
    if point.missing or point.value is None:
        return _("nobody counted")
    if point.numerator is None or point.denominator is None:
        return number_in_words(point.value)
    many, out_of = number_in_words(point.numerator), number_in_words(point.denominator)
    share = number_in_words(point.value, 1)
    if measure.per:
        said = _("%(share)s for every %(per)s (%(many)s of %(out_of)s)")
    else:
        said = _("%(share)s %% (%(many)s of %(out_of)s)")
    return said % {
        "share": share,
        "per": f"{measure.per or 1:,}",
        "many": many,
        "out_of": out_of,
    }


# --- typed ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, pk: UUID) -> HttpResponse:
    """Enter a few points by typing them, or put one right."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_enter(reader, measure))
    counting = rules.counting_of(measure)
    with looking(by=request.user.pk, why="measures:enter"):
        more = "more" in request.POST
        form = PointsForm(
            posted(request),
            counting=counting,
            offered=() if posted(request) else _offered(request, measure, counting),
            rows=_asked_for(request) if more else ROWS,
        )
        if form.is_valid() and not more:
            points = form.points(timezone.localdate())
            if not form.errors and (came := entered(form, measure, points, request)):
                messages.success(request, came_in_words(came))
                return redirect(measure)
        if more:
            form.errors.clear()
        return form_page(request, "measures/enter.html", form, measure, typed=form.typed())


def _asked_for(request: Request) -> int:
    return sum(name.startswith("period-") for name in request.POST) + MORE


def _offered(request: Request, measure: Measure, counting: Counting) -> list[Counted | date]:
    """The point somebody wants to put right; or the times for which nothing is known yet."""
    known = as_entered(measure)
    asked = request.GET.get("period", "")
    wanted = [row.counted for row in known if asked and row.period.isoformat() == asked]
    if wanted:
        return list(wanted)
    today = timezone.localdate()
    if measure.often == "times":
        return [today]
    if not known:
        return _back_from(today, counting)
    period, offered = counting.next(known[-1].period), list[Counted | date]()
    while period <= today and len(offered) < ROWS:
        offered.append(period)
        period = counting.next(period)
    return offered or [known[-1].counted]


def _back_from(today: date, counting: Counting) -> list[Counted | date]:
    """The last few times until now, the earliest first."""
    last = counting.period(today)
    period, found = last, [last]
    while len(found) < ROWS:
        period = counting.period(date.fromordinal(period.toordinal() - 1))
        found.append(period)
    return list(reversed(found))


def entered(form: Any, measure: Measure, points: list[Counted], request: Request) -> Came | None:
    try:
        return actions.enter(measure=measure, points=points, by=request.user)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


def came_in_words(came: Came) -> str:
    said = []
    if came.new:
        said.append(ngettext("%(n)s point is new", "%(n)s points are new", came.new))
        said[-1] %= {"n": came.new}
    if came.changed:
        said.append(ngettext("%(n)s was put right", "%(n)s were put right", came.changed))
        said[-1] %= {"n": came.changed}
    if not said:
        return _("All of that was known already.")
    return _("%s. What was known before stays known.") % ", ".join(said)
