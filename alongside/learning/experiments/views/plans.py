"""The plan of how to learn from what is tried, as a page that somebody new can read."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.logbook import stubs
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Person, Request
from alongside.foundation.systems.models import Reader, name_all
from alongside.learning.experiments import rules
from alongside.learning.experiments.models import (
    CHANGE,
    PLAN,
    Change,
    ExpectedLater,
    Hazard,
    Invited,
    Plan,
    Rules,
    Stands,
    StopSign,
    Talk,
    What,
)
from alongside.learning.experiments.rules.power import honest_power
from alongside.learning.measures.models import Measure

from .looking_at import _because, _reason
from .read import Read, Words, held, looks_at, read_whole, steps

SEVERAL = 50


@require_safe
def plan(request: Request, pk: UUID) -> HttpResponse:
    """What we change and why, what we expect, what we look at, and what could go wrong."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, PLAN)
    this = held(entry)
    if this is None:
        return alone(request, entry)
    tried = this.experiment.entry
    reasons = [one for one in _because(reader, entry) if one.pk != tried.pk]
    changes = list(this.changes.oldest_first()[:SEVERAL])
    talks = list(_talks(this)[:SEVERAL])
    beside = [tried, *(one.entry for one in [*changes, *talks]), *reasons]
    words = words_of([entry, *beside])
    read = read_whole(reader, this, words.get(pk, {}))
    writes = rules.can_plan(request.user, tried) and not tried.is_withdrawn
    signs = list(this.stop_signs.now().select_related("owner").order_by("number"))
    waiting = {talk.sign_id: talk for talk in talks if not talk.decided}
    goes_on = rules.stands(this.experiment) in (Stands.GOING_ON, Stands.PAUSE)
    context = {
        "entry": entry,
        "plan": this,
        "read": read,
        "system": name_all([entry.system])[0],
        "tried": None if tried.is_withdrawn else tried,
        "tried_words": words.get(tried.pk, {}),
        "because": [_reason(one, words) for one in reasons],
        "was_there": stubs.beside(reader, entry).before,
        "expects": read.expects(),
        "written": rules.written_since(this, read.main) if read.main else 0,
        "later": [_later(read, one) for one in this.expected_later.select_related("by")],
        "looks_at": looks_at(read),
        "as_locked": this.is_locked and rules.is_as_locked(this),
        "rules": Rules(this.rules).label if this.rules else "",
        "power": honest_power(reader, this) if goes_on else None,
        "hazards": [_hazard(one, read) for one in _hazards(reader, this)],
        "signs": [_sign(one, read, waiting) for one in signs],
        "talks": [(talk, words.get(talk.pk, {})) for talk in talks if talk.decided],
        "changes": changes_in_words(changes, read, words),
        "steps": steps(read, bool(signs)) if writes and not this.is_locked else [],
        "up_for_it": up_for_it(this),
        "writes": writes,
        "shapes": writes and goes_on,
        "others": name_all(addressed(entry)[1]),
    }
    return render(request, "experiments/plan.html", context)


@require_safe
def change(request: Request, pk: UUID) -> HttpResponse:
    """A change stands on the page of its plan; shared more widely, on a page of its own."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, CHANGE)
    made = Change.objects.select_related("plan__entry").filter(pk=pk).first()
    if made is None or not Entry.objects.visible_to(reader).filter(pk=made.plan_id).exists():
        return alone(request, entry)
    return redirect(made)


def alone(request: Request, entry: Entry) -> HttpResponse:
    """What was shared more widely: its words, and nothing of what was around them."""
    context = {
        "entry": entry,
        "system": name_all([entry.system])[0],
        "words": words_of([entry]).get(entry.pk, {}),
    }
    return render(request, "experiments/alone.html", context)


def up_for_it(this: Plan) -> list[dict[str, str]]:
    rows = Invited.objects.filter(experiment=this.experiment_id).up_for_it()
    these = rows.select_related("person").order_by("at")[:SEVERAL]
    return [{"name": one.person.name} for one in these]


def _talks(this: Plan) -> Any:
    rows = Talk.objects.filter(sign__plan=this, entry__withdrawn_at=None)
    return rows.select_related("entry__by", "entry__system", "owner", "sign").order_by("-entry")


def _hazards(reader: Reader, this: Plan) -> list[Hazard]:
    rows = this.hazards.now().select_related("noticer", "measure__entry").order_by("number")
    found = list(rows)
    named = [one.measure_id for one in found if one.measure_id]
    mine = Measure.objects.visible_to(reader).filter(pk__in=named)
    known = set(mine.values_list("pk", flat=True)) if named else set()
    for one in found:
        if one.measure_id not in known:
            one.measure = None
    return found


def _hazard(one: Hazard, read: Read) -> dict[str, Any]:
    parts = {part: read.words.get(one.part(part), "") for part in Hazard.PARTS}
    return {"it": one, **parts}


def _sign(one: StopSign, read: Read, waiting: Mapping[UUID, Talk]) -> dict[str, Any]:
    return {"it": one, "words": read.words.get(one.part, ""), "talk": waiting.get(one.pk)}


def _later(read: Read, one: ExpectedLater) -> dict[str, Any]:
    return {"it": one, "says": read.expects(one), "why": read.words.get(one.part, "")}


# --- what was changed since it was locked ----------------------------------------------------


def changes_in_words(
    changes: Iterable[Change], read: Read, words: Mapping[UUID, Words]
) -> list[dict[str, Any]]:
    changes = list(changes)
    names = _names(changes)
    return [
        {"it": one, "says": _said_of(one, read, names), "why": words.get(one.pk, {}).get("words")}
        for one in changes
    ]


def _names(changes: Iterable[Change]) -> dict[str, str]:
    """What the ids in changes stand for: measures, by what they are called, and people."""
    measures = {one.was or one.now for one in changes if one.what == What.MEASURES}
    people = {one.now for one in changes if one.what == What.SIGN and one.now}
    called = Entry.objects.filter(pk__in=measures, withdrawn_at=None).values_list("pk", "title")
    named = Person.objects.filter(pk__in=people).values_list("pk", "name")
    found = [*(called if measures else ()), *(named if people else ())]
    return {str(pk): name for pk, name in found}


def _said_of(one: Change, read: Read, names: Mapping[str, str]) -> str:
    was, now = _value(one.what, one.was, read, names), _value(one.what, one.now, read, names)
    if one.what in (What.CHANGE, What.THEORY):
        return _("Said anew: %(what)s") % {"what": one.get_what_display()}
    if one.what == What.MEASURES and now:
        return _("We look at this as well: %(what)s") % {"what": now}
    if one.what == What.SIGN and now:
        return _("“%(sign)s” is now for %(name)s to act on") % {"sign": was, "name": now}
    if not now:
        return _("Taken off: %(what)s") % {"what": was}
    return _("%(what)s: it was %(was)s, and is now %(now)s") % {
        "what": one.get_what_display(),
        "was": was,
        "now": now,
    }


def _value(what: str, value: str, read: Read, names: Mapping[str, str]) -> str:
    if not value:
        return ""
    if what == What.RULES:
        return f"“{Rules(value).label}”"
    if what == What.DECIDE_ON:
        return on_day(date.fromisoformat(value))
    if what == What.HAZARD:
        return read.words.get(f"hazard-{value}", value)
    if what == What.SIGN:
        return names.get(value) or read.words.get(f"stop-{value}", value)
    return names.get(value, _("something kept closer")) if what == What.MEASURES else value
