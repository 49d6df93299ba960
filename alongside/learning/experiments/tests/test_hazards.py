"""What could go wrong, stopping to talk, and who is up for it: what people do with them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Because
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    Change,
    Conclusion,
    Experiment,
    Hazard,
    How,
    Invited,
    Plan,
    Stands,
    StopSign,
    Talk,
    What,
)
from alongside.learning.experiments.testing import (
    a_conclusion,
    a_hazard,
    a_plan,
    a_stop_sign,
    a_talk,
    an_experiment,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Kind

from .plans import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(ruth: Person, tried: Experiment) -> Plan:
    return a_plan(experiment=tried, by=ruth)


# --- what could go wrong ----------------------------------------------------------------------


def test_somebody_is_named_who_would_notice(plan: Plan, ruth: Person, kerry: Person) -> None:
    a_hazard(plan=plan, by=ruth)
    hazard = a_hazard(plan=plan, by=ruth, hazard="We forget somebody.", noticer=kerry)
    assert (hazard.number, hazard.noticer) == (2, kerry)
    assert words(plan)["hazard-2"] == "We forget somebody."
    assert words(plan)["safeguard-1"].startswith("Two of us")


@pytest.mark.parametrize("missing", ["hazard", "safeguard", "sign"])
def test_it_says_what_what_is_put_in_place_and_what_would_show_it(
    plan: Plan, ruth: Person, missing: str
) -> None:
    with pytest.raises(Refused):
        a_hazard(plan=plan, by=ruth, **{missing: " "})
    assert not Hazard.objects.exists()


def test_who_would_notice_is_around_the_table(plan: Plan, ruth: Person) -> None:
    eve = a_person("Eve")
    with pytest.raises(Refused, match="around this table"):
        a_hazard(plan=plan, by=ruth, noticer=eve)
    with pytest.raises(Refused, match="around this table"):
        a_stop_sign(plan=plan, by=ruth, owner=eve)


def test_what_the_table_counts_may_show_it_too(plan: Plan, system: System, ruth: Person) -> None:
    given: dict[str, Any] = {"definition": "Counted.", "burden": "A minute.", "by": ruth}
    mine = measures.begin(system=system, kind=Kind.BALANCING, name="Letters", **given)
    assert a_hazard(plan=plan, by=ruth, measure=mine).measure == mine
    elsewhere = a_system(by=ruth, name="Housing")
    theirs = measures.begin(system=elsewhere, kind=Kind.BALANCING, name="Doors", **given)
    with pytest.raises(PermissionDenied):
        a_hazard(plan=plan, by=ruth, measure=theirs)


def test_an_aid_to_learning_shows_nothing_that_is_tried(ruth: Person) -> None:
    place = a_system(by=ruth, scale=Scale.PLACE)
    plan = a_plan(experiment=an_experiment(system=place, by=ruth), by=ruth)
    given: dict[str, Any] = {"definition": "By law.", "burden": "A day.", "name": "Handed in"}
    aid = measures.begin(system=place, kind=Kind.AID, by=ruth, **given)
    with pytest.raises(PermissionDenied):
        a_hazard(plan=plan, by=ruth, measure=aid)
    with pytest.raises(IntegrityError, match="tied to nothing"), transaction.atomic():
        Hazard.objects.create(plan=plan, number=9, noticer=ruth, measure=aid)


def test_it_may_be_added_at_any_time_and_is_taken_off_with_a_reason(
    plan: Plan, ruth: Person
) -> None:
    first = a_hazard(plan=plan, by=ruth)
    actions.let_hazard_go(hazard=first, by=ruth)
    with pytest.raises(Refused, match="taken off already"):
        actions.let_hazard_go(hazard=first, by=ruth)
    actions.lock(plan=plan, by=ruth)
    later = a_hazard(plan=plan, by=ruth)
    with pytest.raises(Refused, match="why you change it"):
        actions.let_hazard_go(hazard=Hazard.objects.get(pk=later.pk), by=ruth)
    actions.let_hazard_go(hazard=Hazard.objects.get(pk=later.pk), by=ruth, why="It cannot.")
    kept = Change.objects.get()
    assert (kept.what, kept.was, kept.now) == (What.HAZARD, "2", "")
    assert not plan.hazards.now().exists()


# --- stop and talk ------------------------------------------------------------------------------


def test_whoever_sees_the_sign_says_so_and_the_clock_is_on_its_owner(
    plan: Plan, tried: Experiment, ruth: Person, kerry: Person
) -> None:
    sign = a_stop_sign(plan=plan, by=ruth, owner=ruth)
    talk = a_talk(sign=sign, by=kerry)
    assert (talk.owner, talk.decided, talk.entry.by) == (ruth, "", kerry)
    assert talk.held_since is not None
    rests = set(Because.objects.filter(entry=talk.pk).values_list("of", flat=True))
    assert rests == {tried.pk, plan.pk}
    assert Event.objects.get(kind=ExperimentEvent.STOPPED_TO_TALK).by == kerry.pk
    with pytest.raises(Refused, match="waits for Ruth already"):
        a_talk(sign=sign, by=ruth)


def test_saying_so_needs_one_sentence_and_a_seat(plan: Plan, ruth: Person) -> None:
    sign = a_stop_sign(plan=plan, by=ruth)
    with pytest.raises(Refused, match="what you saw"):
        a_talk(sign=sign, by=ruth, words="")
    with pytest.raises(PermissionDenied):
        a_talk(sign=sign, by=a_person("Eve"))
    with pytest.raises(Refused, match="what you would see"):
        a_stop_sign(plan=plan, by=ruth, words=" ")
    actions.let_sign_go(sign=sign, by=ruth)
    with pytest.raises(Refused, match="taken off"):
        a_talk(sign=sign, by=ruth)


@pytest.mark.parametrize(
    ("decided", "stands"),
    [("go_on", Stands.GOING_ON), ("pause", Stands.PAUSE), ("stop", Stands.STOP)],
)
def test_what_was_decided_is_how_it_stands(
    plan: Plan, tried: Experiment, ruth: Person, decided: str, stands: Stands
) -> None:
    talk = a_talk(sign=a_stop_sign(plan=plan, by=ruth), by=ruth)
    actions.talked(talk=talk, decided=decided, words="We will ring first.", by=ruth)
    talk.refresh_from_db()
    assert (talk.decided, talk.talked_by) == (decided, ruth)
    assert words_of([talk.entry])[talk.pk]["decided"] == "We will ring first."
    assert rules.stands(tried) == stands
    with pytest.raises(Refused, match="written down already"):
        actions.talked(talk=talk, decided="stop", words="No.", by=ruth)


def test_after_a_pause_a_talk_may_go_on_and_a_pause_is_not_said_twice(
    plan: Plan, tried: Experiment, ruth: Person
) -> None:
    sign = a_stop_sign(plan=plan, by=ruth)
    a_conclusion(experiment=tried, by=ruth, how=How.PAUSE)
    actions.talked(talk=a_talk(sign=sign, by=ruth), decided="pause", words="Still.", by=ruth)
    assert Conclusion.objects.count() == 1
    actions.talked(talk=a_talk(sign=sign, by=ruth), decided="go_on", words="Again.", by=ruth)
    assert rules.stands(tried) == Stands.GOING_ON


def test_it_stays_until_they_talked_and_says_what(plan: Plan, ruth: Person) -> None:
    sign = a_stop_sign(plan=plan, by=ruth)
    talk = a_talk(sign=sign, by=ruth)
    for decided, said in (("", "We talked."), ("blame", "Him."), ("stop", " ")):
        with pytest.raises(Refused):
            actions.talked(talk=talk, decided=decided, words=said, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.talked(talk=talk, decided="stop", words="No.", by=a_person("Eve"))
    with pytest.raises(Refused, match="Talk about it first"):
        actions.let_sign_go(sign=sign, by=ruth)
    assert Talk.objects.waiting().count() == 1


def test_a_sign_is_handed_over_with_what_waits(plan: Plan, ruth: Person, kerry: Person) -> None:
    sign = a_stop_sign(plan=plan, by=ruth)
    talk = a_talk(sign=sign, by=ruth)
    before = talk.held_since
    with pytest.raises(Refused, match="theirs already"):
        actions.hand_over_sign(sign=sign, owner=ruth, by=ruth)
    actions.hand_over_sign(sign=sign, owner=kerry, by=ruth)
    talk.refresh_from_db()
    assert talk.owner == kerry
    assert talk.held_since > before
    actions.lock(plan=plan, by=ruth)
    sign = StopSign.objects.get(pk=sign.pk)
    with pytest.raises(Refused, match="why you change it"):
        actions.hand_over_sign(sign=sign, owner=ruth, by=kerry)
    actions.hand_over_sign(sign=sign, owner=ruth, by=kerry, why="I am away.")
    kept = Change.objects.get()
    assert (kept.what, kept.was, kept.now) == (What.SIGN, "1", str(ruth.pk))


def test_nothing_waits_about_what_was_taken_back(
    plan: Plan, tried: Experiment, ruth: Person
) -> None:
    a_talk(sign=a_stop_sign(plan=plan, by=ruth), by=ruth)
    logbook.withdraw(entry=tried.entry, by=ruth)
    assert not Talk.objects.waiting().exists()


def test_the_database_takes_no_talk_by_half(plan: Plan, ruth: Person) -> None:
    talk = a_talk(sign=a_stop_sign(plan=plan, by=ruth), by=ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(decided="stop")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hazard.objects.bulk_create(Hazard(plan=plan, number=1, noticer=ruth) for _n in range(2))


# --- who is up for it -----------------------------------------------------------------------------


def test_people_are_asked_by_name_once(tried: Experiment, ruth: Person, kerry: Person) -> None:
    [invited] = actions.invite(experiment=tried, people=[kerry], by=ruth)
    assert (invited.person, invited.says) == (kerry, "")
    with pytest.raises(Refused, match="not been asked yet"):
        actions.invite(experiment=tried, people=[kerry], by=ruth)
    with pytest.raises(Refused, match="around this table"):
        actions.invite(experiment=tried, people=[a_person("Eve")], by=ruth)
    with pytest.raises(PermissionDenied):
        actions.invite(experiment=tried, people=[ruth], by=a_person("Eve"))


def test_only_who_was_asked_answers_and_may_say_it_anew(
    tried: Experiment, ruth: Person, kerry: Person
) -> None:
    [invited] = actions.invite(experiment=tried, people=[kerry], by=ruth)
    with pytest.raises(PermissionDenied):
        actions.answer(invited=invited, says="yes", by=ruth)
    with pytest.raises(Refused):
        actions.answer(invited=invited, says="maybe", by=kerry)
    for says in ("yes", "no", "yes"):
        actions.answer(invited=invited, says=says, by=kerry)
        assert Invited.objects.get().says == says


def test_the_record_does_not_say_who_said_no(
    tried: Experiment, ruth: Person, kerry: Person
) -> None:
    [invited] = actions.invite(experiment=tried, people=[kerry], by=ruth)
    actions.answer(invited=invited, says="no", by=kerry)
    event = Event.objects.get(kind=ExperimentEvent.ANSWERED)
    assert (event.by, event.data) == (None, "{}")
