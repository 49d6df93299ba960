"""
A machine that does whatever anybody could, in any order, and looks after each step: is there a
state in which the first worker has let go and nobody by name has met the person? There is none.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.followups import run_waiting
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Reader, Role, Seat
from alongside.human.introductions import actions
from alongside.human.introductions.models import Ended, Introduction, Stage
from alongside.human.introductions.testing import a_worker, seats_of
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Agreement, Relationship
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db
WHO = st.integers(min_value=0, max_value=4)
WHICH = st.integers(min_value=0, max_value=3)
STEPS: dict[str, Callable[[Introduction, Person], object]] = {
    "agree": lambda i, by: actions.agree(introduction=i, by=by),
    "accept": lambda i, by: actions.accept(introduction=i, by=by),
    "pass on": lambda i, by: actions.pass_on(introduction=i, by=by, words="I find who it is."),
    "bring back": lambda i, by: actions.bring_back(introduction=i, by=by),
    "meet": lambda i, by: actions.meet(introduction=i, by=by),
    "settle": lambda i, by: actions.settle(introduction=i, by=by, stays=True),
    "settle, and done": lambda i, by: actions.settle(introduction=i, by=by, stays=False),
    "let go": lambda i, by: actions.let_go(introduction=i, by=by),
    "stop": lambda i, by: actions.stop(introduction=i, by=by),
    "take the words back": lambda i, by: logbook.withdraw(entry=i.entry, by=by),
}


class Anybody(RuleBasedStateMachine):
    """The person, who walks alongside, two who may be asked, and somebody from nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        ruth = a_person("Ruth")
        rosa = a_person("Rosa", by=ruth)
        self.life = a_life_with(by=ruth, name="Rosa", whose=rosa)
        self.ruth, self.rosa = ruth, rosa
        self.workers = [a_worker("Dev"), a_worker("Samira")]
        self.people = [rosa, ruth, self.workers[0][0], self.workers[1][0], a_person("Nye")]
        self.person_ended_it = False
        self.chosen_by_the_person: set[object] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _all(self) -> list[Introduction]:
        return list(Introduction.objects.whole().filter(life=self.life).order_by("pk"))

    def _try(self, act: Callable[[], object]) -> bool:
        with suppress(Refused, PermissionDenied), transaction.atomic():
            act()
            while run_waiting():
                pass
            return True
        return False

    @rule(who=WHO, worker=st.integers(0, 1), after=st.none() | WHICH)
    def think_of(self, who: int, worker: int, after: int | None) -> None:
        asked, organisation = self.workers[worker]
        there = self._all()
        before = there[after % len(there)] if there and after is not None else None
        self._try(
            lambda: actions.propose(
                life=self.life,
                asked=asked,
                organisation=organisation,
                words="Somebody for the letters.",
                category=Category.HOME,
                by=self.people[who],
                instead_of=before,
            )
        )

    @rule(step=st.sampled_from(sorted(STEPS)), who=WHO, which=WHICH)
    def step(self, step: str, who: int, which: int) -> None:
        there = self._all()
        if not there:
            return
        this = there[which % len(there)]
        self._try(lambda: STEPS[step](this, self.people[who]))

    @rule(step=st.sampled_from(["agree", "accept", "meet", "settle"]), which=WHICH)
    def go_on(self, step: str, which: int) -> None:
        """By whose it is, so that the far states are reached often."""
        there = self._all()
        if there:
            this = there[which % len(there)]
            by = this.asked if step == "accept" else self.rosa
            self._try(lambda: STEPS[step](this, by))

    @rule(who=WHO, finds=WHO, which=WHICH)
    def find(self, who: int, finds: int, which: int) -> None:
        there = self._all()
        if there:
            this = there[which % len(there)]
            self._try(
                lambda: actions.find(
                    introduction=this, person=self.people[finds], by=self.people[who]
                )
            )

    @rule(who=WHO, whose=WHO)
    def leave_the_table(self, who: int, whose: int) -> None:
        """A worker goes without a word, or is put out, if that can be done at all."""
        for seat in seats_of(self.life, self.people[whose]):
            if seat.role == Role.PERSON:
                continue
            done = self._try(partial(systems.end_seat, seat=seat, by=self.people[who]))
            # The person may leave whoever walks with them, today and alone. A worker may not.
            self.person_ended_it |= done and seat.role == Role.LEAD and who == 0

    @rule(who=WHO, which=WHICH)
    def take_the_yes_back(self, who: int, which: int) -> None:
        there = list(Agreement.objects.filter(life=self.life).order_by("pk"))
        if there:
            this = there[which % len(there)]
            self._try(lambda: lives.take_back(agreement=this, by=self.people[who]))

    @rule(who=WHO, which=WHICH)
    def say_yes_again(self, who: int, which: int) -> None:
        there = list(Agreement.objects.filter(life=self.life).order_by("pk"))
        if there:
            this, until = there[which % len(there)], timezone.now() + timedelta(days=30)
            self._try(lambda: lives.renew(agreement=this, by=self.people[who], until=until))

    @rule(whom=st.integers(2, 4))
    def say_no_by_name(self, whom: int) -> None:
        """The person says no to somebody; if it was who walked alongside, that has ended too."""
        person, lead = self.people[whom], self._lead()
        done = self._try(lambda: systems.exclude(system=self.life, person=person, by=self.rosa))
        self.person_ended_it |= done and person == lead

    @rule(whom=st.integers(2, 4))
    def choose_another(self, whom: int) -> None:
        """The person, today and alone: nobody has to have met anybody first for that."""
        person = self.people[whom]
        if self._try(lambda: lives.hand_over(life=self.life, to=person, by=self.rosa)):
            self.chosen_by_the_person.add(person.pk)

    # --- what always holds -----------------------------------------------------------------------

    def _lead(self) -> Person | None:
        current = Relationship.objects.current().filter(life=self.life).first()
        return current.worker if current else None

    @invariant()
    def nobody_has_let_go_before_somebody_by_name_met_them(self) -> None:
        lead = self._lead()
        if lead is None:
            assert self.person_ended_it
            return
        assert Reader.of(lead).is_inner(self.life.pk)
        if lead != self.ruth and lead.pk not in self.chosen_by_the_person:
            # The only way here: an introduction to them that went all the way
            gone = [i for i in self._all() if i.let_go_at is not None and i.asked == lead]
            assert gone
            for introduction in gone:
                assert introduction.met_at is not None
                assert introduction.settled_at is not None

    @invariant()
    def whoever_is_asked_is_somebody_and_each_step_has_the_one_before(self) -> None:
        for i in self._all():
            moments = [i.agreed_at, i.accepted_at, i.met_at, i.settled_at, i.let_go_at]
            there = [at is not None for at in moments]
            assert there == sorted(there, reverse=True), i.stage
            assert i.asked.name
            assert i.asked != i.first

    @invariant()
    def under_way_it_is_carried_by_who_walks_alongside(self) -> None:
        for introduction in Introduction.objects.under_way().filter(life=self.life):
            lead = self._lead()
            assert lead is None or lead in (introduction.first, introduction.asked)

    @invariant()
    def the_one_asked_knows_only_between_the_yes_and_its_end(self) -> None:
        for introduction in self._all():
            reader = Reader.of(introduction.asked)
            if introduction.entry.by_id == introduction.asked_id or reader.is_inner(self.life.pk):
                continue
            sees = Introduction.objects.visible_to(reader).filter(pk=introduction.pk).exists()
            stage, seat = introduction.stage, introduction.seat
            if stage == Stage.PROPOSED or introduction.ended:
                assert not sees
            elif seat is not None and not introduction.entry.withdrawn_at:
                current = Seat.objects.current().filter(pk=seat.pk).exists()
                assert sees is current

    @invariant()
    def what_was_passed_on_stays_with_who_passed_it_on(self) -> None:
        for introduction in self._all():
            if introduction.ended != Ended.PASSED_ON or introduction.entry.withdrawn_at:
                continue
            holds = Introduction.objects.waiting_on(Reader.of(introduction.asked))
            open_ = introduction.found is None and not introduction.has_next
            assert holds.filter(pk=introduction.pk).exists() is open_


def test_no_state_is_cold() -> None:
    run_state_machine_as_test(
        Anybody,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
