from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.logbook.models import Entry
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .models import INSIGHT, Insight, Perspective


@when(LogbookEvent.WITHDRAWN)
def look_again_without_it(event: Event) -> None:
    """When a way of seeing it is taken back, those left may all be one person's."""
    gone = Perspective.objects.select_related("insight__entry").filter(pk=event.thing).first()
    if gone is not None:
        actions.look_again(insight=gone.insight, by=None)


@when(LogbookEvent.WIDENED)
def receive_what_was_shared(event: Event) -> None:
    """An insight shared with another table is theirs to see their own way."""
    rows = Entry.objects.filter(kind=INSIGHT, withdrawn_at=None)
    shared = rows.filter(pk=event.thing).first() if event.thing else None
    if shared is not None and not Insight.objects.filter(pk=shared.pk).exists():
        actions.receive(entry=shared, by=None)
