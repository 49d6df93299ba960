"""From the yes to settled, each step in its order; not us, and no answer."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Category, Reader, System
from alongside.human.introductions import actions
from alongside.human.introductions.models import Introduction, Stage
from alongside.human.introductions.testing import a_worker, an_introduction, seats_of

from .steps import as_now, follow, shown_to

pytestmark = pytest.mark.django_db

# --- from the yes to "settled" -------------------------------------------------------------------


def test_from_first_word_to_settled(life: System, ruth: Person, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.SETTLED)
    assert made.stage == Stage.SETTLED
    assert made.settled_how == "beside"
    # The one they met stays alongside by the yes there is; the first worker is where they were
    assert seats_of(life, made.asked) == [made.seat]
    assert Reader.of(ruth).is_inner(life.pk)


def test_settled_without_staying_ends_what_they_may_see(life: System) -> None:
    made = an_introduction(life, upto=Stage.SETTLED, stays=False)
    follow()
    assert seats_of(life, made.asked) == []
    assert as_now(made).stage == Stage.SETTLED


def test_settled_is_for_the_person_to_say(life: System) -> None:
    made = an_introduction(life, upto=Stage.MET)
    with pytest.raises(PermissionDenied):
        actions.settle(introduction=made, by=made.asked, stays=True)


def test_met_is_not_for_the_one_asked_to_say_alone(life: System) -> None:
    made = an_introduction(life, upto=Stage.ACCEPTED)
    with pytest.raises(PermissionDenied):
        actions.meet(introduction=made, by=made.asked)


STEPS: dict[str, Callable[[Introduction, Person], object]] = {
    "agree": lambda made, by: actions.agree(introduction=made, by=by),
    "accept": lambda made, by: actions.accept(introduction=made, by=made.asked),
    "meet": lambda made, by: actions.meet(introduction=made, by=by),
    "settle": lambda made, by: actions.settle(introduction=made, by=by, stays=True),
    "let_go": lambda made, by: actions.let_go(introduction=made, by=by),
}
NEXT = {
    Stage.PROPOSED: "agree",
    Stage.AGREED: "accept",
    Stage.ACCEPTED: "meet",
    Stage.MET: "settle",
    Stage.SETTLED: "let_go",
}


@pytest.mark.parametrize("stage", NEXT)
def test_no_step_can_be_left_out(life: System, ruth: Person, stage: Stage) -> None:
    made = an_introduction(life, upto=stage)
    for name, step in STEPS.items():
        if name != NEXT[stage]:
            with pytest.raises((Refused, PermissionDenied)):
                step(made, ruth)
    assert as_now(made).stage == stage


# --- not us, and no answer -----------------------------------------------------------------------


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.ACCEPTED, Stage.MET])
def test_not_us_comes_back_with_who_looks_on(life: System, ruth: Person, stage: Stage) -> None:
    made = an_introduction(life, upto=stage)
    dev = made.asked
    with pytest.raises(Refused, match="who it could be"):
        actions.pass_on(introduction=made, words=" ", by=dev)
    passed = actions.pass_on(introduction=made, words="It is Samira’s. I will ring her.", by=dev)
    follow()
    # What they could see is gone, and the finding is still theirs: the clock says since when
    assert shown_to(dev) == []
    assert seats_of(life, dev) == []
    assert as_now(made).clock == passed.ended_at
    assert list(Introduction.objects.waiting_on(Reader.of(dev))) == [made]
    # It is with the first worker, who lets go of nothing
    assert shown_to(ruth) == [made]
    assert Reader.of(ruth).is_inner(life.pk)


def test_who_passed_it_on_finds_and_a_new_one_comes_because_of_it(
    life: System, ruth: Person
) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    samira, quay = a_worker("Samira Haddad", "Advice on the Quay")
    actions.pass_on(introduction=made, words="It is Samira’s.", by=made.asked)
    with pytest.raises(PermissionDenied):
        actions.find(introduction=made, person=samira, by=samira)
    with pytest.raises(Refused, match="somebody else"):
        actions.find(introduction=made, person=ruth, by=made.asked)
    actions.find(introduction=made, person=samira, by=made.asked)
    assert as_now(made).clock is None
    assert shown_to(samira) == []
    after = an_introduction(life, asked=samira, organisation=quay, instead_of=made)
    assert after.instead_of == made
    assert list(after.entry.because.values_list("of", flat=True)) == [made.pk]
    with pytest.raises(Refused, match="goes on from there"):
        an_introduction(life, instead_of=made)
    with pytest.raises(Refused):
        actions.find(introduction=made, person=a_person("Late"), by=made.asked)


def test_nothing_takes_its_place_while_it_stands(life: System) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    with pytest.raises(Refused, match="has not come back"):
        an_introduction(life, instead_of=made)


def test_silence_comes_back_to_the_first_worker(life: System, ruth: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    with pytest.raises(PermissionDenied):
        actions.bring_back(introduction=made, by=a_person("Nye"))
    actions.bring_back(introduction=made, by=ruth)
    follow()
    assert as_now(made).stage == Stage.BROUGHT_BACK
    assert shown_to(made.asked) == []
    assert not Introduction.objects.waiting_on(Reader.of(made.asked)).exists()
    assert an_introduction(life, instead_of=made).stage == Stage.PROPOSED


def test_the_clock_is_only_ever_on_the_one_who_was_asked(life: System) -> None:
    assert an_introduction(life).clock is None
    for stage, running in [
        (Stage.AGREED, True), (Stage.ACCEPTED, False), (Stage.MET, False), (Stage.SETTLED, False),
    ]:  # fmt: skip
        made = an_introduction(life, upto=stage, category=Category.MONEY)
        assert (made.clock is not None) is running, stage


def test_the_person_can_stop_it_at_any_time(life: System, rosa: Person) -> None:
    for stage in (Stage.PROPOSED, Stage.AGREED, Stage.ACCEPTED, Stage.MET):
        made = an_introduction(life, upto=stage)
        with pytest.raises(PermissionDenied):
            actions.stop(introduction=made, by=made.asked)
        actions.stop(introduction=made, by=rosa)
        assert as_now(made).stage == Stage.STOPPED
        assert shown_to(made.asked) == []


def test_somebody_is_asked_once_at_a_time(life: System) -> None:
    dev, dwp = a_worker()
    an_introduction(life, asked=dev, organisation=dwp)
    with pytest.raises(Refused, match="already"):
        an_introduction(life, asked=dev, organisation=dwp)
