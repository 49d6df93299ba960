from alongside.foundation.kit.refusals import require
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Scale

from . import rules


@verb
def start(*, place: str, name: str, email: str, password: str, by: Person | None) -> Person:
    """
    This will begin an empty place with its first steward. Nobody is here yet to do it for them.

    :raises Refused: if this is the demo and they are not made up, or their name is more than one.
    """
    require(by is None and rules.can_start())
    steward = people.welcome(name=name, email=email, password=password, by=None)
    system = systems.found(scale=Scale.PLACE, name=place, by=steward)
    systems.settle(system=system, by=steward)
    return steward
