"""Things tried, learnt and concluded, made the way people make them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.learning.measures import actions as measures
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Kind, Measure, Often
from alongside.learning.measures.testing import a_measure

from . import actions, rules
from .models import (
    AsWhat,
    Conclusion,
    CostStory,
    Cycle,
    Direction,
    Experiment,
    Hazard,
    How,
    Learning,
    Plan,
    Rules,
    StopSign,
    Study,
    Talk,
)
from .money import MIGHT, SPENT, Line

TWELVE = 12


def an_experiment(
    *,
    system: System,
    by: Person,
    words: str = "Sit down together and put the claim right, there and then.",
    legal: str = "Yes: the claim is theirs and they ask for it.",
    safe: str = "Yes: two of us, and they say where.",
    **kwargs: Any,
) -> Experiment:
    """Something a table has begun to try."""
    if system.is_life:
        kwargs.setdefault("their_say", "I would like that.")
    return actions.try_out(system=system, words=words, legal=legal, safe=safe, by=by, **kwargs)


def a_learning(
    *,
    experiment: Experiment,
    by: Person,
    happened: str = "Six weeks became two hours.",
    **kwargs: Any,
) -> Learning:
    """Something somebody noticed while it is tried."""
    return actions.learn(experiment=experiment, by=by, happened=happened, **kwargs)


def a_conclusion(
    *,
    experiment: Experiment,
    by: Person,
    how: str = How.KEEP,
    words: str = "Sitting down together works. We go on.",
    to_tellers: str = "We now sit down with people before anything is sent.",
    **kwargs: Any,
) -> Conclusion:
    """What a table learnt, and does now."""
    return actions.conclude(
        experiment=experiment, how=how, words=words, to_tellers=to_tellers, by=by, **kwargs
    )


# --- the plan ----------------------------------------------------------------


def a_plan(
    *,
    experiment: Experiment,
    by: Person,
    main: Measure | None = None,
    balancing: Measure | None = None,
    starts_on: date | None = None,
    locked: bool = False,
    before: int = 0,
    **kwargs: Any,
) -> Plan:
    """
    How a table means to learn from what it tries: whole, and locked if asked.

    :param main: what it most wants to see move; begun if none is given. ``balancing`` likewise.
    :param before: so many months of it were counted already. It is looked at from twelve points;
        from none, where fewer were counted.
    """
    system = experiment.entry.system
    starts_on = starts_on or timezone.localdate()
    kwargs.setdefault("change", "We sit down together before anything is sent.")
    kwargs.setdefault("theory", "They know what happened, and we know the rules.")
    plan = actions.begin_plan(experiment=experiment, by=by, **kwargs)
    main = main or _counted(system, by, Kind.OUTCOME, "Weeks until it is put right")
    balancing = balancing or _counted(system, by, Kind.BALANCING, "Letters that wait elsewhere")
    actions.choose(plan=plan, measure=main, as_what=AsWhat.MAIN, by=by)
    actions.choose(plan=plan, measure=balancing, as_what=AsWhat.BALANCING, by=by)
    actions.expect(
        plan=plan,
        direction=Direction.DOWN,
        low=3,
        high=6,
        starts_on=starts_on,
        by_when=starts_on + timedelta(days=90),
        why="Most of the time is spent waiting for letters.",
        by=by,
    )
    plan.refresh_from_db()
    _months(main, before, starts_on, by)
    enough = rules.counted_before(plan) >= TWELVE
    actions.fix(
        plan=plan,
        by_rules=Rules.ANHOEJ,
        baseline=TWELVE if enough else 0,
        decide_on=starts_on + timedelta(days=120),
        by=by,
    )
    if locked:
        actions.lock(plan=plan, by=by)
    plan.refresh_from_db()
    return plan


def _months(measure: Measure, many: int, until: date, by: Person) -> None:
    days = [until - timedelta(days=31 * n) for n in range(many, 0, -1)]
    points = [Counted(day, 9.0 + day.day % 3) for day in days]
    if points:
        measures.enter(measure=measure, points=points, by=by)


def _counted(system: System, by: Person, kind: str, name: str) -> Measure:
    return measures.begin(
        system=system,
        by=by,
        kind=kind,
        name=name,
        unit="weeks" if kind == Kind.OUTCOME else "letters",
        definition="Counted each Friday, by whoever is in.",
        burden="Ten minutes a week, for whoever is in.",
    )


def a_cycle(
    *,
    experiment: Experiment,
    by: Person,
    plan: str = "Ring one person before the letter goes out.",
    predict: str = "They will tell us what is wrong with it.",
    made: str = "",
    **said: str,
) -> Cycle:
    """A small try; with ``made`` or more, what came of it as well."""
    cycle = actions.begin_cycle(experiment=experiment, plan=plan, predict=predict, by=by)
    if made or said:
        said.setdefault("do", "She found the mistake in a minute.")
        actions.go_on_with_cycle(cycle=cycle, really_made=made, by=by, **said)
    return cycle


BEFORE = (10.0, 9.0, 11.0, 10.5, 9.5, 10.0, 11.0, 9.0, 10.5, 9.5, 11.0, 9.0)
SINCE = (6.0, 5.0, 6.5, 5.5, 6.0, 5.0, 6.5, 5.5, 6.0, 5.0)


def counted_weekly(
    *,
    experiment: Experiment,
    by: Person,
    before: Sequence[float] = BEFORE,
    since: Sequence[float] = SINCE,
    beside: Sequence[float] = (),
    **kwargs: Any,
) -> Plan:
    """
    A plan that was locked before there were results, and what was counted before and since.

    :param beside: what was counted, before and since, of what might get worse elsewhere.
    """
    system, this_week = experiment.entry.system, _monday(timezone.localdate())
    main, balancing = (
        a_measure(system, by=by, name=name, kind=kind, unit="weeks", often=Often.WEEK)
        for name, kind in (
            ("Weeks until it is put right", Kind.OUTCOME),
            ("Letters that wait elsewhere", Kind.BALANCING),
        )
    )
    begins = this_week - timedelta(weeks=max(len(since) - 1, 0))
    start = begins - timedelta(weeks=len(before))
    _weeks(main, before, start, by)
    plan = a_plan(
        experiment=experiment,
        by=by,
        main=main,
        balancing=balancing,
        starts_on=begins,
        locked=True,
        **kwargs,
    )
    _weeks(main, since, begins, by)
    _weeks(balancing, beside, start, by)
    return plan


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(measure: Measure, values: Sequence[float], since: date, by: Person) -> None:
    points = [Counted(since + timedelta(weeks=n), value) for n, value in enumerate(values)]
    if points:
        measures.enter(measure=measure, points=points, by=by)


def a_study(
    *,
    experiment: Experiment,
    by: Person,
    words: str = "It is quicker now, and nobody waits longer elsewhere.",
    **kwargs: Any,
) -> Study:
    """What people see in it, beside what they expected."""
    return actions.study(experiment=experiment, words=words, by=by, **kwargs)


def a_hazard(*, plan: Plan, by: Person, **kwargs: Any) -> Hazard:
    """Something that could go wrong, and what is put in place."""
    kwargs.setdefault("hazard", "We promise what we cannot keep.")
    kwargs.setdefault("safeguard", "Two of us sit down with them, and one looks it up.")
    kwargs.setdefault("sign", "Somebody comes back with the same letter.")
    kwargs.setdefault("noticer", by)
    return actions.name_hazard(plan=plan, by=by, **kwargs)


def a_stop_sign(*, plan: Plan, by: Person, owner: Person | None = None, **kwargs: Any) -> StopSign:
    """A sign at which people stop and talk, and whose it is."""
    kwargs.setdefault("words", "Anybody leaves in tears.")
    return actions.agree_sign(plan=plan, owner=owner or by, by=by, **kwargs)


def a_talk(*, sign: StopSign, by: Person, **kwargs: Any) -> Talk:
    """Somebody saw the sign, and said so."""
    kwargs.setdefault("words", "She left in tears this morning.")
    return actions.stop_and_talk(sign=sign, by=by, **kwargs)


# Twenty thousand early, or three quarters of a million late.
TWENTY_THOUSAND = [
    Line("2019-03", "a worker’s time, half a week for a year", Decimal(12_000), SPENT, "accounts"),
    Line("2019-06", "a bigger flat, and moving", Decimal(8_000), SPENT, "the landlord’s bill"),
    Line("2020", "foster care", Decimal(250_000), MIGHT, "what the council paid for others"),
    Line("2023", "residential care", Decimal(500_000), MIGHT, "what the council paid for others"),
]


def a_cost_story(
    *,
    system: System,
    by: Person,
    words: str = "They asked for help and were told it was not serious enough.",
    lines: Sequence[Line] = TWENTY_THOUSAND,
    **kwargs: Any,
) -> CostStory:
    """What it would have cost not to help."""
    if system.is_life:
        kwargs.setdefault("their_say", "Write it down, so that it is seen.")
    return actions.tell_costs(system=system, by=by, words=words, lines=lines, **kwargs)
