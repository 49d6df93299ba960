"""
The one way a chart of a measure is made: what was known, what was written beside it, what was
tried, read by one convention. It says nothing of why anything moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit import small
from alongside.foundation.kit.addresses import address
from alongside.foundation.logbook.kinds import Station, days_of, kinds_at, small_steps
from alongside.foundation.logbook.models import Entry, How
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.systems.models import Reader, smallest_shown
from alongside.learning.measures.charts import (
    Analysis,
    Point,
    Settings,
    Unfit,
    Warned,
    analyse,
)
from alongside.learning.measures.charts.marks import IN_SMALL, NOTE, TRIED, Mark, readable
from alongside.learning.measures.models import (
    Aside,
    Definition,
    Freeze,
    Measure,
    Note,
    Reset,
    Rolling,
    Shape,
)
from alongside.learning.measures.models.points import Known, as_known_each

from .chart import Chart as Chart
from .holding import Held, since_each

# The ways of reading a chart that a page may ask for.
RUN, LIMITS, PRIMED = "anhoej", "mdc", "primed"
PRIMED_CHARTS = {Shape.SHARE: "pp", Shape.RATE: "up"}
PERCENT = 100.0
LINES = ("centre", "lower", "upper")
A_MOMENT = timedelta(microseconds=1)
Parts = dict[UUID, dict[str, str]]


def chart_of(
    reader: Reader,
    measure: Measure,
    *,
    as_known_on: date | None = None,
    rules: str | None = None,
    without: Iterable[UUID] = (),
) -> Chart:
    """
    The chart of a measure, for this reader.

    :param as_known_on: as it was known at the end of that day; now, if not given.
    :param rules: ``anhoej`` (a run chart), ``mdc`` (an XmR chart), or ``primed`` (P' or U').
    :param without: re-settings to leave out, so that the limits before them can be seen.
    """
    return charts_of(reader, [measure], as_known_on=as_known_on, rules=rules, without=without)[0]


def charts_of(
    reader: Reader,
    measures: Sequence[Measure],
    *,
    as_known_on: date | None = None,
    rules: str | None = None,
    without: Iterable[UUID] = (),
) -> list[Chart]:
    """The charts of these measures, in as many queries for sixty as for one."""
    at = end_of(as_known_on) if as_known_on else timezone.now()
    beside = Beside.of(reader, measures, at, set(without))
    return [_chart(measure, beside, rules or RUN, at, as_known_on) for measure in measures]


def chart_at(reader: Reader, measure: Measure, at: datetime, *, rules: str | None = None) -> Chart:
    """The chart of a measure as it was known at a moment."""
    beside = Beside.of(reader, [measure], at, set())
    return _chart(measure, beside, rules or RUN, at, timezone.localdate(at))


def held_at(chart: Chart, until: date, since: date | None = None) -> Chart:
    """
    The same chart with the limits of that stretch made of the points up to a day, no others.

    What others hold still from later on moves nothing of it, neither limits nor where they begin.

    :param since: and of none before this day, where the stretch begins then.
    """
    earlier = [hold for hold in chart.holds if hold.until < until]
    this = [] if since else [hold for hold in chart.holds if hold.until == until]
    anew = [day for day in chart.settings.rebase if isinstance(day, date)]
    begins = {*since_each(chart.points, [*earlier, *this], anew), *([since] if since else [])}
    held = (*(hold.until for hold in earlier), until)
    settings = replace(chart.settings, held=held, since=tuple(sorted(begins)))
    analysis, unfit = read(chart.measure, chart.points, settings)
    return replace(chart, settings=settings, analysis=analysis, unfit=unfit)


def end_of(day: date) -> datetime:
    """The last moment of a day, here; of one to come, as of today: no more is known then."""
    day = min(day, timezone.localdate())
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight) - A_MOMENT


@dataclass
class Beside:
    """All that is known of some measures at a moment, by measure."""

    smallest: int
    words: Parts
    definitions: dict[UUID, list[Definition]]
    known: dict[UUID, list[Known]]
    asides: dict[UUID, set[date]]
    freezes: dict[UUID, list[Held]]
    resets: dict[UUID, list[date]]
    rolling: dict[UUID, dict[int, bool]]
    notes: dict[UUID, list[Mark]]
    tried: dict[UUID, list[Mark]]

    @classmethod
    def of(
        cls, reader: Reader, measures: Sequence[Measure], at: datetime, without: set[UUID]
    ) -> Beside:
        ids = [measure.pk for measure in measures]
        numbers = Definition.objects.filter(measure__in=ids, at__lte=at).order_by("number")
        asides = _as_it_was(Aside, ids, at).values_list("measure", "period")
        freezes = _as_it_was(Freeze, ids, at).values_list("measure", "base_until", "base")
        resets = _as_it_was(Reset, ids, at).exclude(pk__in=without).values_list("measure", "starts")
        words = _as_it_was(Rolling, ids, at).values_list("measure", "number", "maybe")
        people = any(measure.counts_people for measure in measures)
        smallest = smallest_shown() if people else small.SMALLEST
        return cls(
            smallest=smallest,
            words=words_of([measure.entry for measure in measures]),
            definitions=_by_measure((row.measure_id, row) for row in numbers),
            known=as_known_each(measures, at, smallest=smallest),
            asides={pk: set(days) for pk, days in _by_measure(asides).items()},
            freezes=_by_measure((pk, Held(until, many)) for pk, until, many in freezes),
            resets=_by_measure(resets),
            rolling={pk: dict(said) for pk, said in _by_measure(_pairs(words)).items()},
            notes=_notes(reader, ids, at),
            tried=_tried(reader, ids, at),
        )


def _by_measure(rows: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for measure, row in rows:
        found.setdefault(measure, []).append(row)
    return found


def _pairs(rows: Iterable[tuple[UUID, int, bool]]) -> Iterable[tuple[UUID, tuple[int, bool]]]:
    return ((pk, (number, maybe)) for pk, number, maybe in rows)


def _as_it_was(noun: Any, measures: list[UUID], at: datetime) -> Any:
    """What was written by then, and not taken back by then."""
    standing = Q(entry__withdrawn_at=None) | Q(entry__withdrawn_at__gt=at)
    rows = noun.objects.filter(standing, measure__in=measures, entry__at__lte=at)
    return rows.order_by("entry")


def _notes(reader: Reader, measures: list[UUID], at: datetime) -> dict[UUID, list[Mark]]:
    rows = _as_it_was(Note, measures, at).standing().visible_to(reader).select_related("entry")
    found = list(rows)
    words = words_of([note.entry for note in found], parts=["words"])
    return _by_measure(
        (
            note.measure_id,
            Mark(
                note.on,
                words.get(note.pk, {}).get("words", ""),
                _beside_it(note.measure_id, str(note.pk)),
                NOTE,
            ),
        )
        for note in found
    )


def _beside_it(measure: UUID, where: str) -> str:
    """Where on the page of a measure something stands."""
    return f"{address('measures:measure', measure)}#{where}"


def _tried(reader: Reader, measures: list[UUID], at: datetime) -> dict[UUID, list[Mark]]:
    """
    What was tried that rests on these measures; and what was tried that something rests on, such
    as a plan, that rests on them as well. Small steps within it stand beside it.
    """
    rows = Entry.objects.filter(kind__in=kinds_at(Station.TRY), of_life=False, at__lte=at)
    rows = rows.filter(withdrawn_at=None).visible_to(reader)
    straight = rows.filter(because__of__in=measures).values_list("because__of", "pk")
    joined = rows.filter(led_to__entry__because__of__in=measures)
    through = joined.values_list("led_to__entry__because__of", "pk")
    tried = {(m, pk) for m, pk in {*straight, *through} if m in set(measures)}
    of = {pk for _measure, pk in tried}
    within = rows.filter(kind__in=small_steps(), because__of__in=of, because__how=How.RESTS_ON)
    steps_of = _by_measure(within.values_list("because__of", "pk")) if of else {}
    steps = {(m, step) for m, pk in tried for step in steps_of.get(pk, [])}
    pairs = sorted(tried | steps, key=lambda pair: pair[1])
    entries = Entry.objects.in_bulk({pk for _measure, pk in pairs})
    days = days_of((entry.pk, entry.kind) for entry in entries.values())
    return _by_measure((m, _mark(entries[pk], days.get(pk))) for m, pk in pairs)


def _mark(entry: Entry, day: date | None) -> Mark:
    day = day or entry.on or timezone.localdate(entry.at)
    kind = IN_SMALL if entry.means.in_small else TRIED
    return Mark(day, entry.title or str(entry.called), entry.get_absolute_url(), kind)


# --- one chart -----------------------------------------------------------------------------------


def _chart(
    measure: Measure, beside: Beside, rules: str, at: datetime, as_known_on: date | None
) -> Chart:
    pk = measure.pk
    words = beside.words.get(pk, {})
    definitions = beside.definitions.get(pk, [])
    known = beside.known.get(pk, [])
    points = points_of(measure, known, beside.asides.get(pk, set()))
    rules = rules if rules != PRIMED or measure.shape in PRIMED_CHARTS else RUN
    held, anew = beside.freezes.get(pk, []), beside.resets.get(pk, [])
    settings = _settings(measure, rules, held, anew)
    settings = replace(
        settings,
        since=tuple(since_each(points, held, anew)),
        not_rolling=_not_rolling(definitions, beside.rolling.get(pk, {})),
    )
    analysis, unfit = read(measure, points, settings)
    return Chart(
        measure=measure,
        called=words.get("words", ""),
        unit=unit_of(measure, words, definitions),
        points=points,
        settings=settings,
        analysis=analysis,
        unfit=unfit,
        marks=readable(beside.tried.get(pk, [])),
        notes=_all_notes(beside.notes.get(pk, []), definitions),
        rules=rules,
        known_at=at,
        as_known_on=as_known_on,
        fewer=frozenset(row.period for row in known if row.fewer),
        hidden=_hidden(measure, beside.smallest),
        holds=tuple(held),
        ident=f"chart-{pk.hex[-12:]}",
    )


def _not_rolling(definitions: Sequence[Definition], said: dict[int, bool]) -> bool:
    """Whether somebody gave their word for the way it is counted now."""
    return bool(definitions) and said.get(definitions[-1].number) is False


def _hidden(measure: Measure, smallest: int) -> str:
    """What is said in place of too few people; of a share they may be those who are not in it."""
    if measure.has_denominator:
        return _("too few people to say")
    return small.fewer_than(smallest)


def points_of(
    measure: Measure, known: Iterable[Known], asides: Iterable[date]
) -> tuple[Point, ...]:
    """What is drawn: a gap where nothing is known or too few people were counted to say."""
    aside = set(asides)
    return tuple(_point(measure, row, row.period in aside) for row in known)


def _point(measure: Measure, row: Known, aside: bool) -> Point:
    if not measure.has_denominator:
        return Point(row.period, row.value, aside=aside)
    if row.numerator is None or not row.denominator:
        return Point(row.period, None, aside=aside)
    out_of = row.denominator / (measure.per or 1)
    return Point(row.period, row.numerator, n=out_of, aside=aside)


def _settings(
    measure: Measure, rules: str, freezes: Sequence[Held], resets: Sequence[date]
) -> Settings:
    chart = PRIMED_CHARTS[Shape(measure.shape)] if rules == PRIMED else ""
    return Settings(
        rules=LIMITS if rules == LIMITS else RUN,
        chart=chart,
        held=tuple(held.until for held in freezes),
        rebase=tuple(sorted(resets)),
        direction=measure.hoped,
        scale=(0.0, 1.0) if measure.shape == Shape.SHARE else None,
    )


def read(
    measure: Measure, points: Sequence[Point], settings: Settings
) -> tuple[Analysis | None, str]:
    """The analysis of these points; or none, and the sentence that says why."""
    if not any(point.y is not None for point in points):
        return None, _("There are no points to draw yet.")
    try:
        analysis = analyse(points, settings)
    except Unfit as reason:
        return None, str(reason)
    return _as_shown(measure, analysis), ""


def _as_shown(measure: Measure, analysis: Analysis) -> Analysis:
    """
    So many out of so many is read out of one, and shown out of a hundred; what a rate is out of is
    read in thousands, or what it is for, and shown as it was counted.
    """
    if measure.shape == Shape.RATE:
        points = tuple(_times(point, ("n",), measure.per or 1) for point in analysis.points)
        return replace(analysis, points=points)
    if measure.shape == Shape.SHARE:
        points = tuple(_times(point, ("y", *LINES), PERCENT) for point in analysis.points)
        stretches = tuple(_times(each, LINES, PERCENT) for each in analysis.stretches)
        warnings = tuple(dict.fromkeys(_out_of_a_hundred(each) for each in analysis.warnings))
        return replace(analysis, points=points, stretches=stretches, warnings=warnings)
    return analysis


def _out_of_a_hundred(warned: Warned) -> Warned:
    if warned.code != "beyond-scale":
        return warned
    return Warned(warned.code, _("A limit lies beyond 0% or 100%, where no point can be."))


def _times(row: Any, names: Sequence[str], by: float) -> Any:
    numbers = {name: getattr(row, name) for name in names}
    return replace(row, **{name: n if n is None else n * by for name, n in numbers.items()})


def unit_of(measure: Measure, words: dict[str, str], definitions: Sequence[Definition]) -> str:
    """The word beside its numbers, as its definition says now."""
    last = definitions[-1].number if definitions else 1
    said = words.get(f"unit-{last}", "")
    if measure.shape == Shape.SHARE:
        return "%"
    if measure.shape == Shape.RATE:
        every = _("for every %s") % f"{measure.per:,}"
        return f"{said} {every}" if said else every
    return said


def _all_notes(notes: Sequence[Mark], definitions: Sequence[Definition]) -> tuple[Mark, ...]:
    """What people wrote; and where it began to be counted another way, for that is to be seen."""
    changed = [
        Mark(
            each.holds_from,
            _("Counted another way from here"),
            _beside_it(each.measure_id, "counted"),
            NOTE,
        )
        for each in definitions[1:]
    ]
    return tuple(sorted([*notes, *changed], key=lambda mark: str(mark.when)))
