from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Because, Entry, Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import Experiment, How, Stands
from alongside.learning.experiments.testing import a_conclusion, a_learning, an_experiment
from alongside.learning.sensemaking.testing import an_insight

pytestmark = pytest.mark.django_db


def test_anybody_around_the_table_begins_because_of_nothing(ruth: Person) -> None:
    system, kerry = a_system(by=ruth), a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    tried = an_experiment(system=system, by=kerry)
    assert not Because.objects.exists()
    assert (tried.started_on, tried.until) == (timezone.localdate(), None)
    event = Event.objects.get(kind=ExperimentEvent.BEGUN)
    assert (event.thing, event.by) == (tried.pk, kerry.pk)


def test_it_may_rest_on_an_insight_or_one_story(ruth: Person) -> None:
    system = a_system(by=ruth)
    heard = an_entry(system, by=ruth)
    insight = an_insight(system=system, by=ruth, because=[heard])
    an_experiment(system=system, by=ruth, because=[insight.entry])
    an_experiment(system=system, by=ruth, because=[heard])
    assert Because.objects.filter(of=insight.pk).count() == 1


@pytest.mark.parametrize("question", ["legal", "safe"])
def test_both_questions_are_answered_in_words(ruth: Person, question: str) -> None:
    system = a_system(by=ruth)
    with pytest.raises(Refused, match=f"Is it {question}"):
        an_experiment(system=system, by=ruth, **{question: " \n"})
    an_experiment(system=system, by=ruth, **{question: "Yes."})


def test_there_is_no_third_question_elsewhere_than_in_a_life(ruth: Person) -> None:
    an_experiment(system=a_system(by=ruth), by=ruth, their_say="")
    life = a_life(by=ruth)
    with pytest.raises(Refused, match="what the person says"):
        an_experiment(system=life, by=ruth, their_say="")
    tried = an_experiment(system=life, by=ruth, their_say="I would like that.")
    assert Entry.objects.get(pk=tried.pk).title == ""


def test_nobody_elsewhere_begins_here(ruth: Person) -> None:
    with pytest.raises(PermissionDenied):
        an_experiment(system=a_system(by=ruth), by=a_person("Eve"))


def test_what_was_said_in_a_life_stays_in_it(ruth: Person) -> None:
    said = an_entry(a_life(by=ruth), by=ruth)
    with pytest.raises(Refused, match="stays there"):
        an_experiment(system=a_system(by=ruth), by=ruth, because=[said])


def test_the_day_to_look_again_comes_after(ruth: Person) -> None:
    system, today = a_system(by=ruth), timezone.localdate()
    with pytest.raises(Refused, match="look again"):
        an_experiment(system=system, by=ruth, until=today - timedelta(days=1))
    tried = an_experiment(system=system, by=ruth, on=date(2026, 1, 5), until=date(2026, 3, 5))
    assert tried.entry.when == "5 January 2026"


def test_learning_is_anything_somebody_noticed(ruth: Person) -> None:
    tried = an_experiment(system=a_system(by=ruth), by=ruth)
    learning = a_learning(experiment=tried, by=ruth, happened="", hard="The queue at the bank.")
    assert words_of([learning.entry])[learning.pk] == {"hard": "The queue at the bank."}
    with pytest.raises(Refused, match="what you noticed"):
        a_learning(experiment=tried, by=ruth, happened="")


def test_how_it_stands_is_the_last_thing_said(ruth: Person) -> None:
    tried = an_experiment(system=a_system(by=ruth), by=ruth)
    assert _stands(tried) == Stands.GOING_ON
    a_conclusion(experiment=tried, by=ruth, how=How.KEEP)
    assert _stands(tried) == Stands.KEEP
    later = a_conclusion(experiment=tried, by=ruth, how=How.LET_GO)
    assert _stands(tried) == Stands.LET_GO
    assert tried.conclusions.count() == 2
    logbook.withdraw(entry=later.entry, by=ruth)
    assert _stands(tried) == Stands.KEEP


def test_a_conclusion_rests_on_what_was_tried_and_learnt(ruth: Person) -> None:
    tried = an_experiment(system=a_system(by=ruth), by=ruth)
    learning = a_learning(experiment=tried, by=ruth)
    conclusion = a_conclusion(experiment=tried, by=ruth)
    rested = set(Because.objects.filter(entry=conclusion.pk).values_list("of", flat=True))
    assert rested == {tried.pk, learning.pk}


def test_something_else_is_tried_because_of_what_was_changed(ruth: Person) -> None:
    system = a_system(by=ruth)
    changed = a_conclusion(
        experiment=an_experiment(system=system, by=ruth), by=ruth, how=How.CHANGE
    )
    again = an_experiment(system=system, by=ruth, because=[changed.entry])
    assert Because.objects.get(entry=again.pk).of_id == changed.pk


def test_a_principle_is_offered_to_somebody(ruth: Person) -> None:
    system, housing = a_system(by=ruth), a_system(by=a_person(), name="Housing")
    tried = an_experiment(system=system, by=ruth)
    with pytest.raises(Refused, match="whom you offer it to"):
        a_conclusion(experiment=tried, by=ruth, how=How.OFFER)
    named = a_conclusion(experiment=tried, by=ruth, how=How.OFFER, others=[housing])
    assert Audience.objects.filter(entry=named.pk, system=housing, reach=Reach.TABLE).exists()
    for_all = a_conclusion(experiment=tried, by=ruth, how=How.OFFER, anyone=True)
    assert Audience.objects.filter(entry=for_all.pk, reach=Reach.ANYONE).exists()


def test_what_was_tried_in_a_life_stays_in_it(ruth: Person) -> None:
    tried, place = an_experiment(system=a_life(by=ruth), by=ruth), a_system(by=ruth)
    for told in ({"anyone": True}, {"others": [place]}, {}):
        with pytest.raises(Refused, match="stays in it"):
            a_conclusion(experiment=tried, by=ruth, how=How.OFFER, **told)
    a_conclusion(experiment=tried, by=ruth)
    assert _stands(tried) == Stands.KEEP


def test_nothing_is_offered_into_a_life(ruth: Person) -> None:
    tried, life = an_experiment(system=a_system(by=ruth), by=ruth), a_life(by=ruth)
    with pytest.raises(Refused, match="not somebody’s life"):
        a_conclusion(experiment=tried, by=ruth, how=How.OFFER, others=[life])


def test_a_way_of_concluding_that_is_not_there_is_refused(ruth: Person) -> None:
    tried = an_experiment(system=a_system(by=ruth), by=ruth)
    with pytest.raises(Refused, match="Choose what you do"):
        actions.conclude(experiment=tried, how="reject", words="No.", by=ruth)


def test_what_reaches_few_stays_with_few(ruth: Person) -> None:
    tried = an_experiment(system=a_system(by=ruth), by=ruth, reach=Reach.US)
    for entry in (a_learning(experiment=tried, by=ruth), a_conclusion(experiment=tried, by=ruth)):
        reaches = Audience.objects.filter(entry=entry.pk).values_list("reach", flat=True)
        assert list(reaches) == [Reach.US]


def test_those_elsewhere_who_read_it_do_not_conclude_it(ruth: Person) -> None:
    ben = a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    tried = an_experiment(system=a_system(by=ruth), by=ruth, others=[housing])
    with pytest.raises(PermissionDenied):
        a_conclusion(experiment=tried, by=ben)
    with pytest.raises(PermissionDenied):
        a_learning(experiment=tried, by=ben)


def _stands(tried: Experiment) -> str:
    found: Any = Experiment.objects.standing().get(pk=tried.pk)
    return str(found.stands)
