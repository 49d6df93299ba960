"""Beginning a plan, what it looks at and what it expects, step by step."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Because, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    AsWhat,
    Change,
    Chosen,
    Direction,
    Experiment,
    Plan,
    Rules,
    newest,
    said,
)
from alongside.learning.experiments.testing import a_plan, an_experiment
from alongside.learning.measures.models import Kind
from alongside.learning.sensemaking.testing import an_insight

from .plans import DAY, TODAY, a_measure, expecting, words

pytestmark = pytest.mark.django_db


# --- beginning --------------------------------------------------------------------------


def test_a_plan_rests_on_what_is_tried_and_why(
    ruth: Person, system: System, tried: Experiment
) -> None:
    insight = an_insight(system=system, by=ruth)
    plan = actions.begin_plan(
        experiment=tried,
        change="Sit down first.",
        theory="They know.",
        because=[insight.entry],
        by=ruth,
    )
    rests = set(Because.objects.filter(entry=plan.pk).values_list("of", flat=True))
    assert rests == {tried.pk, insight.pk}
    assert words(plan) == {"change": "Sit down first.", "theory": "They know."}
    event = Event.objects.get(kind=ExperimentEvent.PLANNED)
    assert (event.thing, event.by) == (plan.pk, ruth.pk)


def test_a_plan_reaches_whom_it_is_about_reaches(ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth, reach=Reach.US)
    plan = actions.begin_plan(experiment=tried, change="Sit down first.", by=ruth)
    assert list(Audience.objects.filter(entry=plan.pk).values_list("reach", flat=True)) == ["us"]


def test_a_plan_in_a_life_is_refused(ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    with pytest.raises(PermissionDenied, match="one sentence and two questions"):
        actions.begin_plan(experiment=tried, change="Go out.", by=ruth)
    with pytest.raises(PermissionDenied):
        actions.invite(experiment=tried, people=[ruth], by=ruth)


def test_there_is_one_plan_and_it_says_what_changes(ruth: Person, tried: Experiment) -> None:
    with pytest.raises(Refused, match="what you change"):
        actions.begin_plan(experiment=tried, change=" ", by=ruth)
    actions.begin_plan(experiment=tried, change="Sit down first.", by=ruth)
    with pytest.raises(Refused, match="a plan already"):
        actions.begin_plan(experiment=tried, change="Sit down first.", by=ruth)


def test_nobody_from_elsewhere_plans(ruth: Person, tried: Experiment) -> None:
    eve = a_person("Eve")
    with pytest.raises(PermissionDenied):
        actions.begin_plan(experiment=tried, change="Mine.", by=eve)
    plan = a_plan(experiment=tried, by=ruth)
    for verb, given in (
        (actions.say_anew, {"part": "change", "words": "Mine."}),
        (actions.expect, expecting()),
        (actions.lock, {}),
    ):
        with pytest.raises(PermissionDenied):
            verb(plan=plan, by=eve, **given)


def test_what_was_taken_back_is_not_planned(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    logbook.withdraw(entry=tried.entry, by=ruth)
    plan = Plan.objects.get(pk=plan.pk)
    with pytest.raises((Refused, PermissionDenied)):
        actions.lock(plan=plan, by=ruth)


def test_a_plan_is_nobodys_to_take_out_of_sight(ruth: Person, tried: Experiment) -> None:
    with pytest.raises(PermissionDenied):
        logbook.withdraw(entry=a_plan(experiment=tried, by=ruth).entry, by=ruth)


def test_what_was_said_before_stays(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, change="First.")
    for text in ("Second.", "Third."):
        actions.say_anew(plan=plan, part="change", words=text, by=ruth)
    assert said(words(plan), "change") == ["First.", "Second.", "Third."]
    assert newest(words(plan), "change") == "Third."
    assert newest({}, "theory") == ""
    with pytest.raises(Refused):
        actions.say_anew(plan=plan, part="change", words="\x00", by=ruth)
    with pytest.raises(Refused):
        actions.say_anew(plan=plan, part="hazard-1", words="No.", by=ruth)


# --- what is looked at --------------------------------------------------------------------


def test_an_aid_to_learning_cannot_be_chosen(ruth: Person) -> None:
    place = a_system(by=ruth, scale=Scale.PLACE)
    plan = actions.begin_plan(
        experiment=an_experiment(system=place, by=ruth), change="Sit down.", by=ruth
    )
    aid = a_measure(place, ruth, Kind.AID)
    with pytest.raises(PermissionDenied, match="aid to learning"):
        actions.choose(plan=plan, measure=aid, as_what=AsWhat.MAIN, by=ruth)
    with pytest.raises(IntegrityError, match="aid to learning"), transaction.atomic():
        Chosen.objects.create(plan=plan, measure=aid, as_what=AsWhat.MAIN)
    other = a_measure(place, ruth)
    chosen = actions.choose(plan=plan, measure=other, as_what=AsWhat.MAIN, by=ruth)
    with pytest.raises(IntegrityError, match="aid to learning"), transaction.atomic():
        Chosen.objects.filter(pk=chosen.pk).update(measure=aid)


def test_there_is_one_main_measure_and_each_is_chosen_once(
    ruth: Person, system: System, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    main = plan.chosen.get(as_what=AsWhat.MAIN)
    with pytest.raises(Refused, match="already"):
        actions.choose(plan=plan, measure=main.measure, as_what=AsWhat.PROCESS, by=ruth)
    other = a_measure(system, ruth)
    with pytest.raises(Refused, match="Take it off first"):
        actions.choose(plan=plan, measure=other, as_what=AsWhat.MAIN, by=ruth)
    with pytest.raises(Refused, match="what you look at it for"):
        actions.choose(plan=plan, measure=other, as_what="best", by=ruth)
    actions.take_off(chosen=main, by=ruth)
    actions.choose(plan=plan, measure=other, as_what=AsWhat.MAIN, by=ruth)
    with pytest.raises(Refused, match="taken off already"):
        actions.take_off(chosen=main, by=ruth)


# --- what is expected -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"direction": "best"},
        {"high": None},
        {"low": 7.0},
        {"low": -1.0},
        {"by_when": None},
        {"starts_on": None},
        {"by_when": TODAY() - DAY},
        {"why": ""},
    ],
)
def test_what_is_expected_is_said_whole(
    ruth: Person, tried: Experiment, wrong: dict[str, Any]
) -> None:
    plan = actions.begin_plan(experiment=tried, change="Sit down first.", by=ruth)
    with pytest.raises(Refused):
        actions.expect(plan=plan, by=ruth, **expecting(**wrong))
    assert not Plan.objects.get(pk=plan.pk).says_what_is_expected


def test_what_is_expected_can_change_until_it_is_locked(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    actions.expect(plan=plan, by=ruth, **expecting(direction=Direction.NEITHER, low=2, high=4))
    plan.refresh_from_db()
    assert (plan.direction, plan.low, plan.high) == ("neither", 0, 4)
    assert not Change.objects.exists()
    with pytest.raises(Refused, match="You decide after"):
        actions.expect(
            plan=plan,
            by=ruth,
            **expecting(starts_on=TODAY() + 200 * DAY, by_when=TODAY() + 300 * DAY),
        )


def test_too_few_points_before_tell_nothing(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    for by_rules, baseline, fits in (
        (Rules.ANHOEJ, 9, False),
        (Rules.ANHOEJ, 10, True),
        (Rules.MDC, 11, False),
        (Rules.MDC, 12, True),
        (Rules.MDC, 0, True),
        (Rules.MDC, None, False),
        (Rules.MDC, -1, False),
        ("mine", 20, False),
    ):
        given: dict[str, Any] = {
            "by_rules": by_rules,
            "baseline": baseline,
            "decide_on": TODAY() + 99 * DAY,
        }
        if fits:
            actions.fix(plan=plan, by=ruth, **given)
            continue
        with pytest.raises(Refused):
            actions.fix(plan=plan, by=ruth, **given)
    for decide_on in (None, TODAY() - DAY):
        with pytest.raises(Refused):
            actions.fix(plan=plan, by_rules=Rules.MDC, baseline=12, decide_on=decide_on, by=ruth)
