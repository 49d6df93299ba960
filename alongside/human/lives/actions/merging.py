"""Saying that two lives are one person's, and that they are not."""

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Merged


@verb
def merge(*, life: System, into: System, by: Person) -> Merged:
    """
    This will say that two lives begun here are one person's. Nothing is moved or rewritten, and
    nobody reads more than before; who sits at both finds them together.

    :param into: the one that leads from now on.
    :raises Refused: if one of them is one with another already.
    """
    require(rules.can_merge(by, life, into))
    pair = [life.pk, into.pk]
    list(System.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk"))
    current = Merged.objects.current()
    if life.pk == into.pk:
        raise Refused(_("That is one and the same already."))
    if current.filter(life__in=pair).exists() or current.filter(into=life).exists():
        raise Refused(_("One of them is one with another already. Take that apart first."))
    said_how = rules.said_how(by, into)
    merged: Merged = Merged.objects.create(life=life, into=into, by=by.pk, said_how=said_how)
    # Neither chain names the other life: who may read one of them learns of one only.
    for one in (life, into):
        happened(LivesEvent.MERGED, by=by.pk, on=one.pk, to=merged.pk)
    return merged


@verb
def unmerge(*, merged: Merged, by: Person) -> None:
    """
    This will say that two lives are not one person's after all. Each is as it was.

    :raises Refused: if they were taken apart already.
    """
    require(rules.can_merge(by, merged.life, merged.into))
    merged = Merged.objects.select_for_update().get(pk=merged.pk)
    if merged.until is not None:
        raise Refused(_("They were taken apart already."))
    merged.until, merged.ended_by = timezone.now(), by.pk
    merged.save(update_fields=["until", "ended_by"])
    for one in (merged.life_id, merged.into_id):
        happened(LivesEvent.UNMERGED, by=by.pk, on=one, to=merged.pk)
