"""Beginning a life here, and who walks alongside it."""

from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Scale, System
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Relationship


@verb
def begin(
    *,
    by: Person,
    name: str,
    purpose: str = "",
    said_by: str = "",
    as_what: str = "",
    whose: Person | None = None,
) -> System:
    """
    This will begin a life here. Whoever begins it for another walks alongside them from now on.

    Nothing is asked but a name to be called by.

    :param whose: the person whose life it is, if they sign in here; who begins their own life has
        nobody alongside yet, and chooses somebody when they like.
    """
    life = systems.found(
        scale=Scale.LIFE,
        name=name,
        purpose=purpose,
        said_by=said_by or (name if purpose else ""),
        as_what=as_what,
        whose=whose,
        by=by,
    )
    if whose != by:
        Relationship.objects.create(life=life, worker=by)
    happened(LivesEvent.BEGUN, by=by.pk, on=life.pk, to=life.pk)
    return life
