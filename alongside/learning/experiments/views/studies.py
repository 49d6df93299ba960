"""What was counted beside what was expected, and what people see in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.kinds import voices
from alongside.foundation.logbook.models import BEYOND, Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.rules import can_widen
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import actions, expected, rules, seeing
from alongside.learning.experiments.forms import NotMadeForm, StudyForm
from alongside.learning.experiments.models import (
    STUDY,
    TRY,
    AsWhat,
    Experiment,
    Plan,
    Result,
    Seen,
    Study,
    newest,
)
from alongside.learning.experiments.rules.power import honest_power
from alongside.learning.experiments.rules.second import ask_again, can_ask_again
from alongside.learning.measures.charts.marks import SAID, Mark
from alongside.learning.measures.models import Definition, Measure
from alongside.learning.measures.rules.charting import unit_of
from alongside.learning.measures.rules.keeping import replayed
from alongside.learning.measures.rules.left_out import settles_small

from .adding import named_system, posted, tried_as
from .seen import planned

LATELY, SHORT, LONG = 40, 140, 280
NOTICED = ("surprised", "happened", "hard", "good")


@dataclass(frozen=True)
class Said:
    """Something people said or noticed in the same time."""

    entry: Entry
    on: date
    words: str

    @property
    def mark(self) -> Mark:
        return Mark(self.on, excerpt(self.words, SHORT), self.entry.get_absolute_url(), SAID)


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: Request, pk: UUID) -> HttpResponse:
    """What was counted beside what was expected; and the page to write down what people see."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, TRY)
    life = entry.of_life
    require(rules.can_study(request.user, entry), str(rules.NOT_IN_A_LIFE) if life else "")
    with looking(by=request.user.pk, why="experiments:compare") as look:
        tried = tried_as(entry)
        plan = planned(reader, tried)
        made = rules.made_so_far(reader, tried)
        form = (StudyForm if made.at_all else NotMadeForm)(posted(request))
        locked = plan is not None and plan.is_locked
        if locked and form.is_valid() and (seen := _study(request, tried, form, made)):
            return redirect(seen)
        context: dict[str, Any] = {
            "entry": entry,
            "plan": plan,
            "words": words_of([entry], look).get(pk, {}),
            "made": made,
            "any_small": tried.cycles.standing().visible_to(reader).exists(),
            "form": form if locked else None,
            "nothing_expected": rules.NOTHING_EXPECTED,
            "not_locked": rules.NOT_LOCKED,
            "about_a_life": life,
        }
        if plan is not None and plan.is_locked:
            context |= _expected(plan, look)
            context["early"] = _is_early(plan)
            context["ahead"] = plan.is_ahead
        if plan is not None and plan.is_locked and made.at_all:
            asked = request.GET.get("second") == "yes"
            context |= _compared(reader, tried, plan, look, asked)
        return render(request, "experiments/compare.html", context, status=status_of(form))


def _study(
    request: Request, tried: Experiment, form: forms.Form, made: rules.MadeSoFar
) -> Study | None:
    try:
        seen = actions.study(
            experiment=tried, by=request.user, not_made=not made.at_all, **form.cleaned_data
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("It is written down, and the charts are kept as they are known."))
    return seen


def _is_early(plan: Plan) -> bool:
    return plan.decide_on is not None and timezone.localdate() < plan.decide_on


def _expected(plan: Plan, look: Look) -> dict[str, Any]:
    """What was expected and locked, in words; and what was expected later, beside it."""
    words = words_of([plan.entry], look).get(plan.pk, {})
    main = plan.chosen.now().filter(as_what=AsWhat.MAIN).select_related("measure__entry").first()
    named = words_of([main.measure.entry], look).get(main.measure_id, {}) if main else {}
    ways = rules.ways_counted(main.measure) if main else []
    unit = unit_of(main.measure, named, rules.said_of(plan, ways)) if main else ""
    return {
        "expected": expected.in_words(plan.direction, plan.low or 0.0, plan.high or 0.0, unit),
        "anew": rules.counted_anew(plan, ways),
        "written": rules.written_since(plan, main.measure) if main else 0,
        "main_called": named.get("words", ""),
        "why": newest(words, "why"),
        "later": [
            (each, expected.in_words(each.direction, each.low, each.high, unit))
            for each in plan.expected_later.order_by("number")
        ],
    }


def _compared(
    reader: Reader, tried: Experiment, plan: Plan, look: Look, asked: bool
) -> dict[str, Any]:
    looked = rules.looked_at(reader, plan)
    main = next((one for one in looked if one.is_main), None)
    said = _said_meanwhile(reader, tried, plan, look)
    drawn = main is not None and main.chart.analysis is not None
    return {
        "looked": [_with(one, said) if one.is_main else one for one in looked],
        "main": main,
        "result": Result(main.compared.result) if main else None,
        "moved": seeing.moved(main.compared, main.chart.unit) if main else "",
        "caution": seeing.caution(main.compared) if main else "",
        "power": _power(reader, plan, main),
        "may_ask_again": can_ask_again(main),
        "second": ask_again(main, plan) if main and asked and can_ask_again(main) else None,
        "balanced": any(one.as_what == AsWhat.BALANCING for one in looked),
        "settles": settles_small(reader, [one.chart for one in looked]),
        "said": said,
        "on_the_chart": drawn and any(one.words for one in said),
        "apart": [one for one in said if not (drawn and one.words)],
        "drawn": drawn,
    }


def _power(reader: Reader, plan: Plan, main: rules.Looked | None) -> seeing.PowerSays | None:
    """How soon it would show, where nothing shows yet."""
    silent = (Result.NO_SIGNAL, Result.TOO_FEW)
    says_little = main is not None and main.compared.result in silent
    return honest_power(reader, plan) if says_little else None


def _with(one: rules.Looked, said: Sequence[Said]) -> rules.Looked:
    """What people said stands on the same time axis, beside the notes, with its words."""
    marks = [each.mark for each in said if each.words]
    notes = sorted([*one.chart.notes, *marks], key=lambda mark: mark.when)
    return replace(one, chart=replace(one.chart, notes=tuple(notes)))


def _said_meanwhile(reader: Reader, tried: Experiment, plan: Plan, look: Look) -> list[Said]:
    """
    What was noticed of this try, and told since it began, oldest first. Words that may not be
    repeated are not: there is a link to where they may be read.
    """
    since = min(plan.starts_on or tried.started_on, tried.started_on)
    noticed = tried.learnings.standing().visible_to(reader).newest_first()[:LATELY]
    system = tried.entry.system_id
    told = visible.newest(reader, systems=[system], kinds=voices(), size=LATELY).items
    entries = [*(each.entry for each in noticed), *told]
    words = words_of(entries, look)
    said = [Said(e, e.on or timezone.localdate(e.at), _in_short(e, words)) for e in entries]
    return sorted((one for one in said if one.on >= since), key=lambda one: one.on)


def _in_short(entry: Entry, words: dict[UUID, dict[str, str]]) -> str:
    parts = words.get(entry.pk, {})
    if entry.ceiling and entry.ceiling not in BEYOND:
        return ""
    text = next((parts[part] for part in NOTICED if parts.get(part)), "")
    return excerpt(text or next(iter(parts.values()), ""), LONG)


@require_safe
def study(request: Request, pk: UUID) -> HttpResponse:
    """What people saw in it on a day, with the charts as they were known then."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, STUDY)
    one = Study.objects.select_related("experiment__entry__system").filter(pk=pk).first()
    with looking(by=request.user.pk, why="experiments:study") as look:
        tried = _readable(reader, one)
        words = words_of([entry, *([tried] if tried else [])], look)
        context = {
            "entry": entry,
            "study": one,
            "system": named_system(entry.system, look),
            "words": words.get(pk, {}),
            "tried": tried,
            "tried_words": words.get(tried.pk, {}).get("words", "") if tried else "",
            "sits": reader.sits_at(entry.system_id),
            "can_widen": can_widen(request.user, entry),
            "about_a_life": entry.of_life,
        }
        if one is not None and tried is not None:
            context |= _as_seen(reader, one)
        return render(request, "experiments/study.html", context)


def _readable(reader: Reader, one: Study | None) -> Entry | None:
    if one is None:
        return None
    found: Entry | None = Entry.objects.visible_to(reader).filter(pk=one.experiment_id).first()
    return found


def _as_seen(reader: Reader, one: Study) -> dict[str, Any]:
    mine = Seen.objects.filter(study=one, chart__entry__in=Entry.objects.visible_to(reader))
    rows = mine.select_related("chart__measure__entry__system", "chart__entry").order_by("pk")
    shown = [(AsWhat(row.as_what).label, row.chart, replayed(reader, row.chart)) for row in rows]
    unit = shown[0][2].chart.unit if shown else ""
    main = [row.chart.measure for row in rows if row.as_what == AsWhat.MAIN]
    said_in, anew = _counted_as_locked(one, main)
    return {
        "shown": shown,
        "settles": settles_small(reader, [again.chart for _what, _kept, again in shown]),
        **_locked(reader, one, [row.chart.measure for row in rows if row.as_what == AsWhat.MAIN]),
        "result": Result(one.result),
        "numbers": _numbers(one, unit),
        "expected": expected.in_words(one.direction, one.low or 0.0, one.high or 0.0, said_in),
        "anew": anew,
    }


def _counted_as_locked(one: Study, main: list[Measure]) -> tuple[str, Definition | None]:
    """The unit in which it was expected; and how it was counted otherwise when this was seen."""
    plan = Plan.objects.filter(experiment=one.experiment_id).first()
    if plan is None or not main:
        return "", None
    words = words_of([main[0].entry]).get(main[0].pk, {})
    ways = [way for way in rules.ways_counted(main[0]) if way.at <= one.known_at]
    return unit_of(main[0], words, rules.said_of(plan, ways)), rules.counted_anew(plan, ways)


def _locked(reader: Reader, one: Study, main: Sequence[Measure]) -> dict[str, Any]:
    """When what was expected was locked, and what was written down since, as it was known then."""
    plan = Plan.objects.visible_to(reader).filter(experiment=one.experiment_id).first()
    known = rules.written_since(plan, main[0], one.known_at) if plan and main else 0
    return {"plan": plan, "written": known}


def _numbers(one: Study, unit: str) -> str:
    if one.before is None or one.after is None:
        return ""
    said = {"before": one.before, "after": one.after}
    shown = {name: seeing.with_unit(number, unit) for name, number in said.items()}
    return _("The middle before it was %(before)s; since, it was %(after)s.") % shown
