"""Somebody met elsewhere: two things about them, and asking to be introduced."""

from alongside.human.lives import actions as lives
from alongside.human.lives.models import Looking

from .reading import Said, Step
from .told import Told, some


class Finding(Told):
    def _known_by(self, step: Step, said: Said) -> None:
        lives.know_by(
            life=self.systems[step.system],
            by=self._by(said),
            **some(said, "name", "born", "postcode", "phone"),
        )

    def _met(self, _step: Step, said: Said) -> None:
        """Whoever it is, the one who met them is told the same, and asks."""
        by = self._by(said)
        looking = lives.look_for(
            by=by,
            organisation=by.memberships.get().organisation,
            **some(said, "name", "born", "postcode", "phone"),
        )
        lives.ask_to_meet(looking=looking, by=by, about=said.get("about", ""))

    def _met_answer(self, step: Step, said: Said) -> None:
        waiting = Looking.objects.waiting().filter(life=self.systems[step.system])
        lives.answer_to_meet(looking=waiting.get(), answer=said["answer"], by=self._by(said))
