"""What is tried here, how it stands, and what was learnt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import BEYOND, Entry
from alongside.foundation.logbook.models import How as Because
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.rules import can_widen
from alongside.foundation.logbook.stubs import beside, gone
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.experiments import seeing
from alongside.learning.experiments.models import (
    CONCLUSION,
    LEARNING,
    TRY,
    Conclusion,
    Experiment,
    How,
    Learning,
    Stands,
)
from alongside.learning.experiments.rules.elsewhere import near

from .adding import named_system
from .cycles import in_small, newest_small
from .essence import essence
from .seen import in_short, is_locked, newest_studies

A_FEW = 6
DIARY = 50
LONG = 280
HEADING = 240
SMALLER = 110  # a longer heading is set smaller
Parts = dict[UUID, dict[str, str]]


@dataclass(frozen=True)
class Section:
    """Those of a table that stand alike."""

    stands: Stands
    tried: list[Any]
    more: bool
    of_life: bool

    @property
    def called(self) -> str:
        return self.stands.called(self.of_life)


@dataclass(frozen=True)
class Note:
    """Something in the diary of what is tried: a learning, or a conclusion."""

    entry: Entry
    words: dict[str, str]
    how: str
    mine: bool


@require_safe
def tries(request: Request, pk: UUID) -> HttpResponse:
    """What is tried here: what goes on now first, then what became of the rest."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    show = request.GET.get("show", "")
    with looking(by=request.user.pk, why="experiments:tries") as look:
        here: Any = Experiment.objects.at(system).visible_to(reader).standing()
        here = here.select_related("entry__system", "entry__by").order_by("-entry")
        if show in Stands.values:
            page = _page(here.filter(stands=show), paging.before(request.GET.get("before")))
            sections = [Section(Stands(show), page.items, False, system.is_life)]
        else:
            page = paging.Page([], None)
            sections = [_section(here, stands, system.is_life) for stands in Stands]
        entries = [tried.entry for section in sections for tried in section.tried]
        words = words_of(entries, look, ["words", "hope"])
        name_all({e.system_id: e.system for e in entries if not e.of_life}.values())
        _word(sections, words)
        whole = paging.Page[Entry]([], None)
        context = {
            "system": named_system(system, look),
            "sections": [section for section in sections if section.tried],
            "gone": [] if show else gone(reader, system=pk, kind=TRY, page=whole, before=None),
            "page": page,
            "show": show if show in Stands.values else "",
            "sits": reader.takes_part(pk),
            "about_a_life": system.is_life,
        }
        return render(request, "experiments/tries.html", context)


def _page(tried: Any, before: UUID | None) -> paging.Page[Any]:
    if before:
        tried = tried.filter(entry__lt=before)
    found = list(tried[: paging.PAGE + 1])
    items = found[: paging.PAGE]
    return paging.Page(items, items[-1].pk if len(found) > paging.PAGE else None)


def _section(here: Any, stands: Stands, of_life: bool) -> Section:
    size = paging.PAGE if stands == Stands.GOING_ON else A_FEW
    found = list(here.filter(stands=stands.value)[: size + 1])
    return Section(stands, found[:size], len(found) > size, of_life)


def _word(sections: list[Section], words: Parts) -> None:
    for section in sections:
        for tried in section.tried:
            parts = words.get(tried.pk, {})
            tried.words = excerpt(parts.get("words", ""), LONG)
            tried.hope = excerpt(parts.get("hope", ""), LONG)


@require_safe
def experiment(request: Request, pk: UUID) -> HttpResponse:
    """What is tried and why it may be, what was noticed, and how it stands."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="experiments:experiment") as look:
        entry = fetch(reader, pk, TRY)
        tried = get_object_or_404(Experiment, pk=pk)
        learnings = _newest(Learning, reader, tried, paging.before(request.GET.get("before")))
        said = list(tried.conclusions.standing().visible_to(reader).newest_first()[:DIARY])
        reasons = _because(reader, entry)
        small, earlier = newest_small(reader, tried)
        seen = newest_studies(reader, tried)
        notes = [*learnings.items, *said, *small, *seen]
        words = words_of([entry, *[note.entry for note in notes], *reasons], look)
        whole = words.get(pk, {})
        sits = reader.sits_at(entry.system_id)
        heading = whole.get("words", "")
        context = {
            "entry": entry,
            "tried": tried,
            "system": named_system(entry.system, look),
            "heading": heading if len(heading) <= HEADING else excerpt(heading),
            "is_long": len(heading) > SMALLER,
            "whole": heading if len(heading) > HEADING else "",
            "words": whole,
            "because": [_reason(e, words) for e in reasons],
            "was_there": beside(reader, entry).before,
            "elsewhere": [] if entry.of_life else near(reader, heading, but_at=entry.system_id),
            "diary": [_note(reader, note, words) for note in learnings.items],
            "page": learnings,
            "conclusions": [_note(reader, note, words) for note in said],
            "paused": bool(said) and said[0].how == How.PAUSE,
            "ended": bool(said) and said[0].how in (How.LET_GO, How.STOP),
            "cycles": in_small(small, earlier, words),
            "earlier": earlier,
            "can_cycle": sits and not entry.of_life,
            "studies": in_short(seen, words),
            "can_compare": sits and is_locked(reader, tried),
            "sits": sits,
            "can_widen": can_widen(request.user, entry),
            "mine": entry.by_id == request.user.pk,
            "reaches": _reaches(entry) if sits else None,
            "about_a_life": entry.of_life,
            **essence(reader, tried, entry),
        }
        context["leads"] = _leads(context)
        context["looks_again"] = _looks_again(tried, context)
        return render(request, "experiments/experiment.html", context)


def _leads(context: Mapping[str, Any]) -> str:
    """The one thing to do that stands out; everything else is there as well, beside it."""
    if context["paused"]:
        return "go_on"
    if context.get("is_due") and context["can_compare"]:
        return "compare"
    return "lock" if context.get("is_whole") else "learn"


def _looks_again(tried: Experiment, context: Mapping[str, Any]) -> str:
    plan = context.get("plan")
    decide_on = plan.decide_on if plan else None
    return seeing.looks_again(tried.until, decide_on, due=bool(context.get("is_due")))


def _newest(noun: Any, reader: Reader, tried: Experiment, before: UUID | None) -> paging.Page[Any]:
    there = noun.objects.filter(experiment=tried).standing().visible_to(reader).newest_first()
    return _page(there, before)


def _because(reader: Reader, entry: Entry) -> list[Entry]:
    """What it is tried because of, as far as the reader may read it."""
    behind = Entry.objects.filter(led_to__entry=entry.pk, led_to__how=Because.RESTS_ON)
    found = behind.visible_to(reader).select_related("system", "by").order_by("-pk")
    return list(found[:A_FEW])


def _reason(entry: Entry, words: Parts) -> dict[str, Any]:
    """Words that may not be repeated are not: there is a link to where they may be read."""
    free = not entry.ceiling or entry.ceiling in BEYOND
    text = excerpt(next(iter(words.get(entry.pk, {}).values()), ""), LONG)
    return {"entry": entry, "words": text if free else ""}


def _note(reader: Reader, note: Any, words: Parts) -> Note:
    how = note.says if isinstance(note, Conclusion) else ""
    mine = note.entry.by_id == reader.person.pk
    return Note(note.entry, words.get(note.pk, {}), how, mine)


def _reaches(entry: Entry) -> dict[str, Any]:
    reach, others = addressed(entry)
    return {"reach": reach, "others": name_all(others)}


@require_safe
def learning(request: Request, pk: UUID) -> HttpResponse:
    """What was noticed stands in the diary; shared more widely, on a page of its own."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="experiments:learning") as look:
        entry = fetch(reader, pk, LEARNING)
        note = Learning.objects.select_related("experiment__entry").filter(pk=pk).first()
        if note is not None and _readable(reader, note.experiment_id) is not None:
            return redirect(note)
        context = {
            "entry": entry,
            "system": named_system(entry.system, look),
            "words": words_of([entry], look).get(pk, {}),
            "about_a_life": entry.of_life,
        }
        return render(request, "experiments/learning.html", context)


def _readable(reader: Reader, pk: UUID) -> Entry | None:
    found: Entry | None = Entry.objects.visible_to(reader).filter(pk=pk).first()
    return found


@require_safe
def conclusion(request: Request, pk: UUID) -> HttpResponse:
    """What was learnt and is done now: for those it is offered to as well, wherever they sit."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="experiments:conclusion") as look:
        entry = fetch(reader, pk, CONCLUSION)
        # What was shared more widely from one is words alone: it says nothing of what was tried.
        said = Conclusion.objects.filter(pk=pk).first()
        tried = _readable(reader, said.experiment_id) if said is not None else None
        words = words_of([entry, *([tried] if tried else [])], look)
        sits = reader.sits_at(entry.system_id)
        context = {
            "entry": entry,
            "how": said.how if said is not None else "",
            "system": named_system(entry.system, look),
            "words": words.get(pk, {}),
            "tried": tried,
            "tried_words": words.get(tried.pk, {}).get("words", "") if tried else "",
            "sits": sits,
            "can_widen": can_widen(request.user, entry),
            "mine": entry.by_id == request.user.pk,
            "reaches": _reaches(entry) if sits else None,
            "about_a_life": entry.of_life,
        }
        return render(request, "experiments/conclusion.html", context)
