"""Who may plan, choose, stop and answer; and that nothing that is tried needs any of it."""

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import expected, rules
from alongside.learning.experiments.models import Hazard, Invited, Plan, StopSign
from alongside.learning.experiments.testing import (
    a_conclusion,
    a_learning,
    a_plan,
    a_stop_sign,
    an_experiment,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Kind

pytestmark = pytest.mark.django_db


def test_anybody_around_the_table_goes_on_with_a_plan(ruth: Person, system: System) -> None:
    kerry = a_person("Kerry")
    tried = an_experiment(system=system, by=ruth).entry
    for person, allowed in ((ruth, True), (kerry, False)):
        assert rules.can_plan(person, tried) is allowed
        assert rules.can_invite(person, tried) is allowed
        assert rules.can_stop_and_talk(person, tried) is allowed
        assert rules.can_say_what_was_decided(person, tried) is allowed
    a_seat(system, by=ruth, person=kerry)
    assert rules.can_plan(kerry, tried)


def test_in_a_life_there_is_no_plan(ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth).entry
    assert not rules.can_plan(ruth, tried)
    assert not rules.can_invite(ruth, tried)


def test_trying_learning_and_concluding_need_no_plan(ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth)
    a_learning(experiment=tried, by=ruth)
    a_conclusion(experiment=tried, by=ruth)
    assert not Plan.objects.exists()


def test_only_what_the_table_itself_counts_is_looked_at(ruth: Person, system: System) -> None:
    plan = a_plan(experiment=an_experiment(system=system, by=ruth), by=ruth)
    elsewhere = a_system(by=ruth, name="Housing")
    theirs = measures.begin(
        system=elsewhere,
        by=ruth,
        kind=Kind.OUTCOME,
        name="Doors opened",
        definition="Counted.",
        burden="Nobody’s.",
    )
    assert not rules.can_choose(ruth, plan, theirs)


def test_what_is_asked_before_the_lock(ruth: Person, system: System) -> None:
    plan = a_plan(experiment=an_experiment(system=system, by=ruth), by=ruth)
    assert rules.still_asked(plan, {}, ["main", "balancing"]) == []
    assert len(rules.still_asked(plan, {}, ["main"])) == 1
    assert rules.still_asked(plan, {"no_balancing": "We looked."}, ["main"]) == []
    assert len(rules.still_asked(Plan(), {}, [])) == 4


def test_those_around_a_table_sit_there_and_are_not_kept_out(ruth: Person, system: System) -> None:
    kerry, eve = a_person("Kerry"), a_person("Eve")
    a_seat(system, by=ruth, person=kerry)
    reader = Reader.of(ruth)
    assert [person.name for person in rules.around(system, reader)] == ["Kerry", "Ruth"]
    assert rules.are_around(system, reader, [ruth, kerry])
    assert not rules.are_around(system, reader, [ruth, eve])


def test_nobody_scores_how_likely_or_how_bad(ruth: Person, system: System) -> None:
    """What could go wrong has who would notice; a sign has an owner; an invitation no reason."""
    names = {
        model: {field.name for field in model._meta.get_fields()}
        for model in (Hazard, StopSign, Invited)
    }
    kept = {"id", "plan", "number", "at", "taken_off_at"}
    assert names == {
        Hazard: kept | {"noticer", "measure"},
        StopSign: kept | {"owner", "talks"},
        Invited: {"id", "experiment", "person", "by", "at", "says"},
    }


def test_a_plan_has_nothing_to_reach(ruth: Person, system: System) -> None:
    names = {field.name for field in Plan._meta.get_fields()}
    assert not names & {"target", "goal", "threshold", "score", "status", "rag", "approved_by"}


def test_the_print_says_whether_it_is_as_it_was_locked(ruth: Person, system: System) -> None:
    plan = a_plan(experiment=an_experiment(system=system, by=ruth), by=ruth)
    assert not rules.is_as_locked(plan)
    locked = a_plan(experiment=an_experiment(system=system, by=ruth), by=ruth, locked=True)
    a_stop_sign(plan=locked, by=ruth)
    assert rules.is_as_locked(locked)
    locked.high = 60
    assert not rules.is_as_locked(locked)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("down", 3, 6, "weeks"), "goes down by 3 to 6 weeks"),
        (("up", 0, 6, ""), "goes up by up to 6"),
        (("up", 5, 5, "%"), "goes up by 5 percentage points"),
        (("neither", 0, 0.5, "days"), "stays about where it is, up to 0.5 days either way"),
    ],
)
def test_what_is_expected_is_a_sentence(said: tuple[str, float, float, str], sentence: str) -> None:
    assert expected.in_words(*said) == sentence
