"""Keeping a chart as it is known, and drawing it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import require
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, name_all
from alongside.learning.measures import actions, rules
from alongside.learning.measures.forms import KeepForm
from alongside.learning.measures.models import CHART, KeptChart
from alongside.learning.measures.rules.charting import chart_of
from alongside.learning.measures.rules.keeping import replayed
from alongside.learning.measures.rules.left_out import settles_small

from .beside import in_words, readable
from .pages import day_asked, did, form_page, posted, read_asked, the_measure


@require_http_methods(["GET", "HEAD", "POST"])
def keep_chart(request: Request, pk: UUID) -> HttpResponse:
    """Keep this chart as it is known now, or was known on a day."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_keep_chart(reader, measure))
    known, _wrong = day_asked(request)
    with looking(by=request.user.pk, why="measures:keep_chart"):
        form = KeepForm(posted(request))
        how = {"as_known_on": known, "read": read_asked(request)}
        if form.is_valid() and (
            kept := did(form, actions.keep_chart, measure=measure, by=request.user, **how)
        ):
            messages.success(request, _("The chart is kept. It can be drawn again exactly."))
            return redirect(kept)
        chart = chart_of(reader, measure, as_known_on=known, rules=read_asked(request))
        more = {"chart": chart, "settles": settles_small(reader, [chart])}
        return form_page(request, "measures/keep_chart.html", form, measure, **more)


@require_safe
def chart(request: Request, pk: UUID) -> HttpResponse:
    """A kept chart, drawn again from what was known then; and whether it came out the same."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, CHART)
    kept = KeptChart.objects.select_related("measure__entry__system").filter(pk=pk).first()
    if kept is None or not readable(reader, kept.measure):
        return in_words(request, entry)
    with looking(by=request.user.pk, why="measures:chart") as look:
        name_all([kept.measure.entry.system])
        again = replayed(reader, kept)
        context = {
            "entry": entry,
            "kept": kept,
            "measure": kept.measure,
            "system": kept.measure.entry.system,
            "words": words_of([entry], look).get(pk, {}),
            "again": again,
            "as_kept": again.still_told(kept),
            "chart": again.chart,
            "settles": settles_small(reader, [again.chart]),
        }
        return render(request, "measures/chart.html", context)
