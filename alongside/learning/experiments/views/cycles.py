"""Small tries: beginning one, writing down what came of it, and all of them in order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.forms import BeginCycleForm, CycleForm
from alongside.learning.experiments.models import CYCLE, TRY, Cycle, Experiment, Made

from .adding import named_system, posted, tried_as

STEPS = ("plan", "predict", "do", "study", "act")
HEADING = 90
Parts = dict[UUID, dict[str, str]]
FEW = 3
NOT_IN_A_LIFE = gettext_lazy("In a life, trying something stays one sentence and two questions.")


@dataclass(frozen=True)
class Small:
    """A small try as it is read: which one it is, and what was said of each step."""

    entry: Entry
    number: int
    made: str
    said: dict[str, list[str]]

    @property
    def made_says(self) -> str:
        return {
            Made.YES.value: _("Change really made"),
            Made.PARTLY.value: _("Change partly made"),
            Made.NO.value: _("Change not made this time"),
        }.get(self.made, "")


def read(cycle: Cycle, number: int, words: dict[str, str]) -> Small:
    said: dict[str, list[str]] = {step: [] for step in STEPS}
    for part, text in words.items():
        step = part.split(" ")[0]
        if step in said:
            said[step].append(text)
    return Small(cycle.entry, number, cycle.really_made, said)


def in_small(these: list[Cycle], start: int, words: Parts) -> list[Small]:
    """These small tries as they are read, numbered on from ``start``."""
    return [read(one, start + n, words.get(one.pk, {})) for n, one in enumerate(these, 1)]


def newest_small(reader: Reader, tried: Experiment) -> tuple[list[Cycle], int]:
    """The newest few in order, and how many came before them; the reader's own only."""
    mine = tried.cycles.standing().visible_to(reader)
    earlier = max(mine.count() - FEW, 0)
    return list(mine.in_order()[earlier:]), earlier


@require_safe
def cycles(request: Request, pk: UUID) -> HttpResponse:
    """All the small tries of something tried, from the first on, as a diary is read."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, TRY)
    with looking(by=request.user.pk, why="experiments:cycles") as look:
        mine = Cycle.objects.filter(experiment=pk).standing().visible_to(reader)
        start = _start(request)
        here = list(mine.in_order()[start : start + paging.PAGE + 1])
        words = words_of([entry, *[cycle.entry for cycle in here]], look)
        shown = here[: paging.PAGE]
        context = {
            "entry": entry,
            "words": words.get(pk, {}),
            "small": in_small(shown, start, words),
            "start": start,
            "back": max(start - paging.PAGE, 0),
            "more": start + paging.PAGE if len(here) > paging.PAGE else None,
            "can_cycle": rules.can_cycle(request.user, entry),
            "about_a_life": entry.of_life,
        }
        return render(request, "experiments/cycles.html", context)


def _start(request: Request) -> int:
    asked = request.GET.get("from", "")
    return min(int(asked), 30_000) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def begin_cycle(request: Request, pk: UUID) -> HttpResponse:
    """What we will try in this one, and what we think will happen."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, TRY)
    require(rules.can_cycle(request.user, entry), str(NOT_IN_A_LIFE) if entry.of_life else "")
    with looking(by=request.user.pk, why="experiments:begin_cycle") as look:
        form = BeginCycleForm(posted(request), initial={"plan": _next_said(request, reader, pk)})
        if form.is_valid() and (begun := _begin(request, entry, form)):
            return redirect(begun)
        words = words_of([entry], look).get(pk, {})
        context = {"form": form, "entry": entry, "words": words}
        return render(request, "experiments/begin_cycle.html", context, status=status_of(form))


def _next_said(request: Request, reader: Reader, pk: UUID) -> str:
    """What the one before said comes next."""
    after = paging.before(request.GET.get("after"))
    cycle = Cycle.objects.filter(pk=after, experiment=pk).standing().visible_to(reader).first()
    if cycle is None:
        return ""
    said = read(cycle, 0, words_of([cycle.entry]).get(cycle.pk, {})).said["act"]
    return "\n".join(said)


def _begin(request: Request, entry: Entry, form: BeginCycleForm) -> Cycle | None:
    try:
        cycle = actions.begin_cycle(
            experiment=tried_as(entry), by=request.user, **form.cleaned_data
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("It is written down. Come back here when you have tried it."))
    return cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: Request, pk: UUID) -> HttpResponse:
    """One small try: what was thought, what happened, what was learnt and what comes next."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, CYCLE)
    one = Cycle.objects.select_related("entry", "experiment__entry__system").filter(pk=pk).first()
    if one is None or not Entry.objects.visible_to(reader).filter(pk=one.experiment_id).exists():
        return _alone(request, entry)
    one.entry = entry
    writes = rules.can_cycle(request.user, entry)
    require(writes or request.method != "POST")
    with looking(by=request.user.pk, why="experiments:cycle") as look:
        words = words_of([entry, one.experiment.entry], look)
        said = words.get(pk, {})
        form = CycleForm(posted(request), written=set(said), made=one.really_made)
        if form.is_valid() and _go_on(request, one, form):
            return redirect(entry)
        context = {
            **_about(reader, one, words),
            "form": form if writes else None,
            "all_said": {"do", "study", "act"} <= set(said) and bool(one.really_made),
            "again": [form[step] for step in ("do", "study", "act") if step in said],
            "system": named_system(entry.system, look),
        }
        return render(request, "experiments/cycle.html", context, status=status_of(form))


def _about(reader: Reader, one: Cycle, words: Parts) -> dict[str, Any]:
    before = one.experiment.cycles.standing().visible_to(reader).filter(number__lt=one.number)
    small = read(one, before.count() + 1, words.get(one.pk, {}))
    plan = "\n".join(small.said["plan"])
    return {
        "entry": one.entry,
        "cycle": one,
        "small": small,
        "heading": plan if len(plan) <= HEADING else excerpt(plan, HEADING),
        "whole": plan if len(plan) > HEADING else "",
        "tried": one.experiment,
        "tried_words": words.get(one.experiment_id, {}).get("words", ""),
        "mine": one.entry.by_id == reader.person.pk,
        "about_a_life": one.entry.of_life,
    }


def _alone(request: Request, entry: Entry) -> HttpResponse:
    """Shared more widely, or without what it belongs to, it is words alone."""
    with looking(by=request.user.pk, why="experiments:cycle") as look:
        context = {
            "entry": entry,
            "system": named_system(entry.system, look),
            "words": words_of([entry], look).get(entry.pk, {}),
            "about_a_life": entry.of_life,
        }
        return render(request, "experiments/learning.html", context)


def _go_on(request: Request, one: Cycle, form: CycleForm) -> bool:
    try:
        actions.go_on_with_cycle(cycle=one, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    messages.success(request, _("It is written down."))
    return True
