"""Who can be pulled in, who is up for listening, and what was understood of what was heard."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Category
from alongside.human.introductions import actions as introductions
from alongside.human.introductions.models import Introduction
from alongside.human.listening import actions as listening
from alongside.human.listening.models import QUADRANTS, Invitation

from .reading import Said, Step
from .told import Told, some


class Meeting(Told):
    def _offer(self, _step: Step, said: Said) -> None:
        """What somebody says they can be pulled in for, where they belong."""
        by = self._by(said)
        introductions.offer(
            organisation=by.memberships.current().select_related("organisation").get().organisation,
            categories=[Category(about) for about in said["about"]],
            words=said["words"],
            now=said.get("now", True),
            by=by,
        )

    def _found_them(self, _step: Step, said: Said) -> None:
        """Who passed it on has found somebody."""
        introduction = Introduction.objects.get(pk=self._of(said).pk)
        person = self.people[said["who"]]
        introductions.find(introduction=introduction, person=person, by=self._by(said))

    # --- two by two -------------------------------------------------------------------------------

    def _ask_around(self, step: Step, said: Said) -> Entry:
        asked = listening.invite(
            system=self.systems[step.system], words=said["words"], by=self._by(said)
        )
        return asked.entry

    def _up_for_it(self, _step: Step, said: Said) -> None:
        listening.come_along(
            invitation=Invitation.objects.select_related("entry__system").get(pk=self._of(said).pk),
            standing=said["standing"],
            words=said["words"],
            by=self._by(said),
        )

    def _aside(self, _step: Step, said: Said) -> None:
        listening.say_aside(other=self.people[said["who"]], says=said["says"], by=self._by(said))

    def _empathy(self, _step: Step, said: Said) -> Entry:
        drawn = listening.draw_empathy(
            of=self._of(said), by=self._by(said), **some(said, *QUADRANTS)
        )
        return drawn.entry
