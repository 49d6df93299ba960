"""Saying that what is counted is no rolling average, and taking that back."""

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.learning.measures import rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import ROLLING, Measure, Rolling

from .beside import _beside, _said, _still_there


@verb
def say_rolling(*, measure: Measure, maybe: bool, words: str, by: Person) -> Rolling:
    """
    This will say that what is counted is no rolling average, as it is counted now; or that it may
    be one after all. Whoever says it signs it. Charts are read on the newest word, and a new way of
    counting is asked about anew.

    :param words: how they know, for everybody to read.
    :raises Refused: if there is no reason, it is said already, or others rely on their word.
    """
    require(rules.can_say_rolling(by, measure))
    _still_there(measure)
    _said(words, _("Write how you know: everybody who looks at the chart reads it."))
    # Of two that say it at once, the second waits and sees the first.
    Measure.objects.select_for_update().get(pk=measure.pk)
    number = measure.definitions.latest("number").number
    last = measure.rolling.filter(number=number).select_related("entry").order_by("entry").last()
    _something_new(last, maybe, by)
    entry = _beside(measure, ROLLING, MeasureEvent.SAID_ROLLING, {"words": words}, by, on=None)
    return Rolling.objects.create(entry=entry, measure=measure, number=number, maybe=maybe)


def _something_new(last: Rolling | None, maybe: bool, by: Person) -> None:
    if not maybe:
        if last is not None and not last.maybe:
            raise Refused(_("It is said already that these are no rolling averages."))
        return
    if last is None or last.maybe:
        raise Refused(_("Nobody said that these are no rolling averages, so it is looked for."))
    if last.entry.by_id == by.pk and rules.others_rely_on(last):
        raise Refused(
            _(
                "Others have kept charts that were read on your word. Ask somebody else who holds "
                "this table to take it back with you."
            )
        )
