"""What is expected and how it will be looked at; and the lock on it, before results."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.record.actions import verb
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    LEAST,
    MOST_BEFORE,
    Direction,
    ExpectedLater,
    Plan,
    Rules,
    What,
    newest,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures import rules as can
from alongside.learning.measures.models import Measure

from .planning import _add, _changed, _may_plan, _set, _tell


@verb
def expect(
    *,
    plan: Plan,
    direction: str,
    high: float | None,
    by_when: date | None,
    starts_on: date | None,
    why: str,
    by: Person,
    low: float | None = None,
) -> None:
    """
    This will say what is expected of the main measure: which way, by how much, by when and why.

    :param low: the least of it, in the unit of the measure; ``high`` is the most.
    :param starts_on: the day the change begins; limits are made of what came before.
    :raises Refused: once it is locked, or if it is not said whole.
    """
    now = _may_plan(plan, by)
    if now.is_locked:
        raise Refused(str(rules.LOCKED))
    if starts_on is None:
        raise Refused(_("Write the day the change begins."))
    expected = _expected(direction, low, high, by_when, starts_on)
    words = words_of([now.entry])[now.pk]
    if not clean(why) and not newest(words, "why"):
        raise Refused(_("Write why you expect it."))
    if clean(why) and clean(why) != newest(words, "why"):
        _add(now, "why", why, by)
    if now.decide_on is not None and now.decide_on < starts_on:
        raise Refused(_("You decide after the change begins. Change that day first."))
    _set(now, starts_on=starts_on, **expected)
    _tell(ExperimentEvent.EXPECTED, now, by)


@verb
def expect_now(
    *,
    plan: Plan,
    direction: str,
    high: float | None,
    by_when: date | None,
    why: str,
    by: Person,
    low: float | None = None,
) -> ExpectedLater:
    """
    This will put what people expect now beside what they locked. The first stays as it was.

    :raises Refused: before the first is locked, or if it is not said whole.
    """
    now = _may_plan(plan, by)
    if not now.is_locked:
        raise Refused(_("Nothing is locked yet: change what you expect in the plan itself."))
    if not clean(why):
        raise Refused(_("Write why you expect it now."))
    expected = _expected(direction, low, high, by_when, timezone.localdate())
    number = now.expected_later.count() + 1
    later = ExpectedLater.objects.create(plan=now, number=number, by=by, **expected)
    add_words(entry=now.entry, words={later.part: why}, by=by)
    _tell(ExperimentEvent.EXPECTED, now, by)
    return later


@verb
def fix(
    *,
    plan: Plan,
    by_rules: str,
    baseline: int | None,
    decide_on: date | None,
    by: Person,
    why: str = "",
) -> None:
    """
    This will fix how it is looked at: by which rules, from how many points before, decided when.

    :param baseline: how many points before the change; 0 where there are none.
    :param why: once the plan is locked, why it is looked at otherwise now.
    :raises Refused: if there are too few points for the rules, or, later, no reason.
    """
    now = _may_plan(plan, by)
    if by_rules not in Rules.values:
        raise Refused(_("Choose how you will read the chart."))
    if decide_on is None:
        raise Refused(_("Write the day you decide."))
    if now.starts_on is not None and decide_on < now.starts_on:
        raise Refused(_("You decide after the change begins. Choose a later day."))
    _enough(by_rules, baseline)
    values: dict[str, Any] = {"rules": by_rules, "baseline": baseline, "decide_on": decide_on}
    if now.is_locked:
        _as_many_as_counted(now, baseline or 0)
        _fixed_otherwise(now, values, why, by)
    moved = now.is_locked and now.baseline != baseline
    _set(now, **values)
    for chosen in now.chosen.now().select_related("measure__entry__system") if moved else ():
        _held_still(now, chosen.measure, by)
    _tell(ExperimentEvent.FIXED, now, by)


def _fixed_otherwise(plan: Plan, values: Mapping[str, Any], why: str, by: Person) -> None:
    differ = [name for name, value in values.items() if getattr(plan, name) != value]
    if not differ:
        raise Refused(_("It is fixed like that already."))
    for name in differ:
        _changed(plan, What(name), str(getattr(plan, name)), str(values[name]), why, by)


def _as_many_as_counted(plan: Plan, baseline: int) -> None:
    if baseline != plan.baseline and (says := rules.too_few_counted(plan, baseline)):
        raise Refused(says)


def _enough(by_rules: str, baseline: int | None) -> None:
    least = LEAST[Rules(by_rules)]
    if baseline is None or baseline < 0 or 0 < baseline < least:
        raise Refused(
            _(
                "Count at least %(least)d points before the change, or write 0 if there are none. "
                "Fewer do not tell what was ordinary."
            )
            % {"least": least}
        )
    if baseline > MOST_BEFORE:
        raise Refused(_("Look at no more than %s points before the change.") % f"{MOST_BEFORE:,}")


@verb
def lock(*, plan: Plan, by: Person) -> None:
    """
    This will lock what is expected, before there are results, and hold the limits of what is looked
    at still. From then on the database itself refuses to change what was expected.

    :raises Refused: if something is still to be said, or results are there already.
    """
    now = _may_plan(plan, by)
    if now.is_locked:
        raise Refused(_("It is locked already."))
    asked = rules.asked_before_the_lock(now, words_of([now.entry])[now.pk])
    if asked:
        raise Refused(" ".join(asked))
    _before_results(now)
    counted = rules.definition_of_main(now)
    _set(now, definition=counted, locked_at=timezone.now(), locked_by=by)
    for chosen in now.chosen.now().select_related("measure__entry__system"):
        _hold_still(now, chosen.measure, by)
    data: dict[str, object] = {"print": rules.print_of(now)}
    for system in [now.entry.system, *addressed(now.entry)[1]]:
        record.happened(ExperimentEvent.LOCKED, by=by.pk, on=system.pk, to=now.pk, data=data)


def _before_results(plan: Plan) -> None:
    if rules.results_are_there(plan):
        raise Refused(
            _(
                "Points have come in since the change began, so this cannot be locked as what you "
                "expected before. Say it with what you see in it; or choose a later day, if the "
                "change has not begun."
            )
        )
    if plan.by_when is not None and plan.by_when < timezone.localdate():
        raise Refused(_("The day by which you expect it has passed. Choose a later one."))


def _hold_still(plan: Plan, measure: Measure, by: Person) -> None:
    """
    Limits are made of what came before the change: of as many points as the plan says. Where
    nothing came before, or they were set anew since or are held still already, the chart says that
    something is tried.
    """
    if plan.starts_on is not None and not _held_still(plan, measure, by):
        words, because = _tries_from(plan.starts_on), [plan.experiment.entry]
        measures.note(measure=measure, words=words, on=plan.starts_on, because=because, by=by)


def _held_still(plan: Plan, measure: Measure, by: Person) -> bool:
    """Whether its limits could be held still for this plan, and are now."""
    if plan.starts_on is None or not plan.baseline:
        return False
    until = rules.last_over(plan.starts_on, measure.often)
    because = [plan.experiment.entry]
    anew = measure.resets.standing().filter(starts__gt=until)
    if anew.exists() or can.is_held(measure, until, plan.baseline, because):
        return False
    measures.freeze(
        measure=measure,
        base_until=until,
        words=_tries_from(plan.starts_on),
        by=by,
        because=because,
        base=plan.baseline,
    )
    return True


def _tries_from(day: date) -> str:
    return _("We try something from %(day)s.") % {"day": on_day(day)}


def _expected(
    direction: str, low: float | None, high: float | None, by_when: date | None, after: date
) -> dict[str, Any]:
    if direction not in Direction.values:
        raise Refused(_("Choose which way you expect it to go."))
    low = 0.0 if direction == Direction.NEITHER or low is None else low
    if high is None or low < 0 or high < low:
        raise Refused(
            _("Write by how much: from the least to the most you expect, without a minus.")
        )
    if by_when is None or by_when < after:
        raise Refused(_("Write by when you expect it: a day after the change begins."))
    return {"direction": direction, "low": low, "high": high, "by_when": by_when}
