"""Taking a return that was checked to the office that asks for it."""

from alongside.foundation.kit.refusals import require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent


@verb
def take_return(*, life: System, slug: str, by: Person) -> None:
    """This will write down that a return about somebody was checked and saved. It is not kept."""
    require(rules.can_draft_return(by, life))
    happened(LivesEvent.RETURN_TAKEN, by=by.pk, on=life.pk, to=life.pk, data={"return": slug})
