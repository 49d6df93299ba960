"""How tables plan to learn from what they try, what came of it, and what it would have cost."""

from decimal import Decimal

from alongside.foundation.logbook.models import Entry
from alongside.learning.experiments import actions as experiments
from alongside.learning.experiments.models import (
    AsWhat,
    Cycle,
    Experiment,
    Invited,
    Plan,
    Says,
    StopSign,
    Talk,
)
from alongside.learning.experiments.money import Line, money_from, when_from

from .counting import Counting
from .reading import Said, Step
from .told import reach, some


class Planning(Counting):
    def _plan(self, _step: Step, said: Said) -> Entry:
        """What is changed and why it could work, what is looked at, what is expected."""
        by = self._by(said)
        plan = experiments.begin_plan(
            experiment=self._tried(said),
            change=said["words"],
            theory=said["theory"],
            because=self._because(said),
            by=by,
        )
        for as_what, called in [
            (AsWhat.MAIN, [said["main"]]),
            (AsWhat.PROCESS, said.get("process", [])),
            (AsWhat.BALANCING, said["balancing"]),
        ]:
            for name in called:
                experiments.choose(plan=plan, measure=self._counted(name), as_what=as_what, by=by)
        experiments.expect(
            plan=plan,
            direction=said["direction"],
            low=said["low"],
            high=said["high"],
            starts_on=self._day(said, "starts_on"),
            by_when=self._day(said, "expect_by"),
            why=said["why"],
            by=by,
        )
        experiments.fix(
            plan=plan,
            by_rules=said["rules"],
            baseline=said["baseline"],
            decide_on=self._day(said, "decide_on"),
            by=by,
        )
        return plan.entry

    def _lock(self, _step: Step, said: Said) -> None:
        experiments.lock(plan=self._planned(said), by=self._by(said))

    def _hazard(self, _step: Step, said: Said) -> None:
        experiments.name_hazard(
            plan=self._planned(said),
            hazard=said["words"],
            safeguard=said["safeguard"],
            sign=said["sign"],
            noticer=self.people[said["who"]],
            measure=self._counted(said["measure"]) if "measure" in said else None,
            by=self._by(said),
        )

    def _stop_sign(self, _step: Step, said: Said) -> None:
        owner, plan = self.people[said["who"]], self._planned(said)
        experiments.agree_sign(plan=plan, words=said["words"], owner=owner, by=self._by(said))

    def _stop_and_talk(self, _step: Step, said: Said) -> Entry:
        """Somebody saw the sign of the plan."""
        sign = StopSign.objects.select_related("plan__experiment__entry__system", "plan__entry")
        talk = experiments.stop_and_talk(
            sign=sign.get(plan=self._of(said).pk), words=said["words"], by=self._by(said)
        )
        return talk.entry

    def _talked(self, _step: Step, said: Said) -> None:
        talks = Talk.objects.select_related("sign__plan__experiment__entry__system", "entry")
        experiments.talked(
            talk=talks.get(pk=self._of(said).pk),
            decided=said["decided"],
            words=said["words"],
            by=self._by(said),
        )

    def _who_is_up_for_it(self, _step: Step, said: Said) -> None:
        tried, people = self._tried(said), [self.people[name] for name in said["who"]]
        experiments.invite(experiment=tried, people=people, by=self._by(said))
        for name in said["yes"]:
            invited = Invited.objects.select_related("experiment__entry__system").get(
                experiment=tried, person=self.people[name]
            )
            experiments.answer(invited=invited, says=Says.YES, by=self.people[name])

    # --- small tries, and what is seen in all of them ---------------------------------------------

    def _cycle(self, step: Step, said: Said) -> Entry:
        cycle = experiments.begin_cycle(
            experiment=self._tried(said),
            plan=said["words"],
            predict=said["predict"],
            on=step.day,
            by=self._by(said),
        )
        return cycle.entry

    def _cycle_went(self, _step: Step, said: Said) -> None:
        """What happened, whether the change was really made, what it says and what comes next."""
        cycles = Cycle.objects.select_related("entry__system", "experiment__entry__system")
        experiments.go_on_with_cycle(
            cycle=cycles.get(pk=self._of(said).pk),
            by=self._by(said),
            **some(said, "do", "really_made", "study", "act"),
        )

    def _study(self, _step: Step, said: Said) -> Entry:
        seen = experiments.study(
            experiment=self._tried(said),
            words=said["words"],
            people=said["people"],
            by=self._by(said),
        )
        return seen.entry

    # --- money over time --------------------------------------------------------------------------

    def _costs(self, step: Step, said: Said) -> Entry:
        told = experiments.tell_costs(
            system=self.systems[step.system],
            words=said["words"],
            learnt=said["learnt"],
            lines=[_line(line) for line in said["line"]],
            because=self._because(said),
            by=self._by(said),
            **reach(said),
        )
        return told.entry

    def _planned(self, said: Said) -> Plan:
        plans = Plan.objects.select_related("experiment__entry__system", "entry__system")
        found: Plan = plans.get(pk=self._of(said).pk)
        return found

    def _tried(self, said: Said) -> Experiment:
        tried = Experiment.objects.select_related("entry__system")
        found: Experiment = tried.get(pk=self._of(said).pk)
        return found


def _line(said: Said) -> Line:
    amount: Decimal = money_from(said["amount"])
    return Line(when_from(said["when"]), said["what"], amount, said["sort"], said["source"])
