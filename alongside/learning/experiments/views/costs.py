"""What it would have cost not to help: the stories of a table, one of them, and telling one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.addressing import addressed, may_rest_on, others_near
from alongside.foundation.logbook.kinds import voices
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.logbook.rules import can_widen
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.forms import CostsForm
from alongside.learning.experiments.forms.costs import FEW, as_typed
from alongside.learning.experiments.models import CONCLUSION, COSTS, TRY, CostStory
from alongside.learning.experiments.money import MIGHT, SPENT, Line, adding_up, lines_from, sentence
from alongside.learning.experiments.steps import draw
from alongside.learning.sensemaking.models import INSIGHT

from .adding import named_system

REASONS, SHORT, LONG = 25, 90, 280


@require_safe
def cost_stories(request: Request, pk: UUID) -> HttpResponse:
    """What those at a table told of money over time, newest first, in words and without sums."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    before = paging.before(request.GET.get("before"))
    with looking(by=request.user.pk, why="experiments:cost_stories") as look:
        page = visible.newest(reader, systems=[pk], kinds=[COSTS], before=before)
        words = words_of(page.items, look, ["words"])
        later = CostStory.objects.standing().filter(before__in=[e.pk for e in page.items])
        told_anew = set(later.values_list("before", flat=True))
        context = {
            "system": named_system(system, look),
            "stories": [
                (entry, *_titled(words.get(entry.pk, {}).get("words", "")))
                for entry in page.items
                if entry.pk not in told_anew
            ],
            "page": page,
            "sits": reader.takes_part(pk),
            "about_a_life": system.is_life,
        }
        return render(request, "experiments/cost_stories.html", context)


def _titled(words: str) -> tuple[str, str]:
    """A few words to follow it by, and the story that goes on from there."""
    title = excerpt(words, SHORT)
    rest = " ".join(words.split())[len(title.removesuffix("…")) :].strip()
    return title, excerpt(f"…{rest}", LONG) if title.endswith("…") and rest else ""


@require_safe
def costs(request: Request, pk: UUID) -> HttpResponse:
    """One story of money over time: in words, drawn, and as a table that says the same."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="experiments:costs") as look:
        entry = fetch(reader, pk, COSTS)
        words = words_of([entry], look).get(pk, {})
        lines = lines_from(words)
        sits = reader.sits_at(entry.system_id)
        context = {
            "entry": entry,
            "system": named_system(entry.system, look),
            "words": words,
            "sentence": sentence(lines),
            "drawing": draw(lines) if lines else None,
            "sorts": [(sort, adding_up(lines, sort)) for sort in (SPENT, MIGHT)],
            "before": _readable(reader, "later", pk),
            "later": _readable(reader, "before", pk),
            "sits": sits,
            "can_widen": can_widen(request.user, entry),
            "mine": entry.by_id == request.user.pk,
            "reaches": _reaches(entry) if sits else None,
            "about_a_life": entry.of_life,
        }
        return render(request, "experiments/costs.html", context)


def _readable(reader: Reader, way: str, pk: UUID) -> Entry | None:
    """The telling before this one, or the one that put it right, if the reader may read it."""
    beside = CostStory.objects.standing().visible_to(reader).filter(**{way: pk})
    found: CostStory | None = beside.newest_first().first()
    return found.entry if found else None


def _reaches(entry: Entry) -> dict[str, Any]:
    reach, others = addressed(entry)
    return {"reach": reach, "others": name_all(others)}


@require_http_methods(["GET", "HEAD", "POST"])
def tell_costs(request: Request, pk: UUID) -> HttpResponse:
    """Tell a story of money over time, or tell one again to add to it or put it right."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_tell_costs(request.user, system))
    with looking(by=request.user.pk, why="experiments:tell_costs") as look:
        before = _before(request, reader, system)
        parts = words_of([before.entry], look).get(before.pk, {}) if before else {}
        reasons = _reasons(request, reader, system)
        form = _form(request, reader, system, lines_from(parts), parts, reasons, look)
        if form.is_valid() and (told := _tell(request, system, reasons, before, form)):
            return redirect(told)
        context = {
            "form": form,
            "system": named_system(system, look),
            "before": before,
            "about_a_life": system.is_life,
        }
        return render(request, "experiments/tell_costs.html", context, status=status_of(form))


def _before(request: Request, reader: Reader, system: System) -> CostStory | None:
    pk = paging.before(request.GET.get("again"))
    there = CostStory.objects.standing().visible_to(reader).filter(pk=pk, entry__system=system)
    found: CostStory | None = there.select_related("entry__system").first() if pk else None
    return found


def _reasons(request: Request, reader: Reader, system: System) -> list[Entry]:
    """The newest things here that it may be told because of, and what was asked for."""
    kinds = [TRY, INSIGHT, CONCLUSION, *voices()]
    newest = visible.newest(reader, systems=[system.pk], kinds=kinds, size=REASONS).items
    asked = paging.before(request.GET.get("because"))
    if asked and asked not in {entry.pk for entry in newest}:
        this = Entry.objects.visible_to(reader).filter(pk=asked).select_related("system")
        newest = [*this, *newest]
    return [e for e in newest if may_rest_on(system, [e]) and rules.rests_on_no_aid([e])]


def _form(
    request: Request,
    reader: Reader,
    system: System,
    told: list[Line],
    parts: dict[str, str],
    reasons: list[Entry],
    look: Look,
) -> CostsForm:
    named = words_of(reasons, look)
    typed, more = request.POST, "another" in request.POST
    asked = str(paging.before(request.GET.get("because")) or "")
    form = CostsForm(
        typed if request.method == "POST" and not more else None,
        system=system,
        reader=reader,
        near=[] if system.is_life else name_all(others_near(reader, system)),
        reasons=[(str(e.pk), _in_a_line(e, named.get(e.pk, {}))) for e in reasons],
        own=reader.seat_of_own_life(system.pk) is not None,
        lines=_count(typed) + more if typed else max(len(told) + 1 if told else FEW, FEW),
        initial={"because": asked} | as_typed(parts, told),
    )
    if more:
        form.keep(typed)
    return form


def _count(typed: Any) -> int:
    """How many amounts the form asked for when it was sent."""
    lines = str(typed.get("lines", ""))
    return int(lines) if lines.isdecimal() and len(lines) < 4 else FEW


def _in_a_line(entry: Entry, parts: dict[str, str]) -> str:
    words = excerpt(next(iter(parts.values()), ""), SHORT)
    return f"{entry.called}: {words}" if words else f"{entry.called}, {entry.when}"


def _tell(
    request: Request,
    system: System,
    reasons: list[Entry],
    before: CostStory | None,
    form: CostsForm,
) -> CostStory | None:
    data = dict(form.cleaned_data)
    chosen = data.pop("because")
    data["because"] = [entry for entry in reasons if str(entry.pk) == chosen]
    try:
        told = actions.tell_costs(system=system, before=before, by=request.user, **data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("It is told. You can add to it, or put it right, at any time."))
    return told
