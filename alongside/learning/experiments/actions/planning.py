"""What the verbs of a plan are made of: holding it while it is written, and keeping its changes."""

from typing import Any

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import CHANGE, Change, Plan, What, said

from .beside import _beside, _still_there, _tell_tables


def _may_plan(plan: Plan, by: Person) -> Plan:
    """The plan as it is now, locked while it is written, if they may."""
    tried = plan.experiment.entry
    require(rules.can_plan(by, tried))
    _still_there(tried)
    held = Plan.objects.select_for_update(of=("self",)).select_related("experiment__entry", "entry")
    now: Plan = held.get(pk=plan.pk)
    return now


def _changed(plan: Plan, what: What, was: str, now: str, why: str, by: Person) -> Change:
    """This will keep a change of a locked plan, and why, inside the verb that makes it."""
    if not clean(why):
        raise Refused(_("Write why you change it now: everybody who reads the plan sees that."))
    entry, told = _beside(plan.experiment, CHANGE, {"words": why}, [plan.entry], by, on=None)
    made = Change.objects.create(entry=entry, plan=plan, what=what, was=was, now=now)
    _tell_tables(ExperimentEvent.CHANGED, entry, told, by)
    return made


def _tell(kind: str, plan: Plan, by: Person) -> None:
    _tell_tables(kind, plan.entry, addressed(plan.entry)[1], by)


def _add(plan: Plan, part: str, words: str, by: Person) -> int:
    """Say a part once more; how many times it was said now."""
    number = len(said(words_of([plan.entry])[plan.pk], part)) + 1
    name = part if number == 1 else f"{part}-{number}"
    add_words(entry=plan.entry, words={name: words}, by=by)
    return number


def _set(plan: Plan, **values: Any) -> None:
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))
