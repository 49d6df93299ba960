from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.people.models import Person
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event
from alongside.foundation.systems.events import SystemEvent
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Agreement, Relationship

from . import actions
from .models import Introduction

OPEN = {"ended_at": None, "settled_at": None}


def _who(event: Event) -> Person | None:
    return Person.objects.filter(pk=event.by).first() if event.by else None


@when(SystemEvent.SEAT_ENDED)
def come_apart_with_the_yes(event: Event) -> None:
    """The yes was taken back, or somebody said no by name; unless it was renewed."""
    introduction = Introduction.objects.filter(seat=event.thing, **OPEN).first()
    renewed = Agreement.objects.filter(renews__seat=event.thing)
    if introduction is not None and not renewed.exists():
        actions.came_apart(introduction=introduction, by=None)


@when(LivesEvent.AGREED)
def go_on_with_the_yes(event: Event) -> None:
    """A yes that was renewed, before its last day or after it, carries on what stood on it."""
    new = Agreement.objects.filter(pk=event.thing).select_related("seat", "renews").first()
    if new is None or new.renews is None:
        return
    for introduction in Introduction.objects.filter(seat=new.renews.seat_id, **OPEN):
        actions.carry_on(introduction=introduction, seat=new.seat, by=None)


@when(LogbookEvent.WITHDRAWN)
def come_apart_with_the_words(event: Event) -> None:
    """Whoever wrote it down took it back: there is nothing left to carry."""
    for introduction in Introduction.objects.filter(entry=event.thing, **OPEN):
        actions.came_apart(introduction=introduction, by=_who(event))


@when(LivesEvent.LEFT)
def come_apart_when_they_leave(event: Event) -> None:
    """Who left meets nobody through here: neither who was asked, nor who is still to be found."""
    for introduction in Introduction.objects.to_come_apart().filter(life=event.chain):
        actions.came_apart(introduction=introduction, by=None)


@when(LivesEvent.HANDED_OVER, LivesEvent.TAKEN_UP_AGAIN)
def carry_with_who_walks_alongside_now(event: Event) -> None:
    """What was under way is carried by whoever the person chose to walk alongside them."""
    current = Relationship.objects.current().filter(life=event.chain).select_related("worker")
    for relationship in current:
        worker = relationship.worker
        theirs = Introduction.objects.filter(life=event.chain)
        # They walk alongside: nobody to meet any more.
        for introduction in theirs.to_come_apart().filter(asked=worker).exclude(first=worker):
            actions.came_apart(introduction=introduction, by=_who(event))
        for introduction in theirs.under_way().exclude(asked=worker).exclude(first=worker):
            actions.carry_on(introduction=introduction, first=worker, by=None)
