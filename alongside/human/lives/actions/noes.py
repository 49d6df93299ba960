"""What follows from a no by name: what it strikes ends, and does not come back by itself."""

from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Exclusion
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent

from .freedoms import let_backing_go
from .voices import let_voice_go


@verb
def keep_to_a_no(*, no: Exclusion, by: Person) -> None:
    """
    This will end what a no by name strikes: what those who belong to an organisation now, or came
    to it since, were given by their own name.

    :param by: who said that no.
    """
    struck = rules.struck_by(no)
    for seat in struck.seats:
        systems.let_go(seat=seat, by=by)
    for backing in struck.backings:
        let_backing_go(backing=backing, by=by)
    for voice in struck.voices:
        let_voice_go(voice=voice, by=by)
    happened(LivesEvent.KEPT_TO_A_NO, by=by.pk, on=no.system_id, to=no.pk)
