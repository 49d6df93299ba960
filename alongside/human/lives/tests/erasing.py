"""A life erased at once, as the person asks."""

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.human.lives import actions


def erased(life: System, by: Person) -> None:
    actions.ask_to_erase(life=life, by=by)
    actions.erase(life=life, by=by)
