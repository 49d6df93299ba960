"""Beginning a plan of how to learn from what is tried, and choosing what to look at."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.addressing import let_through
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import PLAN, AsWhat, Chosen, Experiment, Plan, What
from alongside.learning.measures.models import Kind, Measure

from .beside import _beside, _still_there, _tell_tables
from .locking import _hold_still
from .planning import _add, _changed, _may_plan, _tell


@verb
def begin_plan(
    *,
    experiment: Experiment,
    change: str,
    by: Person,
    theory: str = "",
    because: Sequence[Entry] = (),
) -> Plan:
    """
    This will begin a plan of how to learn from what is tried: the change, and why it could work.

    :param because: what people heard or understood that makes them think so.
    :raises Refused: if it does not say what is changed, or there is a plan already.
    """
    tried = experiment.entry
    require(rules.can_plan(by, tried), str(rules.NOT_IN_A_LIFE) if tried.of_life else "")
    _still_there(tried)
    if not clean(change):
        raise Refused(_("Write what you change, in a sentence or two."))
    if Plan.objects.filter(experiment=experiment).exists():
        raise Refused(_("There is a plan already. Go on with it."))
    if not rules.rests_on_no_aid(because):
        raise Refused(str(rules.NO_AID))
    let_through(Reader.of(by), tried.system, because=because, category=tried.category)
    reasons = [tried, *(entry for entry in because if entry.pk != tried.pk)]
    parts = {"change": change, "theory": theory}
    entry, told = _beside(experiment, PLAN, parts, reasons, by, on=None)
    plan = Plan.objects.create(entry=entry, experiment=experiment)
    _tell_tables(ExperimentEvent.PLANNED, entry, told, by)
    return plan


@verb
def say_anew(*, plan: Plan, part: str, words: str, by: Person, why: str = "") -> None:
    """
    This will say a part of the plan anew. What was said before stays, beneath it.

    :param why: once it is locked, why it is said otherwise now.
    :raises Refused: if it says nothing, or is about what was expected and locked.
    """
    now = _may_plan(plan, by)
    if part not in Plan.PARTS or (now.is_locked and part in ("why", "no_balancing")):
        raise Refused(str(rules.LOCKED))
    if not clean(words):
        raise Refused(_("Write it in a sentence or two."))
    number = _add(now, part, words, by)
    if now.is_locked:
        _changed(now, What(part), str(number - 1), str(number), why, by)
    _tell(ExperimentEvent.REWORDED, now, by)


@verb
def choose(*, plan: Plan, measure: Measure, as_what: str, by: Person, why: str = "") -> Chosen:
    """
    This will choose a measure of the table to look at, and say what for.

    :param why: once the plan is locked, why it is looked at now as well.
    :raises Refused: if it is chosen already, or there is a main measure already.
    """
    now = _may_plan(plan, by)
    aid = measure.kind == Kind.AID
    require(rules.can_choose(by, now, measure), str(rules.NO_AID) if aid else "")
    if as_what not in AsWhat.values:
        raise Refused(_("Choose what you look at it for."))
    chosen_now = now.chosen.now()
    if chosen_now.filter(measure=measure).exists():
        raise Refused(_("You look at that already."))
    if as_what == AsWhat.MAIN and chosen_now.filter(as_what=AsWhat.MAIN).exists():
        raise Refused(_("There is one already that you most want to see move. Take it off first."))
    chosen = Chosen.objects.create(plan=now, measure=measure, as_what=as_what, by=by)
    if now.is_locked:
        _changed(now, What.MEASURES, "", str(measure.pk), why, by)
        _hold_still(now, measure, by)
    _tell(ExperimentEvent.CHOSEN, now, by)
    return chosen


@verb
def take_off(*, chosen: Chosen, by: Person, why: str = "") -> None:
    """
    This will stop looking at a measure for this plan. Its points and its chart stay.

    :param why: once the plan is locked, why.
    :raises Refused: if it is the main measure of a locked plan.
    """
    now = _may_plan(chosen.plan, by)
    if chosen.taken_off_at is not None:
        raise Refused(_("It was taken off already."))
    if now.is_locked and chosen.as_what == AsWhat.MAIN:
        raise Refused(str(rules.LOCKED))
    if now.is_locked:
        _changed(now, What.MEASURES, str(chosen.measure_id), "", why, by)
    chosen.taken_off_at = timezone.now()
    chosen.save(update_fields=["taken_off_at"])
    _tell(ExperimentEvent.TAKEN_OFF, now, by)
