import json
from datetime import datetime

from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import HOUSE, Event
from alongside.human.lives.events import LivesEvent

from . import actions, rules
from .events import SignalsEvent
from .models import Gateway, Knock, Source


def _soon(event: Event) -> datetime:
    """By the worker, whoever sent it having been answered."""
    return event.at


def _its_day(event: Event) -> datetime:
    return datetime.fromisoformat(json.loads(event.data)["until"])


@when(SignalsEvent.HEARD, at=_soon)
def place_it(event: Event) -> None:
    """It is for the table, or for one person and their lead worker, or changes nothing."""
    knock = (
        Knock.objects.select_related("source")
        .filter(pk=event.thing or HOUSE, placed_at=None)
        .first()
    )
    if knock is not None:
        actions.place(knock=knock)


@when(SignalsEvent.HEARD, at=_its_day)
def let_it_go(event: Event) -> None:
    """On its day it goes away, whoever has it and whatever came of it."""
    knock = Knock.objects.filter(pk=event.thing or HOUSE).first()
    if knock is not None:
        actions.let_go(knock=knock)


@when(LogbookEvent.WITHDRAWN)
def end_what_says_nothing(event: Event) -> None:
    """Its words were taken back: nothing says any more what it may tell, and by what right."""
    source = Source.objects.select_related("entry").filter(pk=event.thing or HOUSE).first()
    if source is not None:
        actions.let_go_of_source(source=source)


@when(LivesEvent.TAKEN_BACK)
def forget_what_rested_on_it(event: Event) -> None:
    """A yes was taken back; what a source could say by it alone is forgotten, key and all."""
    agreed = Knock.objects.filter(life=event.chain, source__ground=Gateway.AGREED)
    for knock in agreed.select_related("source"):
        if not rules.may_stand(knock):
            actions.let_go(knock=knock)
