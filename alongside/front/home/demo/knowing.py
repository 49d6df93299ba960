"""Who may know what: asked, said yes or no to, and what was done without a yes."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems import actions as systems
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Basis, Override

from .reading import Said, Step
from .told import Told, some


class Knowing(Told):
    def _yes(self, step: Step, said: Said) -> Entry:
        agreed = lives.agree(
            life=self.systems[step.system],
            by=self._by(said),
            recipient=self.people[said["who"]],
            question=said["question"],
            purpose=said["for_what"],
            categories=said["about"],
            until=self._until(said),
        )
        return agreed.entry

    def _can_i_tell(self, step: Step, said: Said) -> Entry:
        asked = lives.ask_to_share(
            life=self.systems[step.system],
            by=self._by(said),
            recipient=self.people[said["who"]],
            question=said["question"],
            purpose=said["for_what"],
            categories=said["about"],
            until=self._until(said),
        )
        return asked.entry

    def _no_by_name(self, step: Step, said: Said) -> None:
        life, person = self.systems[step.system], self.people[said["who"]]
        systems.exclude(system=life, person=person, by=self._by(said))

    def _law(self, _step: Step, said: Said) -> None:
        lives.record_basis(
            organisation=self.organisations[said["organisation"]],
            by=self._by(said),
            in_plain_words=said["words"],
            purpose=said["purpose"],
            ground=said["ground"],
            law=said["law"],
            talk_to=said["talk_to"],
            **some(said, "condition", "can_the_person_stop_it", "allows_acting_without_yes"),
        )
        for name in said.get("may_act", ()):
            self._may_act(name, said)

    def _may_act(self, name: str, said: Said) -> None:
        organisation, person = self.organisations[said["organisation"]], self.people[name]
        lives.name_to_act(organisation=organisation, person=person, by=self._by(said))

    def _without_yes(self, step: Step, said: Said) -> Entry:
        organisation = self.organisations[said["organisation"]]
        acted = lives.act_to_keep_safe(
            life=self.systems[step.system],
            by=self._by(said),
            basis=Basis.objects.lets_act().get(organisation=organisation),
            why=said["words"],
            categories=said["about"],
            second=self.people[said["second"]],
            not_yet=said["not_yet"],
            because=said["why_not"],
            look_again=step.day,
        )
        return acted.entry

    def _told_them(self, _step: Step, said: Said) -> None:
        acted, by = self._acted(said), self._by(said)
        lives.tell_them(override=acted, how=said["how"], words=said["words"], by=by)

    def _looked_at(self, _step: Step, said: Said) -> None:
        lives.look_back(override=self._acted(said), words=said["words"], by=self._by(said))

    def _acted(self, said: Said) -> Override:
        rows = Override.objects.select_related("entry__system", "life", "acted_by", "organisation")
        found: Override = rows.get(pk=self._of(said).pk)
        return found
