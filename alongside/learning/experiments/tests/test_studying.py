"""What was counted beside what was expected, and what may be said of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Because
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_life, a_seat
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.models import (
    AsWhat,
    Cycle,
    Direction,
    Experiment,
    Result,
    Rules,
    Seen,
    Study,
)
from alongside.learning.experiments.rules.power import honest_power
from alongside.learning.experiments.testing import (
    BEFORE,
    a_cycle,
    a_plan,
    a_study,
    an_experiment,
    counted_weekly,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.rules.keeping import replayed

pytestmark = pytest.mark.django_db


def made(tried: Experiment, by: Person, answer: str = "yes") -> None:
    a_cycle(experiment=tried, by=by, made=answer)


# --- what is worked out by itself ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "result"),
    [
        ((6, 5, 6.5, 5.5, 6, 5, 6.5, 5.5, 6, 5), Result.AS_EXPECTED),
        ((8.5, 8, 8.5, 8.2, 8.4, 8.1, 8.6, 8, 8.3, 8.2), Result.SMALLER),
        ((2, 3, 2.5, 2, 3, 2.5, 2, 3, 2.5, 2), Result.LARGER),
        ((14, 13, 14.5, 14, 13, 14.5, 14, 13, 14, 13), Result.OTHER_WAY),
        ((10, 9, 11, 10.5, 9.5, 10, 11, 9, 10.5, 9.5), Result.NO_SIGNAL),
        ((6, 5, 6), Result.TOO_FEW),
        ((), Result.TOO_FEW),
    ],
)
def test_the_result_is_arithmetic(
    ruth: Person, tried: Experiment, since: tuple[float, ...], result: Result
) -> None:
    counted_weekly(experiment=tried, by=ruth, since=since)
    made(tried, ruth)
    assert a_study(experiment=tried, by=ruth).result == result


def test_it_goes_by_the_rules_fixed_in_the_plan(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, since=(10, 6, 5, 10, 11, 10, 9.5))
    made(tried, ruth)
    assert a_study(experiment=tried, by=ruth).result == Result.TOO_FEW
    fixed: dict[str, Any] = {"baseline": 12, "decide_on": plan.decide_on}
    actions.fix(plan=plan, by_rules=Rules.MDC, by=ruth, why="One week matters.", **fixed)
    seen = a_study(experiment=tried, by=ruth)
    assert seen.result == Result.SMALLER
    assert {row.chart.settings["rules"] for row in seen.seen.select_related("chart")} == {"mdc"}


def test_points_that_were_moving_before_are_said_to_be(ruth: Person, tried: Experiment) -> None:
    falling = [20.0 - n / 2 for n in range(14)]
    plan = counted_weekly(experiment=tried, by=ruth, before=falling)
    main = rules.looked_at(Reader.of(ruth), plan)[0]
    assert (main.is_main, main.moving) == (True, True)
    other = an_experiment(system=tried.entry.system, by=ruth)
    steady = counted_weekly(experiment=other, by=ruth)
    assert not rules.looked_at(Reader.of(ruth), steady)[0].moving


def test_what_might_get_worse_stands_right_beside_it(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, beside=[3.0] * 12 + [9.0] * 10)
    looked = rules.looked_at(Reader.of(ruth), plan)
    assert [one.as_what for one in looked] == [AsWhat.MAIN, AsWhat.BALANCING]
    assert (looked[1].compared.before, looked[1].compared.after) == (3.0, 9.0)


def test_after_how_many_points_a_shift_could_show() -> None:
    assert [rules.could_show("anhoej", before) for before in (10, 12, 24, 60)] == [8, 8, 9, 10]
    assert rules.could_show("mdc", 12) == 7


def test_what_is_set_aside_is_in_no_middle(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, since=(90.0, *[6.0, 5.0] * 5))
    main = rules.looked_at(Reader.of(ruth), plan)[0]
    assert main.compared.n_after == 11
    assert plan.starts_on is not None
    begins = plan.starts_on
    measures.set_aside(measure=main.chart.measure, period=begins, words="Strike.", by=ruth)
    assert rules.looked_at(Reader.of(ruth), plan)[0].compared.n_after == 10


# --- nothing is claimed without the change --------------------------------------------------------


@pytest.mark.parametrize("answer", ["", "no"])
def test_without_the_change_there_is_no_claim(ruth: Person, tried: Experiment, answer: str) -> None:
    counted_weekly(experiment=tried, by=ruth)
    a_cycle(experiment=tried, by=ruth, made=answer, do="We meant to.")
    with pytest.raises(Refused, match="really made"):
        a_study(experiment=tried, by=ruth)
    said = a_study(experiment=tried, by=ruth, words="Nobody had time.", not_made=True)
    assert said.result == Result.NOT_MADE
    assert (said.before, said.after) == (None, None)
    assert not said.seen.exists()


@pytest.mark.parametrize("answer", ["yes", "partly"])
def test_made_at_least_partly_is_enough(ruth: Person, tried: Experiment, answer: str) -> None:
    counted_weekly(experiment=tried, by=ruth)
    made(tried, ruth, "no")
    made(tried, ruth, answer)
    assert a_study(experiment=tried, by=ruth).result == Result.AS_EXPECTED
    with pytest.raises(Refused, match="says that the change was made"):
        a_study(experiment=tried, by=ruth, not_made=True)


def test_a_small_try_taken_back_says_nothing(ruth: Person, tried: Experiment) -> None:
    counted_weekly(experiment=tried, by=ruth)
    cycle = a_cycle(experiment=tried, by=ruth, made="yes")
    logbook.withdraw(entry=cycle.entry, by=ruth)
    with pytest.raises(Refused, match="really made"):
        a_study(experiment=tried, by=ruth)


def test_nothing_is_held_against_what_nobody_expected(ruth: Person, tried: Experiment) -> None:
    made(tried, ruth)
    with pytest.raises(Refused, match="Nobody wrote down what they expected"):
        a_study(experiment=tried, by=ruth)
    a_plan(experiment=tried, by=ruth)
    with pytest.raises(Refused, match="not locked"):
        a_study(experiment=tried, by=ruth)


def test_it_needs_a_sentence_and_a_seat(ruth: Person, tried: Experiment) -> None:
    counted_weekly(experiment=tried, by=ruth)
    made(tried, ruth)
    with pytest.raises(Refused, match="what you see"):
        a_study(experiment=tried, by=ruth, words=" ")
    with pytest.raises(PermissionDenied):
        a_study(experiment=tried, by=a_person("Eve"))
    kerry = a_person("Kerry")
    a_seat(tried.entry.system, by=ruth, person=kerry)
    a_study(experiment=tried, by=kerry)


def test_in_a_life_nothing_is_studied(ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    assert not rules.can_study(ruth, tried.entry)
    with pytest.raises(PermissionDenied):
        a_study(experiment=tried, by=ruth)


# --- what is kept ---------------------------------------------------------------------------------


def test_the_charts_are_kept_and_drawn_again_exactly(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, beside=[3.0] * 22)
    made(tried, ruth)
    seen = a_study(experiment=tried, by=ruth, people="“It is so much quicker.”")
    kept = list(
        Seen.objects.filter(study=seen)
        .select_related("chart__measure__entry__system")
        .order_by("pk")
    )
    assert [row.as_what for row in kept] == [AsWhat.MAIN, AsWhat.BALANCING]
    assert words_of([seen.entry])[seen.pk]["people"] == "“It is so much quicker.”"
    main, begins = kept[0].chart, plan.starts_on
    assert begins is not None
    assert (seen.known_at, seen.before, seen.after) == (main.known_at, 10.0, 5.75)
    rested = set(Because.objects.filter(entry=seen.pk).values_list("of", flat=True))
    assert {tried.pk, plan.pk, main.pk, tried.cycles.get().pk} <= rested
    measures.correct(measure=main.measure, point=Counted(begins, 60.0), by=ruth)
    for row in kept:
        assert replayed(Reader.of(ruth), row.chart).same
    seen.refresh_from_db()
    assert seen.after == 5.75
    assert a_study(experiment=tried, by=ruth).known_at > seen.known_at


def test_another_change_on_the_same_measure_moves_no_limits_of_this_one(
    ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    made(tried, ruth)
    main = rules.looked_at(Reader.of(ruth), plan)[0]
    today = timezone.localdate()
    with pytest.raises(Refused, match="held still already"):
        measures.freeze(measure=main.chart.measure, base_until=today, words="We go on.", by=ruth)
    again = rules.looked_at(Reader.of(ruth), plan)[0]
    assert again.compared == main.compared
    assert again.chart.analysis is not None
    assert again.chart.analysis.stretches[0].base == 12
    seen = a_study(experiment=tried, by=ruth).seen.select_related("chart__measure__entry__system")
    assert all(replayed(Reader.of(ruth), row.chart).same for row in seen)
    assert seen[0].chart.results["stretches"][0]["base"] == 12


def test_what_was_tried_stands_on_the_day_of_the_change(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    main = rules.looked_at(Reader.of(ruth), plan)[0]
    assert plan.starts_on is not None
    assert plan.starts_on < tried.started_on
    assert [mark.when for mark in main.chart.marks] == [plan.starts_on]


def test_a_look_before_the_day_is_said_to_be_one(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    made(tried, ruth)
    early = a_study(experiment=tried, by=ruth)
    assert early.is_early
    today = timezone.localdate()
    fixed: dict[str, Any] = {"by_rules": Rules.ANHOEJ, "baseline": 12, "decide_on": today}
    actions.fix(plan=plan, by=ruth, why="The board meets today.", **fixed)
    assert not a_study(experiment=tried, by=ruth).is_early
    early.refresh_from_db()
    assert early.is_early, "the day that was named then"


def test_the_expectation_held_against_it_is_the_first(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    made(tried, ruth)
    actions.expect_now(
        plan=plan,
        direction=Direction.UP,
        low=1,
        high=2,
        by_when=timezone.localdate() + timedelta(days=9),
        why="It looks otherwise now.",
        by=ruth,
    )
    seen = a_study(experiment=tried, by=ruth)
    assert (seen.direction, seen.low, seen.high) == ("down", 3, 6)
    assert seen.result == Result.AS_EXPECTED


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": "achieved"},
        {"result": Result.LARGER, "after": None},
        {"result": Result.SMALLER, "before": None},
        {"result": Result.NOT_MADE},
        {"low": 9.0, "high": 3.0},
    ],
)
def test_the_database_refuses_what_cannot_be(
    ruth: Person, tried: Experiment, wrong: dict[str, Any]
) -> None:
    fine: dict[str, Any] = {"result": Result.AS_EXPECTED, "before": 10.0, "after": 6.0}
    fine |= {"experiment": tried, "known_at": timezone.now(), "low": 3.0, "high": 6.0}
    entry = an_entry(tried.entry.system, by=ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        Study.objects.create(entry=entry, **fine | wrong)
    Study.objects.create(entry=entry, **fine)


def test_what_was_seen_is_kept_as_it_was(ruth: Person, tried: Experiment) -> None:
    counted_weekly(experiment=tried, by=ruth)
    made(tried, ruth)
    seen = Study.objects.filter(pk=a_study(experiment=tried, by=ruth).pk)
    others: list[dict[str, Any]] = [
        {"result": Result.LARGER},
        {"after": 1.0},
        {"high": 60.0},
        {"known_at": timezone.now()},
        {"decide_on": None},
    ]
    for other in others:
        with pytest.raises(IntegrityError), transaction.atomic():
            seen.update(**other)


def test_the_database_knows_none_in_a_life(ruth: Person) -> None:
    life = a_life(by=ruth)
    tried, entry = an_experiment(system=life, by=ruth), an_entry(life, by=ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.create(entry=entry, experiment=tried, number=1, began_on=tried.started_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        Study.objects.create(
            entry=entry, experiment=tried, known_at=timezone.now(), result=Result.TOO_FEW
        )


def test_no_result_is_a_pass_or_a_fail_or_a_cause() -> None:
    said = " ".join([*Result.values, *(str(result.label) for result in Result)]).lower()
    for word in ("pass", "fail", "success", "achieve", "good", "bad", "caused", "work", "score"):
        assert word not in said
    names = {field.name for field in Study._meta.get_fields()}
    assert names == {
        "entry", "experiment", "known_at", "decide_on", "result", "direction", "low", "high",
        "before", "after", "seen",
    }  # fmt: skip


# --- honest power --------------------------------------------------------------------------------


def test_how_soon_it_would_show_goes_by_their_own_history(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    said = honest_power(Reader.of(ruth), plan)
    assert said is not None
    assert said.sentence == (
        "With your history, a change of 3 weeks would show after about 8 points."
    )
    assert said.soon_enough is True


def test_too_little_history_is_said_to_be(ruth: Person, tried: Experiment) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, before=BEFORE[:4], since=())
    said = honest_power(Reader.of(ruth), plan)
    assert said is not None
    assert "Too few points" in said.sentence
    assert said.soon_enough is None


def test_who_may_not_read_the_measure_is_told_nothing_of_it(
    ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    assert honest_power(Reader.of(a_person("Eve")), plan) is None
    assert rules.looked_at(Reader.of(a_person("Eve")), plan) == []
