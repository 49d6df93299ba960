from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.logbook.models import Entry
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .models import TRY, Experiment


@when(LogbookEvent.WIDENED)
def receive_what_was_shared(event: Event) -> None:
    """What is tried, once shared with another table, has a page and a diary there."""
    rows = Entry.objects.filter(kind=TRY, withdrawn_at=None)
    shared = rows.filter(pk=event.thing).first() if event.thing else None
    if shared is not None and not Experiment.objects.filter(pk=shared.pk).exists():
        actions.receive(entry=shared, by=None)
