"""What follows from what happened in listening."""

from alongside.foundation.logbook import search
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from .events import ListeningEvent


@when(ListeningEvent.STEPPED_BACK)
def purge_the_index(event: Event) -> None:
    """What one took with one leaves the index for good, not only its rows."""
    search.purge()
