"""What happens in lives: what matters, who walks alongside, what somebody wants to do."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Part, System
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Backing, Freedom

from .knowing import Knowing
from .reading import Said, Step
from .told import reach, some, spoken


class Alongside(Knowing):
    def begin(self, said: Said, worker: Person) -> System:
        """A life, with who walks alongside it."""
        life = lives.begin(
            by=worker,
            whose=self.people.get(said.get("whose", "")),
            **some(said, "name", "as_what", "purpose", "said_by"),
        )
        systems.word(system=life, part=Part.BOUNDARY, words=said["boundary"], by=worker)
        return life

    def say_yes(self, step: Step, said: Said) -> None:
        """The person says yes to one question: it gives a seat for that, and nothing more."""
        life = self.systems[step.system]
        lives.agree(
            life=life,
            by=self.people.get(step.system) or self.stewards[step.system],
            recipient=self.people[said["who"]],
            question=said["question"],
            purpose=said["for_what"],
            categories=said["about"],
            until=self._until(said),
        )

    def _line(self, step: Step, said: Said) -> Entry:
        line = lives.write_line(
            life=self.systems[step.system],
            heading=said["heading"],
            words=said["words"],
            by=self._by(said),
            because=self._because(said),
            own_words=said.get("own", True),
            **some(said, "supported_by", "category"),
        )
        return line.entry

    def _conversation(self, step: Step, said: Said) -> Entry:
        return lives.note(
            life=self.systems[step.system],
            by=self._by(said),
            words=said["words"],
            on=step.day,
            spoken=spoken(said),
            **some(said, "there", "matters", "heading", "category"),
            **reach(said),
        )

    def _right(self, _step: Step, said: Said) -> Entry | None:
        return lives.put_right(entry=self._of(said), by=self._by(said), words=said["words"])

    def _freedom(self, step: Step, said: Said) -> Entry:
        freedom = lives.want(
            life=self.systems[step.system],
            words=said["words"],
            wrong=said["wrong"],
            place=said["place"],
            by=self._by(said),
            because=self._because(said),
            **some(said, "category"),
            **reach(said),
        )
        return freedom.entry

    def _ask_to_back(self, _step: Step, said: Said) -> None:
        freedom = Freedom.objects.select_related("entry__system").get(pk=self._of(said).pk)
        person = self.people[said["who"]]
        lives.ask_to_back(freedom=freedom, person=person, by=self._by(said))

    def _back(self, _step: Step, said: Said) -> None:
        asked = Backing.objects.select_related("freedom__entry__system")
        by = self._by(said)
        lives.back(backing=asked.get(freedom=self._of(said).pk, person=by), by=by)

    def _too_many(self, step: Step, said: Said) -> Entry:
        return lives.too_many(
            table=self.systems[step.system],
            of=self.systems[said["whom"]],
            by=self._by(said),
            why=said["words"],
        )
