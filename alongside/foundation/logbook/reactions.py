from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import search
from .events import LogbookEvent


@when(LogbookEvent.WITHDRAWN, LogbookEvent.LOWERED)
def purge_the_index(event: Event) -> None:
    """What was taken back leaves the index for good, not only its rows."""
    search.purge()
