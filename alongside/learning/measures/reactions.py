from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .events import MeasureEvent
from .models import Measure, Note


@when(MeasureEvent.COUNTED, MeasureEvent.DEFINED)
def notice_how_it_is_counted(event: Event) -> None:
    """With every point and every new way of counting there may be something to ask."""
    measure = Measure.objects.select_related("entry").filter(pk=event.thing).first()
    if measure is not None:
        actions.notice(measure=measure, by=None)


@when(MeasureEvent.NOTED)
def notice_beside_a_note(event: Event) -> None:
    """A note may name a number that points have come to lie beside."""
    note = Note.objects.select_related("measure__entry").filter(pk=event.thing).first()
    if note is not None:
        actions.notice(measure=note.measure, by=None)
