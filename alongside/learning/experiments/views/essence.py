"""What the page of something tried says first of its plan, and of who is up for it."""

from typing import Any

from django.utils import timezone

from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import rules
from alongside.learning.experiments.models import (
    Experiment,
    Invited,
    Plan,
    Says,
    Stands,
    Talk,
)
from alongside.learning.experiments.rules.power import honest_power
from alongside.learning.experiments.seeing import PowerSays

from .read import read_whole, steps

SEVERAL = 50


def essence(reader: Reader, tried: Experiment, entry: Entry) -> dict[str, Any]:
    """In a life there is nothing of this: trying something stays a sentence and two questions."""
    if entry.of_life:
        return {}
    return {
        "can_plan": reader.sits_at(entry.system_id),
        **_of_plan(reader, tried),
        **_of_people(reader, tried),
    }


def _of_plan(reader: Reader, tried: Experiment) -> dict[str, Any]:
    plans = Plan.objects.visible_to(reader).select_related("entry", "locked_by")
    this = plans.filter(experiment=tried).first()
    if this is None:
        return {"plan": None}
    read = read_whole(reader, this, words_of([this.entry]).get(this.pk, {}))
    signs = list(this.stop_signs.now().values_list("pk", flat=True))
    waiting = Talk.objects.waiting().filter(sign__plan=this).select_related("entry__by", "owner")
    left = steps(read, bool(signs))
    return {
        "plan": this,
        "planned": read,
        "expects": read.expects(),
        "talks": list(waiting.order_by("held_since")[:SEVERAL]),
        "has_signs": bool(signs),
        "is_whole": read.is_whole and not this.is_locked,
        "is_due": _is_due(tried, this),
        "power": _power(reader, tried, this),
        "next_step": next((step for step in left if step.needed), None),
    }


def _is_due(tried: Experiment, plan: Plan) -> bool:
    """The day they named to decide has come, and nobody has said yet what becomes of it."""
    named = plan.is_locked and plan.decide_on is not None
    come = plan.decide_on is not None and plan.decide_on <= timezone.localdate()
    return named and come and rules.stands(tried) == Stands.GOING_ON


def _power(reader: Reader, tried: Experiment, plan: Plan) -> PowerSays | None:
    """How soon it would show, until it is embedded, adapted, let go, stopped or offered."""
    if not plan.says_what_is_expected or rules.stands(tried) not in (Stands.GOING_ON, Stands.PAUSE):
        return None
    return honest_power(reader, plan)


def _of_people(reader: Reader, tried: Experiment) -> dict[str, Any]:
    rows = list(Invited.objects.filter(experiment=tried).select_related("person").order_by("at"))
    mine = next((one for one in rows if one.person_id == reader.person.pk), None)
    return {
        "up_for_it": [{"name": one.person.name} for one in rows if one.says == Says.YES][:SEVERAL],
        "invited_me": mine,
        "asks_me": mine is not None and not mine.says,
    }
