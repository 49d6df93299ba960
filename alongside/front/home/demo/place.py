"""
Making the demo place: everything in it is done by its people, through the same actions as the
pages use, on the days it says.
"""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry, Reach
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Part, Role, Scale, System
from alongside.human.listening import actions as listening
from alongside.human.listening.models import Visit, Whose
from alongside.learning.experiments import actions as experiments
from alongside.learning.sensemaking import actions as sensemaking
from alongside.learning.sensemaking.models import Insight

from .alongside import Alongside
from .asking_about import AskingAbout
from .clock import at
from .finding import Finding
from .knocking import Knocking
from .meeting import Meeting
from .planning import Planning
from .reading import Said, Step, steps
from .told import address_of, letter, reach, some

__all__ = ["Demo", "address_of", "build", "is_built"]

Watch = Callable[[Iterable[Step]], Iterable[Step]]


def is_built() -> bool:
    """It is built whole or not at all, so one person is enough to know."""
    return Person.objects.exists()


def build(*, watch: Watch = iter) -> "Demo":
    """Make all of it, or, if anything stops it, nothing."""
    demo = Demo(timezone.localdate())
    with transaction.atomic():
        for step in watch(steps(demo.today)):
            with at(step.moment):
                demo.do(step)
    return demo


class Demo(Alongside, AskingAbout, Finding, Knocking, Meeting, Planning):
    """The whole of it: who is here, what they sit at, say, see, try and ask."""

    # --- people and tables ------------------------------------------------------------------------

    def _welcome(self, _step: Step, said: Said) -> None:
        by = self._first if self.people else None
        name = said["name"]
        self.people[name] = people.welcome(name=name, email=address_of(name), by=by)

    def _organise(self, _step: Step, said: Said) -> None:
        about = "" if said.get("real") else "Invented for this demonstration."
        made = people.found_organisation(name=said["name"], about=about, by=self._first)
        self.organisations[said["name"]] = made
        if said.get("alliance"):
            self.alliance.append(made)

    def _join(self, _step: Step, said: Said) -> None:
        person, organisation = self.people[said["name"]], self.organisations[said["at"]]
        people.join(person, organisation=organisation, as_what=said["as_what"], by=self._first)

    def _found(self, _step: Step, said: Said) -> None:
        steward = self.people[said["steward"]]
        begin = self.begin if said["scale"] == Scale.LIFE else self.found
        system = begin(said, steward)
        self.systems[said["name"]], self.stewards[said["name"]] = system, steward
        for outer in said.get("within", []):
            systems.place_within(inner=system, outer=self.systems[outer], by=steward)
        for organisation in self.alliance if said.get("alliance") else []:
            systems.seat(
                system=system,
                by=steward,
                organisation=organisation,
                as_what="signed the agreement",
            )
        if said.get("settle"):
            systems.settle(system=system, by=steward)

    def found(self, said: Said, steward: Person) -> System:
        return systems.found(
            scale=Scale(said["scale"]),
            by=steward,
            **some(said, "name", "as_what", "purpose", "said_by", "boundary"),
        )

    def _sit(self, step: Step, said: Said) -> None:
        if self.systems[step.system].is_life:
            self.say_yes(step, said)
            return
        systems.seat(
            system=self.systems[step.system],
            by=self.stewards[step.system],
            person=self.people[said["who"]],
            role=said.get("role", Role.MEMBER),
            as_what=said["as_what"],
            for_what=said.get("for_what", ""),
            until=self._until(said),
        )

    def _word(self, step: Step, said: Said) -> None:
        systems.word(
            system=self.systems[step.system],
            part=Part.PURPOSE,
            words=said["words"],
            said_by=said["said_by"],
            by=self._by(said),
        )

    # --- listening --------------------------------------------------------------------------------

    def _visit(self, step: Step, said: Said) -> Entry:
        pair = [self.people[name] for name in said["who"]]
        visit = listening.plan_visit(
            system=self.systems[step.system],
            on=self._day(said, "on") or step.day,
            where=said["where"],
            whom=said["whom"],
            first=pair[0],
            second=pair[1] if len(pair) > 1 else None,
            second_name=said.get("second_name", ""),
            first_standing=said["standing"][0],
            second_standing=said["standing"][1],
            by=self._by(said),
        )
        return visit.entry

    def _note(self, _step: Step, said: Said) -> None:
        visit = Visit.objects.get(pk=self._of(said).pk)
        listening.note_visit(visit=visit, between=said["words"], by=self._by(said))

    def _story(self, step: Step, said: Said) -> Entry:
        visit = Visit.objects.filter(pk=self.entries.get(said.get("visit", ""))).first()
        story, code = listening.tell(
            system=self.systems[step.system],
            words=said["words"],
            by=self._by(said),
            ceiling=said["ceiling"],
            reach=said.get("read_by", ""),
            teller=Whose.MINE if said.get("mine") else Whose.SOMEBODYS,
            told_on=step.day,
            visit=visit,
            category=said.get("category", ""),
            attached=letter(said),
        )
        if said.get("card"):
            self.card = code
        return story

    # --- making sense and trying ------------------------------------------------------------------

    def _insight(self, step: Step, said: Said) -> Entry:
        insight = sensemaking.make_sense(
            system=self.systems[step.system],
            words=said["words"],
            because=self._because(said),
            by=self._by(said),
            to_tellers=said["to_tellers"],
            **some(said, "way", "whose", "why", "category"),
            **reach(said),
        )
        return insight.entry

    def _view(self, _step: Step, said: Said) -> Entry:
        insight = Insight.objects.select_related("entry__system").get(pk=self._of(said).pk)
        seen = sensemaking.see(
            insight=insight,
            words=said["words"],
            by=self._by(said),
            **some(said, "whose", "why"),
        )
        return seen.entry

    def _try(self, step: Step, said: Said) -> Entry:
        tried = experiments.try_out(
            system=self.systems[step.system],
            words=said["words"],
            legal=said["legal"],
            safe=said["safe"],
            by=self._by(said),
            because=self._because(said),
            on=step.day,
            until=self._day(said, "look_again"),
            **some(said, "hope", "their_say", "category"),
            **reach(said),
        )
        return tried.entry

    def _learning(self, _step: Step, said: Said) -> Entry:
        learning = experiments.learn(
            experiment=self._tried(said),
            by=self._by(said),
            **some(said, "happened", "surprised", "good", "hard"),
        )
        return learning.entry

    def _conclusion(self, _step: Step, said: Said) -> Entry:
        conclusion = experiments.conclude(
            experiment=self._tried(said),
            how=said["how"],
            words=said["words"],
            to_tellers=said["to_tellers"],
            others=[self.systems[name] for name in said.get("offer_to", [])],
            anyone=said.get("read_by") == Reach.ANYONE,
            by=self._by(said),
        )
        return conclusion.entry

    # --- asking and answering ---------------------------------------------------------------------

    def _ask(self, step: Step, said: Said) -> Entry:
        return logbook.ask(
            system=self.systems[step.system],
            of=self.systems[said["of"]],
            words=said["words"],
            why=said["why"],
            because=self._because(said),
            by=self._by(said),
        )

    def _answer(self, _step: Step, said: Said) -> Entry:
        asked = Ask.objects.select_related("entry__system", "of").get(pk=self._of(said).pk)
        return logbook.answer_ask(
            ask=asked,
            says=said["says"],
            words=said["words"],
            to_tellers=said["to_tellers"],
            because=said.get("because_of", ""),
            who_could=said.get("who_could", ""),
            by=self._by(said),
        )

    def _reply(self, _step: Step, said: Said) -> Entry:
        return logbook.answer(
            promise=self._promise(said["story"]),
            says=said["says"],
            to_tellers=said["to_tellers"],
            because=said.get("because_of", ""),
            who_could=said.get("who_could", ""),
            way=said["way"],
            by=self._by(said),
        )

    def _news(self, _step: Step, said: Said) -> None:
        """Everybody who promised goes and tells their own tellers."""
        way = said.get("way", "person")
        for called in said["to"]:
            promise = self._promise(called)
            logbook.bring_news(promise=promise, entry=self._of(said), way=way, by=promise.by)

    def _read(self, _step: Step, said: Said) -> None:
        promise = self._promise(said["story"])
        logbook.read_news(promise=promise, entry=self._of(said), by=self._by(said))

    # --- sharing, keeping closer, taking back -----------------------------------------------------

    def _widen(self, _step: Step, said: Said) -> Entry:
        return logbook.widen(
            entry=self._of(said),
            into=self.systems[said["into"]],
            words=said["words"],
            agreed=said["agreed"],
            by=self._by(said),
            **reach(said),
        )

    def _lower(self, _step: Step, said: Said) -> None:
        logbook.lower(entry=self._of(said), ceiling=said["to"], by=self._by(said))

    def _withdraw(self, _step: Step, said: Said) -> None:
        logbook.withdraw(entry=self._of(said), by=self._by(said))
