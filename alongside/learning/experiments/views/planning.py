"""The steps of a plan, each a small page of its own."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.addressing import may_rest_on
from alongside.foundation.logbook.kinds import voices
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.forms import (
    BeginPlanForm,
    ChooseForm,
    ExpectForm,
    FixForm,
    LockForm,
    NoBalancingForm,
    ReasonForm,
    SayAnewForm,
)
from alongside.learning.experiments.models import CONCLUSION, PLAN, TRY, AsWhat, Chosen, Plan
from alongside.learning.experiments.rules.power import honest_power
from alongside.learning.measures.models import Measure
from alongside.learning.sensemaking.models import INSIGHT

from .adding import posted, tried_as
from .read import Read, held, looks_at, read_whole, steps

REASONS = 25
SHORT = 110
MANY = 200


@require_http_methods(["GET", "HEAD", "POST"])
def begin_plan(request: Request, pk: UUID) -> HttpResponse:
    """What is changed, why it could work, and because of what. Where there is a plan, go there."""
    reader = Reader.of(request.user)
    tried = fetch(reader, pk, TRY)
    in_a_life = str(rules.NOT_IN_A_LIFE) if tried.of_life else ""
    require(rules.can_plan(request.user, tried), in_a_life)
    if (there := Plan.objects.select_related("entry").filter(experiment=pk).first()) is not None:
        return redirect(there)
    reasons = _reasons(reader, tried)
    words = words_of([tried, *reasons])
    form = BeginPlanForm(
        posted(request),
        reasons=[(str(one.pk), _in_a_line(one, words.get(one.pk, {}))) for one in reasons],
        initial={"change": words.get(pk, {}).get("words", "")},
    )
    if form.is_valid():
        data = dict(form.cleaned_data)
        chosen = set(data.pop("because", []))
        data["because"] = [one for one in reasons if str(one.pk) in chosen]
        said = _("It is begun. Take the next step when you like.")
        if did(request, form, said, actions.begin_plan, experiment=tried_as(tried), **data):
            return redirect(Plan.objects.select_related("entry").get(experiment=pk))
    context = {"form": form, "tried": tried, "words": words.get(pk, {})}
    return render(request, "experiments/begin_plan.html", context, status=status_of(form))


def _reasons(reader: Reader, tried: Entry) -> list[Entry]:
    """The newest things here that make people think so."""
    kinds = [INSIGHT, CONCLUSION, *voices()]
    page = visible.newest(reader, systems=[tried.system_id], kinds=kinds, size=REASONS)
    return [entry for entry in page.items if may_rest_on(tried.system, [entry])]


def _in_a_line(entry: Entry, parts: dict[str, str]) -> str:
    words = excerpt(next(iter(parts.values()), ""), SHORT)
    return f"{entry.called}: {words}" if words else f"{entry.called}, {entry.when}"


@require_http_methods(["GET", "HEAD", "POST"])
def say_anew(request: Request, pk: UUID) -> HttpResponse:
    """What is changed and why it could work, said anew; what was said before stays."""
    _reader, read = to_plan(request, pk)
    this = read.plan
    now = {"change": read.change, "theory": read.theory}
    form = SayAnewForm(posted(request), locked=this.is_locked, initial=now)
    if form.is_valid():
        why = form.cleaned_data.get("why", "")
        differ = [part for part in now if form.cleaned_data[part] not in ("", now[part])]
        if all(
            did(
                request,
                form,
                _("It is said anew.") if part == differ[-1] else "",
                actions.say_anew,
                plan=this,
                part=part,
                words=form.cleaned_data[part],
                why=why,
            )
            for part in differ
        ):
            return redirect(this)
    return step_page(request, "experiments/say_anew.html", read, form)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, pk: UUID) -> HttpResponse:
    """Choose a measure of the table, and say what for."""
    reader, read = to_plan(request, pk)
    there = {one.measure_id for one in read.chosen}
    counted = [one for one in measures_of(reader, read.plan) if one.pk not in there]
    form = ChooseForm(
        posted(request),
        locked=read.plan.is_locked,
        measures=[(str(one.pk), one.entry.title) for one in counted],
        main=read.main is not None,
        initial={"as_what": _next_for(read)},
    )
    if form.is_valid():
        data = dict(form.cleaned_data)
        asked = data.pop("measure")
        measure = next(one for one in counted if str(one.pk) == asked)
        said = _("You look at it from now on.")
        if did(request, form, said, actions.choose, plan=read.plan, measure=measure, **data):
            return redirect("experiments:choose", pk)
    context = {"counted": counted, "looks_at": looks_at(read)}
    return step_page(request, "experiments/choose.html", read, form, context)


def _next_for(read: Read) -> str:
    """What a plan most needs to look at next."""
    there = {one.as_what for one in read.chosen}
    wanted = (AsWhat.MAIN, AsWhat.BALANCING, AsWhat.PROCESS)
    return next((what.value for what in wanted if what not in there), AsWhat.EXPERIENCE.value)


def measures_of(reader: Reader, this: Plan) -> list[Measure]:
    """What its table counts and this reader may know of: never a figure handed in by law."""
    here = Measure.objects.visible_to(reader).standing().family().looked_at()
    rows = here.filter(entry__system=this.entry.system_id).select_related("entry__system")
    return list(rows.order_by("-entry")[:MANY])


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: Request, pk: UUID) -> HttpResponse:
    """Stop looking at a measure for this plan."""
    chosen = get_object_or_404(Chosen.objects.now().select_related("measure__entry"), pk=pk)
    _reader, read = to_plan(request, chosen.plan_id)
    chosen = next((one for one in read.chosen if one.pk == pk), chosen)
    form = ReasonForm(posted(request), locked=read.plan.is_locked)
    if form.is_valid():
        said = _("It is taken off. Its points stay where they are.")
        if did(request, form, said, actions.take_off, chosen=chosen, **form.cleaned_data):
            return redirect(read.plan)
    context = {"chosen": chosen}
    return step_page(request, "experiments/take_off.html", read, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def no_balancing(request: Request, pk: UUID) -> HttpResponse:
    """Say why nothing is looked at that might get worse."""
    _reader, read = to_plan(request, pk)
    form = NoBalancingForm(posted(request), initial={"words": read.no_balancing})
    if form.is_valid():
        said = _("It is written down.")
        words = {"part": "no_balancing", **form.cleaned_data}
        if did(request, form, said, actions.say_anew, plan=read.plan, **words):
            return redirect(read.plan)
    return step_page(request, "experiments/no_balancing.html", read, form)


@require_http_methods(["GET", "HEAD", "POST"])
def expect(request: Request, pk: UUID) -> HttpResponse:
    """Say what is expected; once that is locked, put what is expected now beside it."""
    _reader, read = to_plan(request, pk)
    this = read.plan
    unit = read.units.get(read.main.pk, "") if read.main else ""
    starts = this.starts_on or max(this.experiment.started_on, timezone.localdate())
    now: dict[str, Any] = {"starts_on": starts}
    if not this.is_locked:
        now |= {name: getattr(this, name) for name in ("direction", "low", "high", "by_when")}
        now["why"] = read.why
    form = ExpectForm(posted(request), unit=unit, later=this.is_locked, initial=now)
    if form.is_valid():
        action = actions.expect_now if this.is_locked else actions.expect
        said = (
            _("It stands beside what you expected first.") if this.is_locked else _("It is kept.")
        )
        if did(request, form, said, action, plan=this, **form.cleaned_data):
            return redirect(this)
    return step_page(request, "experiments/expect.html", read, form, {"expects": read.expects()})


@require_http_methods(["GET", "HEAD", "POST"])
def fix(request: Request, pk: UUID) -> HttpResponse:
    """Fix how it is looked at, before anybody knows how it went."""
    reader, read = to_plan(request, pk)
    this = read.plan
    counted = rules.counted_before(this)
    now = {"by_rules": this.rules, "baseline": this.baseline, "decide_on": this.decide_on}
    if this.baseline is None:
        now["baseline"] = counted
    form = FixForm(posted(request), locked=this.is_locked, initial=now)
    if form.is_valid():
        said = _("It is fixed.")
        if did(request, form, said, actions.fix, plan=this, **form.cleaned_data):
            return redirect(this)
    context = {"counted": counted, "power": honest_power(reader, this)}
    return step_page(request, "experiments/fix.html", read, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: Request, pk: UUID) -> HttpResponse:
    """What is expected, once more as it will stand; and one button."""
    reader, read = to_plan(request, pk)
    if read.plan.is_locked:
        return redirect(read.plan)
    form = LockForm(posted(request))
    if form.is_valid() and request.method == "POST":
        said = _("It is locked. Now go and try it.")
        if did(request, form, said, actions.lock, plan=read.plan):
            return redirect(read.plan)
    context = {
        "asked": rules.asked_before_the_lock(read.plan, read.words),
        "left": [step for step in steps(read, has_signs=True) if step.needed],
        "expects": read.expects(),
        "looks_at": looks_at(read),
        "power": honest_power(reader, read.plan),
    }
    return step_page(request, "experiments/lock.html", read, form, context)


# --- what every step does --------------------------------------------------------------------


def to_plan(request: Request, pk: UUID) -> tuple[Reader, Read]:
    """A plan, for somebody who may go on with it: 404 if it is not theirs to see."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, PLAN)
    this = held(entry)
    require(this is not None)
    assert this is not None  # noqa: S101
    require(rules.can_plan(request.user, this.experiment.entry))
    return reader, read_whole(reader, this, words_of([entry]).get(pk, {}))


def did(
    request: Request,
    form: forms.Form,
    said: str,
    action: Callable[..., Any],
    **given: Any,
) -> bool:
    """Do it in the name of who asks; a refusal becomes a sentence of the form."""
    try:
        action(by=request.user, **given)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    if said:
        messages.success(request, said)
    return True


def step_page(
    request: Request,
    page: str,
    read: Read,
    form: forms.Form,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "plan": read.plan, "read": read, **(more or {})}
    return render(request, page, context, status=status_of(form))


def in_pairs(measures: Sequence[Measure]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.entry.title) for one in measures]
