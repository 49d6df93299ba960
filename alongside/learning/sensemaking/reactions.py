from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .models import Perspective


@when(LogbookEvent.WITHDRAWN)
def look_again_without_it(event: Event) -> None:
    """When a way of seeing it is taken back, those left may all be one person's."""
    gone = Perspective.objects.select_related("insight__entry").filter(pk=event.thing).first()
    if gone is not None:
        actions.look_again(insight=gone.insight, by=None)
