"""What a table looks at: the family of its measures, its aids to learning, and one measure."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alongside.foundation.kit import paging
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.rules import can_widen
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, name_all
from alongside.learning.measures import rules
from alongside.learning.measures.models import (
    FAMILY,
    MEASURE,
    Definition,
    KeptChart,
    Kind,
    Measure,
)
from alongside.learning.measures.rules.chart import side_by_side
from alongside.learning.measures.rules.charting import Chart, chart_of, charts_of
from alongside.learning.measures.rules.left_out import settles_small

from .beside import in_words
from .pages import as_measure, day_asked, read_asked, reads_of, table
from .questions import asked_of

# So many small charts at most stand on a page.
MANY = 60
A_FEW = 25
Parts = dict[UUID, dict[str, str]]
ASKS: dict[str, str | Lazy] = {
    Kind.OUTCOME: _("What they would notice themselves."),
    Kind.PROCESS: _("Was the change really made?"),
    Kind.BALANCING: _("Does it harm something somewhere else?"),
    Kind.EXPERIENCE: _("What people and staff say of it."),
    Kind.AID: "",
}


@dataclass(frozen=True)
class Relatives:
    """Those of a family of measures that are there for the same thing."""

    kind: Kind
    asks: str | Lazy
    charts: list[Chart]


@dataclass(frozen=True)
class Version:
    """How it was counted from a day on, in words."""

    definition: Definition
    words: dict[str, str]


@require_safe
def measures(request: Request, pk: UUID) -> HttpResponse:
    """The family of measures of a table, small and side by side."""
    reader, system = Reader.of(request.user), table(pk)
    with looking(by=request.user.pk, why="measures:measures"):
        here = Measure.objects.family().at(system).visible_to(reader).standing()
        page = _page(here.looked_at(), paging.before(request.GET.get("before")))
        charts = side_by_side(charts_of(reader, page.items))
        context = {
            "system": system,
            "families": _families(charts),
            "page": page,
            "asked": asked_of(reader, system),
            "stopped": _named(here.exclude(stopped_on=None)),
            "hides": any(chart.fewer for chart in charts),
            "settles": settles_small(reader, charts),
            "may_begin": rules.can_begin(reader, system),
            "has_aids": system.scale in rules.AIDS_AT,
        }
        return render(request, "measures/measures.html", context)


def _page(rows: Any, before: UUID | None) -> paging.Page[Measure]:
    rows = rows.select_related("entry__system", "entry__by").order_by("-entry")
    if before:
        rows = rows.filter(entry__lt=before)
    found = list(rows[: MANY + 1])
    items = found[:MANY]
    return paging.Page(items, items[-1].pk if len(found) > MANY else None)


def _families(charts: list[Chart]) -> list[Relatives]:
    """In the order of the family, and within it as they were begun: no other order is there."""
    begun = sorted(charts, key=lambda chart: chart.measure.pk)
    each = [
        Relatives(kind, ASKS[kind], [chart for chart in begun if chart.measure.kind == kind])
        for kind in FAMILY
    ]
    return [relatives for relatives in each if relatives.charts]


def _named(rows: Any) -> list[tuple[Measure, str]]:
    found = list(rows.select_related("entry").order_by("-entry")[:A_FEW])
    words = words_of([measure.entry for measure in found], parts=["words"])
    return [(measure, words.get(measure.pk, {}).get("words", "")) for measure in found]


@require_safe
def aids(request: Request, pk: UUID) -> HttpResponse:
    """Figures somebody has to hand in anyway, kept apart: for learning, and tied to nothing."""
    reader, system = Reader.of(request.user), table(pk)
    with looking(by=request.user.pk, why="measures:aids"):
        here = Measure.objects.aids().at(system).visible_to(reader).standing()
        page = _page(here, paging.before(request.GET.get("before")))
        charts = side_by_side(charts_of(reader, page.items))
        context = {
            "system": system,
            "charts": sorted(charts, key=lambda chart: chart.measure.pk),
            "page": page,
            "hides": any(chart.fewer for chart in charts),
            "settles": settles_small(reader, charts),
            "may_begin": rules.can_begin_aid(reader, system),
            "may_have": system.scale in rules.AIDS_AT,
        }
        return render(request, "measures/aids.html", context)


# --- one measure ---------------------------------------------------------------------------------


@require_safe
def measure(request: Request, pk: UUID) -> HttpResponse:
    """One measure: what people hope to learn, the chart, and all that is written beside it."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, MEASURE)
    found = as_measure(entry)
    if found is None:
        return in_words(request, entry)
    known, wrong = day_asked(request)
    with looking(by=request.user.pk, why="measures:measure"):
        chart = chart_of(reader, found, as_known_on=known, rules=read_asked(request))
        context = {
            "measure": found,
            "entry": entry,
            "system": found.entry.system,
            "chart": chart,
            "settles": settles_small(reader, [chart]),
            "known": known,
            "wrong_day": wrong,
            "read": chart.rules,
            "reads": reads_of(found),
            **_written(reader, found),
            **_may(reader, found),
            **_reaches(reader, entry),
        }
        return render(request, "measures/measure.html", context)


def _written(reader: Reader, measure: Measure) -> dict[str, Any]:
    """All that is written beside it, with its words, in the same number of queries for any."""
    kinds = {
        "notes": measure.notes.order_by("-on", "-entry"),
        "asides": measure.asides.order_by("-period"),
        "freezes": measure.freezes.order_by("-base_until"),
        "resets": measure.resets.order_by("-starts"),
        "rolling": measure.rolling.order_by("-entry"),
    }
    rows = {
        name: list(these.standing().visible_to(reader).select_related("entry__by"))
        for name, these in kinds.items()
    }
    kept = KeptChart.objects.filter(measure=measure, entry__withdrawn_at=None)
    kept = kept.filter(entry__in=Entry.objects.visible_to(reader))
    rows["kept"] = list(kept.select_related("entry__by").order_by("-entry")[:A_FEW])
    entries = [measure.entry, *(row.entry for each in rows.values() for row in each)]
    words = words_of(entries)
    for each in rows.values():
        for row in each:
            row.words = words.get(row.pk, {})
            row.mine = row.entry.by_id == reader.person.pk
    own = words.get(measure.pk, {})
    return {**rows, "words": own, "versions": _versions(measure, own)}


def _versions(measure: Measure, words: dict[str, str]) -> list[Version]:
    """Each version of how it is counted, the newest first, with its words."""
    return [
        Version(each, {name: words.get(each.part(name), "") for name in Definition.PARTS})
        for each in measure.definitions.select_related("by").order_by("-number")
    ]


def _may(reader: Reader, measure: Measure) -> dict[str, bool]:
    sits = rules.at_its_table(reader, measure)
    holds = sits and rules.holds_it(reader, measure)
    return {"sits": sits, "holds": holds, "counted": measure.stopped_on is None}


def _reaches(reader: Reader, entry: Entry) -> dict[str, Any]:
    if not reader.sits_at(entry.system_id):
        return {"reaches": None, "may_widen": False}
    reach, others = addressed(entry)
    return {
        "reaches": {"reach": reach, "others": name_all(others)},
        "may_widen": can_widen(reader.person, entry),
    }
