"""Somebody opened a page about a life, and the person asks about it."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.record.actions import looking
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Concern, looks_at

from .reading import Said, Step
from .told import Told


class AskingAbout(Told):
    def _opened(self, step: Step, said: Said) -> None:
        life = self.systems[step.system]
        seen = [self._entry(called).pk for called in said.get("seen", [])]
        with looking(by=self._by(said).pk, why=said["why"]) as look:
            look.saw(life.pk, seen)

    def _ask_about_a_look(self, step: Step, said: Said) -> Entry:
        """About the newest look of that person."""
        life, of = self.systems[step.system], self.people[said["who"]]
        look = next(one for one in looks_at(life.pk)[0] if one.by == of.pk)
        asked = lives.raise_concern(
            life=life,
            look=look,
            asked=self.people[said["asked"]],
            words=said["words"],
            by=self._by(said),
        )
        return asked.entry

    def _how_it_was(self, _step: Step, said: Said) -> None:
        lives.say_how_it_was(concern=self._concern(said), words=said["words"], by=self._by(said))

    def _answer_about_a_look(self, _step: Step, said: Said) -> None:
        lives.answer_concern(
            concern=self._concern(said), to_tellers=said["words"], by=self._by(said)
        )

    def _concern(self, said: Said) -> Concern:
        rows = Concern.objects.select_related("entry__system", "life", "about", "asked")
        found: Concern = rows.get(pk=self._of(said).pk)
        return found
