import pytest

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.experiments import rules
from alongside.learning.experiments.models import Conclusion, Experiment, How, Learning
from alongside.learning.experiments.testing import an_experiment

pytestmark = pytest.mark.django_db


def test_anybody_around_the_table_tries_learns_and_concludes() -> None:
    ruth, kerry = a_person("Ruth"), a_person("Kerry")
    system = a_system(by=ruth)
    tried = an_experiment(system=system, by=ruth).entry
    for person, allowed in ((ruth, True), (kerry, False)):
        assert rules.can_try(person, system) is allowed
        assert rules.can_learn(person, tried) is allowed
        assert rules.can_conclude(person, tried) is allowed
    a_seat(system, by=ruth, person=kerry)
    assert rules.can_conclude(kerry, tried), "whoever began it and whoever steers it"


def test_those_it_is_shared_with_read_it_only() -> None:
    ruth, ben = a_person("Ruth"), a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    tried = an_experiment(system=a_system(by=ruth), by=ruth, others=[housing]).entry
    assert not rules.can_learn(ben, tried)
    assert not rules.can_conclude(ben, tried)


def test_there_is_nowhere_to_approve_reject_score_or_set_a_target() -> None:
    """No status ladder: it goes on until somebody says what they do with it, and says it anew."""
    names = {
        model: {field.name for field in model._meta.get_fields()}
        for model in (Experiment, Learning, Conclusion)
    }
    beside = {"plan", "invited", "learnings", "cycles", "studies", "conclusions"}
    assert names == {
        Experiment: {"entry", "started_on", "until"} | beside,
        Learning: {"entry", "experiment"},
        Conclusion: {"entry", "experiment", "how"},
    }
    assert set(How.values) == {"keep", "change", "let_go", "pause", "stop", "go_on", "offer"}
