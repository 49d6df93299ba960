"""Writing down what people see in it, beside what they expected."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    STUDY,
    AsWhat,
    Experiment,
    Plan,
    Result,
    Seen,
    Study,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import KeptChart

from .beside import _beside, _still_there, _tell_tables


@verb
def study(
    *,
    experiment: Experiment,
    words: str,
    by: Person,
    people: str = "",
    not_made: bool = False,
) -> Study:
    """
    This will write down what people see in it, and keep the charts as they are known now. What was
    expected is compared with what was counted by arithmetic; nobody chooses the result.

    :param people: what people said in the same time.
    :param not_made: the change was not really made; that is all that is said then.
    :raises Refused: if nothing was expected and locked, or the change was not really made and it
        is not said so, or there is nothing to draw.
    """
    tried = experiment.entry
    require(rules.can_study(by, tried))
    _still_there(tried)
    plan = _locked(experiment, by)
    if not clean(words):
        raise Refused(_("Write what you see in it. A sentence is enough."))
    made = rules.made_so_far(Reader.of(by), experiment)
    if not_made:
        return _not_made(experiment, plan, words, people, by, made)
    if not made.at_all:
        raise Refused(
            _(
                "Nobody has written down that the change was really made, so nothing can be said "
                "of what came of it. Write it down in a small try, or say that it was not made."
            )
        )
    return _seen(experiment, plan, words, people, by)


def _locked(experiment: Experiment, by: Person) -> Plan:
    plan: Plan | None = Plan.objects.visible_to(Reader.of(by)).filter(experiment=experiment).first()
    if plan is None:
        raise Refused(str(rules.NOTHING_EXPECTED))
    if not plan.is_locked:
        raise Refused(str(rules.NOT_LOCKED))
    return plan


def _not_made(
    experiment: Experiment, plan: Plan, words: str, people: str, by: Person, made: rules.MadeSoFar
) -> Study:
    if made.at_all:
        raise Refused(_("A small try says that the change was made, at least partly."))
    return _write(experiment, plan, words, people, by, [], timezone.now(), result=Result.NOT_MADE)


def _seen(experiment: Experiment, plan: Plan, words: str, people: str, by: Person) -> Study:
    reader = Reader.of(by)
    drawn = [one for one in rules.looked_at(reader, plan) if one.chart.analysis is not None]
    if not any(one.is_main for one in drawn):
        raise Refused(_("There are no points to look at yet, or they are not yours to see."))
    kept = [(one, _keep(plan, one, by)) for one in drawn]
    main = next(chart for one, chart in kept if one.is_main)
    # What was compared is what was kept: the main chart again, as it was known at that moment.
    compared = rules.compared_at(reader, plan, main.measure, main.known_at)
    return _write(
        experiment,
        plan,
        words,
        people,
        by,
        [(one.as_what, chart) for one, chart in kept],
        main.known_at,
        result=Result(compared.result),
        before=compared.before,
        after=compared.after,
    )


def _keep(plan: Plan, looked: rules.Looked, by: Person) -> KeptChart:
    """Its chart as it is known now, its limits made of the points the plan says and no others."""
    return measures.keep_chart(
        measure=looked.chart.measure,
        by=by,
        read=plan.rules,
        held=looked.sides.last,
        held_from=looked.sides.first,
    )


def _write(
    experiment: Experiment,
    plan: Plan,
    words: str,
    people: str,
    by: Person,
    kept: list[tuple[str, KeptChart]],
    known_at: datetime,
    *,
    result: Result,
    before: float | None = None,
    after: float | None = None,
) -> Study:
    rests_on: list[Entry] = [experiment.entry, plan.entry, *(chart.entry for _as, chart in kept)]
    rests_on += rules.whose_change_was_made(Reader.of(by), experiment)
    parts = {"words": words, "people": people}
    entry, others = _beside(experiment, STUDY, parts, rests_on, by, on=None)
    study = Study.objects.create(
        entry=entry,
        experiment=experiment,
        known_at=known_at,
        decide_on=plan.decide_on,
        result=result,
        direction=plan.direction,
        low=plan.low,
        high=plan.high,
        before=before,
        after=after,
    )
    Seen.objects.bulk_create(
        [Seen(study=study, chart=chart, as_what=AsWhat(as_what)) for as_what, chart in kept]
    )
    _tell_tables(ExperimentEvent.STUDIED, entry, others, by)
    return study
