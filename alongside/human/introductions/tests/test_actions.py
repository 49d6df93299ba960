"""Each step of an introduction, in its order, by whose it is; and what it does to who sees what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Reader, System
from alongside.human.introductions import actions
from alongside.human.introductions.models import Introduction, Stage
from alongside.human.introductions.testing import a_worker, an_introduction, seats_of
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Agreement
from alongside.human.lives.testing import a_life_with, a_yes_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(by=ruth, name="Rosa", whose=rosa)


def shown_to(person: Person) -> list[Introduction]:
    return list(Introduction.objects.visible_to(Reader.of(person)))


def as_now(introduction: Introduction) -> Introduction:
    return Introduction.objects.whole().get(pk=introduction.pk)


def test_thinking_of_somebody_tells_nobody_to_whom_the_person_said_no(
    life: System, ruth: Person, rosa: Person
) -> None:
    joan, eve = a_person("Joan"), a_worker("Eve")[0]
    a_yes_to(life, by=rosa, recipient=joan, categories=["home"])
    systems.exclude(system=life, person=eve, by=rosa)
    said: dict[str, Any] = {"words": "She could help with the rent.", "category": "home"}
    made = actions.propose(life=life, asked=eve, by=joan, **said)
    with pytest.raises(Refused, match="A no to Eve stands in the way"):
        actions.agree(introduction=made, by=rosa)
    assert not shown_to(eve)
    with pytest.raises(Refused, match="cannot be asked here"):
        actions.propose(life=life, asked=eve, by=ruth, **said)


# --- before the yes ------------------------------------------------------------------------------


def test_before_the_yes_the_one_asked_knows_nothing(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev, dwp = a_worker()
    made = an_introduction(life, asked=dev, organisation=dwp)
    assert made.stage == Stage.PROPOSED
    assert shown_to(ruth) == shown_to(rosa) == [made]
    assert shown_to(dev) == []
    assert not Introduction.objects.waiting_on(Reader.of(dev)).exists()
    assert seats_of(life, dev) == []
    # Nothing in any chain of theirs, or of the house, names it either
    assert not Event.objects.filter(thing=made.pk).exclude(chain=life.pk).exists()


def test_one_asked_who_sits_there_already_knows_nothing_either(life: System, ruth: Person) -> None:
    dev, dwp = a_worker()
    agreed(life, ruth, dev)
    an_introduction(life, asked=dev, organisation=dwp)
    assert len(seats_of(life, dev)) == 1
    assert shown_to(dev) == []


def agreed(life: System, by: Person, who: Person, about: str = Category.MONEY) -> Agreement:
    return lives.agree(
        life=life,
        by=by,
        recipient=who,
        question="Can I tell them about the money?",
        purpose="To put it right.",
        categories=[about],
        until=None,
    )


def test_whoever_is_around_the_table_can_start_and_the_one_alongside_carries_it(
    life: System, ruth: Person, rosa: Person
) -> None:
    samira = a_person("Samira")
    agreed(life, ruth, samira)
    made = an_introduction(life, by=samira, category=Category.MONEY)
    assert made.first == ruth
    assert shown_to(samira) == [made]
    with pytest.raises(PermissionDenied):
        actions.agree(introduction=made, by=samira)
    with pytest.raises(Refused, match="something your seat here is for"):
        an_introduction(life, by=samira, category=Category.HEALTH)


def test_nobody_from_elsewhere_can_start(life: System) -> None:
    with pytest.raises(PermissionDenied):
        an_introduction(life, by=a_person("Nye Nobody"))


def test_it_is_to_a_named_worker_who_is_somebody_else(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev, dwp = a_worker()
    for whom in (ruth, rosa):
        with pytest.raises(Refused, match="Choose somebody else"):
            an_introduction(life, asked=whom)
    with pytest.raises(Refused, match="does not belong to"):
        an_introduction(life, asked=ruth_s_friend(), organisation=dwp)
    with pytest.raises(Refused, match="what would help"):
        an_introduction(life, asked=dev, organisation=dwp, words="  ")


def ruth_s_friend() -> Person:
    return a_person("Joan Okafor")


def test_a_no_by_name_stands(life: System, ruth: Person, rosa: Person) -> None:
    dev, dwp = a_worker()
    systems.exclude(system=life, organisation=dwp, by=rosa)
    with pytest.raises(Refused, match="Choose somebody else"):
        an_introduction(life, asked=dev, organisation=dwp)


def test_with_nobody_alongside_it_waits_for_somebody(rosa: Person) -> None:
    life = lives.begin(by=rosa, name="Rosa", whose=rosa)
    dev, dwp = a_worker()
    with pytest.raises(Refused, match="First choose who walks alongside you"):
        actions.propose(
            life=life, asked=dev, organisation=dwp, words="Help", category="home", by=rosa
        )


def test_a_duty_of_law_is_done_inside_one(life: System, ruth: Person) -> None:
    with pytest.raises(Refused, match="which authority the person chose"):
        an_introduction(life, duty="homelessness_213b")
    with pytest.raises(Refused, match="from the list"):
        an_introduction(life, duty="any_other", duty_words="X")
    dev, council = a_worker(at="Gateshead Council")
    made = an_introduction(
        life,
        asked=dev,
        organisation=council,
        duty="homelessness_213b",
        duty_words="Gateshead. Ring Ruth first.",
    )
    assert made.agreed_at is None
    assert shown_to(dev) == []


# --- the yes -------------------------------------------------------------------------------------


def test_the_yes_opens_what_it_says_and_no_more(life: System, ruth: Person, rosa: Person) -> None:
    dev, dwp = a_worker()
    rent = an_entry(life, by=ruth, category=Category.HOME)
    health = an_entry(life, by=ruth, category=Category.HEALTH)
    made = actions.agree(introduction=an_introduction(life, asked=dev, organisation=dwp), by=rosa)
    [seat] = seats_of(life, dev)
    assert (seat.categories, seat.ground, seat) == ([Category.HOME], "agreed", made.seat)
    assert shown_to(dev) == [made]
    assert as_seen(dev, rent)
    assert not as_seen(dev, health)
    assert list(Introduction.objects.waiting_on(Reader.of(dev))) == [made]
    assert Agreement.objects.get(seat=seat).said_how == "here"


def as_seen(person: Person, entry: object) -> bool:
    from alongside.foundation.logbook.models import Entry

    return bool(
        Entry.objects.visible_to(Reader.of(person)).filter(pk=entry.pk).exists()  # type: ignore[attr-defined]
    )


def test_the_yes_is_the_persons_or_said_beside_them(life: System, ruth: Person) -> None:
    dev, dwp = a_worker()
    made = an_introduction(life, asked=dev, organisation=dwp)
    with pytest.raises(PermissionDenied):
        actions.agree(introduction=made, by=dev)
    actions.agree(introduction=made, by=ruth)
    assert Agreement.objects.get(person=dev).said_how == "beside"
    with pytest.raises(Refused, match="It has moved on"):
        actions.agree(introduction=made, by=ruth)


def test_taking_the_yes_back_ends_it_at_once(life: System, ruth: Person, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.ACCEPTED)
    lives.take_back(agreement=Agreement.objects.get(seat=made.seat), by=rosa)
    assert shown_to(made.asked) == []
    # What follows from it runs as soon as that is kept (the tests run it by hand).
    follow()
    assert as_now(made).stage == Stage.STOPPED


def follow() -> None:
    from alongside.foundation.record.followups import run_waiting

    while run_waiting():
        pass


def test_a_no_by_name_ends_it_too(life: System, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    systems.exclude(system=life, person=made.asked, by=rosa)
    follow()
    assert as_now(made).stage == Stage.STOPPED
    assert shown_to(made.asked) == []


def test_a_yes_that_is_renewed_carries_it_on(life: System, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.ACCEPTED)
    was = Agreement.objects.get(seat=made.seat)
    lives.renew(agreement=was, by=rosa, until=timezone.now() + timedelta(days=100))
    follow()
    assert as_now(made).stage == Stage.ACCEPTED
    assert shown_to(made.asked) == [made]


def test_a_yes_that_ran_out_can_be_renewed(
    life: System, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    was = Agreement.objects.get(seat=made.seat)
    later = timezone.now() + timedelta(days=120)
    with monkeypatch.context() as months_later:
        months_later.setattr(timezone, "now", lambda: later)
        assert shown_to(made.asked) == []
        assert as_now(made).yes_has_run_out
        lives.renew(agreement=was, by=rosa, until=later + timedelta(days=30))
        follow()
        assert shown_to(made.asked) == [made]
        assert as_now(made).stage == Stage.AGREED


def test_it_goes_with_whom_the_person_chose_to_walk_with(life: System, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    joan = a_person("Joan")
    lives.hand_over(life=life, to=joan, by=rosa)
    follow()
    assert as_now(made).first == joan
    assert shown_to(joan) == [made]
    # To choose the one who was asked leaves nobody to meet
    lives.hand_over(life=life, to=made.asked, by=rosa)
    follow()
    assert as_now(made).stage == Stage.STOPPED


def test_letting_go_is_for_the_person_to_choose(life: System, ruth: Person, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.SETTLED)
    # Not for the one who was asked, nor for the first worker while the person can say so here
    for by in (made.asked, ruth):
        with pytest.raises(PermissionDenied):
            actions.let_go(introduction=made, by=by)
    actions.let_go(introduction=made, by=rosa)
    assert Reader.of(made.asked).is_inner(life.pk)
    assert not Reader.of(ruth).is_inner(life.pk)
    with pytest.raises(Refused, match="already"):
        actions.let_go(introduction=made, by=rosa)


def test_letting_go_is_said_beside_somebody_who_does_not_sign_in(ruth: Person) -> None:
    made = an_introduction(a_life_with(by=ruth, name="Bob"), upto=Stage.SETTLED)
    actions.let_go(introduction=made, by=ruth)
    assert as_now(made).let_go_at is not None


def test_words_taken_back_leave_nothing_to_see(life: System, ruth: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    logbook.withdraw(entry=made.entry, by=ruth)
    follow()
    assert shown_to(made.asked) == shown_to(ruth) == []
    assert seats_of(life, made.asked) == []


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
