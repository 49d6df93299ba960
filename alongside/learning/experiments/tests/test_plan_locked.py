"""The lock, what the database itself refuses from then on, and what changes later."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Because, Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    AsWhat,
    Change,
    Chosen,
    ExpectedLater,
    Experiment,
    Plan,
    Rules,
    What,
    guards,
)
from alongside.learning.experiments.testing import a_plan, an_experiment
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Freeze, Kind, Note, Often
from alongside.learning.measures.models.points import Reading

from .plans import DAY, TODAY, a_measure, expecting, words

pytestmark = pytest.mark.django_db


# --- the lock -----------------------------------------------------------------------------


def test_it_is_locked_by_one_button_and_the_record_knows(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    assert plan.is_locked
    assert plan.locked_by == ruth
    assert rules.is_as_locked(plan)
    event = Event.objects.get(kind=ExperimentEvent.LOCKED)
    assert event.thing == plan.pk
    assert "Letters" not in event.data
    with pytest.raises(Refused, match="locked already"):
        actions.lock(plan=plan, by=ruth)


def test_without_something_that_might_get_worse_it_is_not_locked(
    ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    actions.take_off(chosen=plan.chosen.now().get(as_what=AsWhat.BALANCING), by=ruth)
    with pytest.raises(Refused, match="might get worse elsewhere"):
        actions.lock(plan=plan, by=ruth)
    actions.say_anew(plan=plan, part="no_balancing", words="Nothing else is touched.", by=ruth)
    actions.lock(plan=plan, by=ruth)


def test_a_bare_plan_says_what_is_left(ruth: Person, tried: Experiment) -> None:
    plan = actions.begin_plan(experiment=tried, change="Sit down first.", by=ruth)
    with pytest.raises(Refused, match=r"most want to see move.*might get worse.*expect.*decide"):
        actions.lock(plan=plan, by=ruth)


def test_it_is_locked_before_results(ruth: Person, system: System, tried: Experiment) -> None:
    main = a_measure(system, ruth)
    plan = a_plan(experiment=tried, by=ruth, main=main)
    Reading.objects.create(measure=main, period=TODAY() - DAY, value=6, by=ruth)
    assert not rules.results_are_there(plan), "what came before is no result"
    Reading.objects.create(measure=main, period=TODAY(), value=2, by=ruth)
    assert rules.results_are_there(plan)
    with pytest.raises(Refused, match="Points have come in"):
        actions.lock(plan=plan, by=ruth)


def test_a_day_that_has_passed_is_not_expected(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, starts_on=TODAY() - 100 * DAY)
    with pytest.raises(Refused, match="has passed"):
        actions.lock(plan=plan, by=ruth)


def test_limits_are_held_still_where_the_change_begins(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True, before=12)
    held = Freeze.objects.all()
    assert {freeze.base_until for freeze in held} == {rules.last_over(TODAY(), Often.MONTH)}
    assert {freeze.measure_id for freeze in held} == set(
        plan.chosen.values_list("measure", flat=True)
    )
    assert Because.objects.filter(entry=held[0].pk, of=tried.pk).exists()


def test_what_is_held_still_already_stays_so(
    ruth: Person, system: System, tried: Experiment
) -> None:
    main = a_measure(system, ruth)
    held = measures.freeze(measure=main, base_until=TODAY() - 9 * DAY, words="Before.", by=ruth)
    a_plan(experiment=tried, by=ruth, main=main, locked=True)
    assert [each.pk for each in Freeze.objects.filter(measure=main)] == [held.pk]
    assert Note.objects.filter(measure=main, on=TODAY()).exists()


def test_with_nothing_before_the_chart_says_that_something_is_tried(
    ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    actions.fix(plan=plan, by_rules=Rules.MDC, baseline=0, decide_on=TODAY() + 99 * DAY, by=ruth)
    actions.lock(plan=plan, by=ruth)
    assert not Freeze.objects.exists()
    assert Note.objects.filter(on=TODAY()).count() == 2


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        (actions.expect, expecting(high=60)),
        (actions.say_anew, {"part": "why", "words": "We knew it."}),
        (actions.say_anew, {"part": "no_balancing", "words": "Nothing."}),
    ],
)
def test_what_is_locked_is_not_said_otherwise(
    ruth: Person, tried: Experiment, verb: Any, given: dict[str, Any]
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    with pytest.raises(Refused, match="locked"):
        verb(plan=plan, by=ruth, **given)
    with pytest.raises(Refused, match="locked"):
        actions.take_off(chosen=plan.chosen.get(as_what=AsWhat.MAIN), by=ruth)
    assert rules.is_as_locked(plan)


# --- what the database itself refuses -----------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"high": 60},
        {"low": 0},
        {"direction": "up"},
        {"by_when": TODAY() + 400 * DAY},
        {"starts_on": TODAY() - DAY},
        {"locked_at": timezone.now() - 9 * DAY},
        {"locked_at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_keeps_what_was_expected(
    ruth: Person, tried: Experiment, change: dict[str, Any]
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    with pytest.raises(IntegrityError, match="expected is locked"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**change)
    assert rules.is_as_locked(Plan.objects.get(pk=plan.pk))


def test_the_database_does_not_let_go_of_a_locked_plan(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    main = Chosen.objects.filter(plan=plan, as_what=AsWhat.MAIN)
    changes: list[Callable[[], Any]] = [
        lambda: Plan.objects.filter(pk=plan.pk)._raw_delete("default"),
        lambda: main._raw_delete("default"),
        lambda: main.update(taken_off_at=timezone.now()),
        lambda: main.update(as_what=AsWhat.BALANCING),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="expected is locked"), transaction.atomic():
            change()
    Plan.objects.filter(pk=plan.pk).update(decide_on=TODAY() + 200 * DAY, locked_by=None)


def test_the_database_lets_nobody_lock_a_plan_before_it_was_begun(
    ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    with pytest.raises(IntegrityError, match="after it was begun"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(locked_at=timezone.now() - 30 * DAY)
    whole = {field.attname: getattr(plan, field.attname) for field in Plan._meta.concrete_fields}
    plan.delete()
    with pytest.raises(IntegrityError, match="after it was begun"), transaction.atomic():
        Plan.objects.create(**(whole | {"locked_at": timezone.now()}))


def test_on_sqlite_nothing_is_written_over_a_locked_plan(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    sql = (
        "INSERT INTO experiments_plan (entry_id, experiment_id, direction, rules) "
        "VALUES (%s, %s, '', '')"
    )
    if connection.vendor == "sqlite":
        sql = sql.replace("INSERT", "INSERT OR REPLACE")
    given = [
        connection.ops.adapt_unknown_value(pk.hex if connection.vendor == "sqlite" else pk)
        for pk in (plan.pk, tried.pk)
    ]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, given)


def test_the_database_takes_no_plan_of_a_life(ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    with pytest.raises(IntegrityError, match="in a life"), transaction.atomic():
        Plan.objects.create(entry=tried.entry, experiment=tried)


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": -1},
        {"low": 9},
        {"low": 2, "high": None},
        {"by_when": TODAY() - DAY},
        {"decide_on": TODAY() - DAY},
        {"locked_at": timezone.now() + DAY, "direction": ""},
        {"locked_at": timezone.now() + DAY, "baseline": None},
    ],
)
def test_the_database_takes_no_plan_that_makes_no_sense(
    ruth: Person, tried: Experiment, wrong: dict[str, Any]
) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**wrong)


def test_the_guards_are_there_and_missed_when_they_are_not() -> None:
    assert guards.missing(connection) == []
    assert guards.guards_are_there() == []
    try:
        guards.lift(connection)
        assert len(guards.missing(connection)) == len(guards.guards(connection.vendor))
        assert "would let what was expected be changed" in guards.guards_are_there()[0].msg
    finally:
        guards.install(connection)
    assert guards.missing(connection) == []


# --- what changes later -----------------------------------------------------------------------


def test_what_is_expected_later_stands_beside_the_first(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth)
    now = {k: v for k, v in expecting(high=9).items() if k != "starts_on"}
    with pytest.raises(Refused, match="Nothing is locked yet"):
        actions.expect_now(plan=plan, by=ruth, **now)
    actions.lock(plan=plan, by=ruth)
    with pytest.raises(Refused, match="why you expect it now"):
        actions.expect_now(plan=plan, by=ruth, **(now | {"why": ""}))
    for number in (1, 2):
        later = actions.expect_now(plan=plan, by=ruth, **now)
        assert later.number == number
    assert words(plan)["expected-2"] == "Letters wait."
    with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
        ExpectedLater.objects.update(high=99)
    assert rules.is_as_locked(Plan.objects.get(pk=plan.pk))


def test_how_it_is_looked_at_changes_with_a_reason_and_is_kept(
    ruth: Person, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True, before=12)
    day = TODAY() + 150 * DAY
    otherwise: dict[str, Any] = {"by_rules": Rules.MDC, "baseline": 12, "decide_on": day}
    with pytest.raises(Refused, match="why you change it"):
        actions.fix(plan=plan, by=ruth, **otherwise)
    assert Plan.objects.get(pk=plan.pk).rules == Rules.ANHOEJ, "nothing is done by half"
    actions.fix(plan=plan, by=ruth, why="It was a long winter.", **otherwise)
    kept = [(one.what, one.was, one.now) for one in plan.changes.oldest_first()]
    assert kept == [
        (What.RULES, "anhoej", "mdc"),
        (What.DECIDE_ON, str(plan.decide_on), str(day)),
    ]
    with pytest.raises(Refused, match="Only 12 points were counted"):
        actions.fix(plan=plan, by=ruth, why="More.", **otherwise | {"baseline": 13})
    with pytest.raises(Refused, match="like that already"):
        actions.fix(plan=plan, by=ruth, why="Again.", **otherwise)


def test_a_change_of_the_plan_is_an_entry_that_rests_on_it(ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    actions.say_anew(plan=plan, part="theory", words="Otherwise.", why="We learnt.", by=ruth)
    change = Change.objects.get()
    assert (change.what, change.was, change.now) == (What.THEORY, "1", "2")
    assert words_of([change.entry])[change.pk] == {"words": "We learnt."}
    assert Because.objects.filter(entry=change.pk, of=plan.pk).exists()
    assert change.get_absolute_url().endswith(f"#{change.pk}")


def test_what_is_looked_at_changes_with_a_reason(
    ruth: Person, system: System, tried: Experiment
) -> None:
    plan = a_plan(experiment=tried, by=ruth, locked=True, before=12)
    other = a_measure(system, ruth, Kind.EXPERIENCE)
    given: dict[str, Any] = {
        "plan": plan,
        "measure": other,
        "as_what": AsWhat.EXPERIENCE,
        "by": ruth,
    }
    with pytest.raises(Refused, match="why you change it"):
        actions.choose(**given)
    chosen = actions.choose(**given, why="People said more than we counted.")
    assert Freeze.objects.filter(measure=other).exists()
    actions.take_off(chosen=chosen, why="Too much work.", by=ruth)
    kept = [(one.was, one.now) for one in plan.changes.oldest_first()]
    assert kept == [("", str(other.pk)), (str(other.pk), "")]


def test_others_at_named_tables_hear_of_it_too(ruth: Person, system: System) -> None:
    ben = a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    tried = an_experiment(system=system, by=ruth, others=[housing])
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    assert Event.objects.filter(kind=ExperimentEvent.LOCKED, chain=housing.pk).exists()
    assert not rules.can_plan(ben, tried.entry)
    a_seat(system, by=ruth, person=ben)
    actions.say_anew(plan=plan, part="theory", words="I think so too.", why="I came.", by=ben)
    assert Entry.objects.filter(pk=Change.objects.get().pk, by=ben).exists()
