from alongside.foundation.systems.models import Reader, System
from alongside.human.lives.models import TakingUp, WayBack

from .bases import tends_the_place
from .relationships import current, signs_in
from .voice import Who


def has_no_way_in(life: System) -> bool:
    """
    Nobody can open it for the person: they do not sign in, were given no card, and who walked
    alongside does not any more or has left this house. What the person left is opened by their
    card, and by nobody's word.
    """
    walked = current(life)
    walks = walked is not None and walked.worker.is_active
    return not (walks or signs_in(life) or WayBack.objects.filter(life=life).exists())


def can_see_takings_up(who: Who) -> bool:
    """Whether somebody goes on with whom is made sure of by the stewards of the place."""
    return tends_the_place(who)


def can_make_sure(who: Who, taking: TakingUp) -> bool:
    """A steward of the place, who talked to the person; never the one who asks."""
    reader = Reader.of(who)
    return can_see_takings_up(reader) and taking.looking.by_id != reader.person.pk
