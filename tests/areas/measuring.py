"""What a table looks at, how it plans to learn from what it tries, and what not helping costs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.learning.experiments import actions as experiments
from alongside.learning.experiments.models import Experiment, Plan
from alongside.learning.experiments.testing import (
    a_cost_story,
    a_cycle,
    a_hazard,
    a_plan,
    a_stop_sign,
    a_study,
    a_talk,
    an_experiment,
    counted_weekly,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Hoped, Kind
from alongside.learning.measures.testing import (
    a_freeze,
    a_measure,
    a_note,
    a_reset,
    an_aside,
    months,
    some_points,
)

if TYPE_CHECKING:
    from tests.world import Table

BEFORE = [12.0, 9, 11, 13, 10, 12, 9, 14, 11, 10, 12, 13]
SINCE = [4.0, 5, 3, 4, 6, 4, 5, 3, 4]


def pages(table: Table) -> dict[str, str]:
    """In a life nothing is measured and nothing is planned; what not helping costs may be told."""
    told = a_cost_story(system=table.system, by=_by(table), words="kittiwake", learnt="kittiwake")
    return _costs(table, told.pk)


def pages_of_table(table: Table) -> dict[str, str]:
    by, words = _by(table), table.story.title
    told = a_cost_story(system=table.system, by=by, words=words, learnt=words)
    return {
        **_costs(table, told.pk),
        **_measures(table, by, words),
        **_planning(table, by, words),
        **_learning(table, by, words),
    }


def _by(table: Table) -> Person:
    assert table.story.by is not None
    return table.story.by


def _costs(table: Table, told: Any) -> dict[str, str]:
    named = {"cost_stories": table.system.pk, "tell_costs": table.system.pk, "costs": told}
    return _reversed("experiments", named)


def _reversed(room: str, named: dict[str, Any]) -> dict[str, str]:
    return {f"{room}:{page}": reverse(f"{room}:{page}", args=[pk]) for page, pk in named.items()}


def _measures(table: Table, by: Person, words: str) -> dict[str, str]:
    system = table.system
    looked_at = a_measure(system, by=by, name=words, unit="days", why=words, hoped=Hoped.DOWN)
    days = some_points(looked_at, [*BEFORE, None, *SINCE], by=by)
    aid = a_measure(system, by=by, name=f"By law: {words}", kind=Kind.AID)
    some_points(aid, BEFORE, by=by)
    beside = {
        "note": a_note(looked_at, by=by, words=words, on=days[3]).pk,
        "aside": an_aside(looked_at, period=days[4], by=by, words=words).pk,
        "freeze": a_freeze(looked_at, base_until=days[11], by=by, words=words).pk,
        "chart": measures.keep_chart(measure=looked_at, by=by, words=words).pk,
        "reset": a_reset(looked_at, starts=days[13], by=by).pk,
        "rolling": measures.say_rolling(measure=looked_at, maybe=False, words=words, by=by).pk,
    }
    measures.make_feed(measure=looked_at, by=by)
    about = [
        "measure",
        "define",
        "count_people",
        "stop",
        "write_note",
        "set_aside",
        "hold_still",
        "set_anew",
        "say_rolling",
    ]
    about += ["keep_chart", "counted", "enter", "paste", "bring", "export", "feeds"]
    of_system = ["measures", "begin", "aids", "begin_aid", "questions"]
    named = beside | dict.fromkeys(about, looked_at.pk) | dict.fromkeys(of_system, system.pk)
    return _reversed("measures", named | _questions(table, by, words))


def _questions(table: Table, by: Person, words: str) -> dict[str, Any]:
    """It was counted another way twice: one question waits, and one is answered."""
    first = months(1)[0]
    counted = a_measure(table.system, by=by, name=f"Anew: {words}", on=first)
    days = some_points(counted, BEFORE, by=by)
    for day in (days[4], days[8]):
        measures.define(measure=counted, definition=words, changed=words, holds_from=day, by=by)
    measures.notice(measure=counted)
    waits, other = counted.questions.order_by("pk")[:2]
    answer = measures.answer(question=other, words=words, by=by)
    return {"question": waits.pk, "answer": answer.pk}


def _planning(table: Table, by: Person, words: str) -> dict[str, str]:
    """A plan that is being made."""
    bare = an_experiment(system=table.system, by=by, words=words)
    plan = a_plan(experiment=an_experiment(system=table.system, by=by, words=words), by=by)
    hazard, sign = a_hazard(plan=plan, by=by, hazard=words), a_stop_sign(plan=plan, by=by)
    steps = ["say_anew", "choose", "no_balancing", "expect", "fix", "lock"]
    named = dict.fromkeys([*steps, "name_hazard", "agree_sign"], plan.pk)
    named |= {
        "begin_plan": bare.pk,
        "take_off": plan.chosen.now()[0].pk,
        "let_hazard_go": hazard.pk,
        "let_sign_go": sign.pk,
        "hand_over_sign": sign.pk,
        "stop_and_talk": sign.pk,
    }
    return _reversed("experiments", named)


def _learning(table: Table, by: Person, words: str) -> dict[str, str]:
    """A plan that was locked, and what came of it."""
    tried = an_experiment(system=table.system, by=by, words=words)
    plan = counted_weekly(experiment=tried, by=by)
    small = a_cycle(experiment=tried, by=by, plan=words, made="yes")
    study = a_study(experiment=tried, by=by, words=words)
    named = {
        "plan": plan.pk,
        "change": _changed(plan, by, words),
        "talk": a_talk(sign=a_stop_sign(plan=plan, by=by), by=by, words=words).pk,
        "cycles": tried.pk,
        "begin_cycle": tried.pk,
        "cycle": small.pk,
        "compare": tried.pk,
        "study": study.pk,
        "up_for_it": tried.pk,
        "invited": _invited(tried, by),
    }
    return _reversed("experiments", named)


def _changed(plan: Plan, by: Person, words: str) -> Any:
    decide_on = timezone.localdate() + timedelta(days=200)
    experiments.fix(
        plan=plan,
        by_rules=plan.rules,
        baseline=plan.baseline,
        decide_on=decide_on,
        why=words,
        by=by,
    )
    return plan.changes.order_by("pk")[0].pk


def _invited(tried: Experiment, by: Person) -> Any:
    return experiments.invite(experiment=tried, people=[by], by=by)[0].pk


OWN_PAGES = ["experiments:tried", "experiments:surprises"]
NOT_PAGES = {
    "measures:make_feed": "only ever sent to",
    "measures:stop_feed": "only ever sent to",
    "measures:send": "where a file or a program sends what was counted",
}
