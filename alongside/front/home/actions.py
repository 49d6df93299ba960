from collections.abc import Collection
from uuid import UUID

from alongside.foundation.kit.refusals import require
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Scale
from alongside.foundation.vault import actions as vault

from . import rules
from .events import HomeEvent


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


@verb
def wrap_keys_anew(*, lives: Collection[UUID], by: None = None) -> int:
    """
    This will wrap the keys of these lives with the site key of now. Whoever runs the machine does
    it; nobody who signs in here can.

    :returns: how many were wrapped anew: fewer, where no site key here opens some of them.
    """
    wrapped = vault.wrap_anew(lives=lives, by=by)
    happened(HomeEvent.KEYS_WRAPPED_ANEW, by=by, on=HOUSE, data={"keys": wrapped})
    return wrapped
