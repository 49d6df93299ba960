"""Writing beside the points: notes, points set aside, limits held still or set anew."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.learning.measures import rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import (
    ASIDE,
    FREEZE,
    NOTE,
    RESET,
    Aside,
    Freeze,
    Measure,
    Note,
    Reset,
    as_known,
)

from .beside import _beside, _near, _said, _still_there


@verb
def note(
    *,
    measure: Measure,
    words: str,
    by: Person,
    on: date | None = None,
    because: Sequence[Entry] = (),
) -> Note:
    """
    This will write a dated note on its chart: what happened then, or what others count.

    :param because: what is being tried, if the note says that.
    :raises Refused: if it says nothing, or its day is too far off.
    """
    require(rules.can_note(by, measure))
    _still_there(measure)
    _tied_to_nothing(measure, because)
    _said(words, _("Write the note."))
    on = on or timezone.localdate()
    _near(on)
    entry = _beside(measure, NOTE, MeasureEvent.NOTED, {"words": words}, by, on=on, because=because)
    return Note.objects.create(entry=entry, measure=measure, on=on)


@verb
def set_aside(*, measure: Measure, period: date, words: str, by: Person) -> Aside:
    """
    This will set a point aside: it stays on the chart, hollow, and is in no limit.

    :param words: why, for everybody to read.
    :raises Refused: if there is no reason, no such point, or it is set aside already.
    """
    require(rules.can_set_aside(by, measure))
    _still_there(measure)
    _said(words, _("Write why it is set aside: everybody who looks at the chart reads it."))
    if period not in _periods(measure):
        raise Refused(_("There is no point at that time to set aside."))
    if measure.asides.standing().filter(period=period).exists():
        raise Refused(_("That point is set aside already."))
    entry = _beside(measure, ASIDE, MeasureEvent.SET_ASIDE, {"words": words}, by, on=period)
    return Aside.objects.create(entry=entry, measure=measure, period=period)


@verb
def freeze(
    *,
    measure: Measure,
    base_until: date,
    words: str,
    by: Person,
    because: Sequence[Entry] = (),
    base: int | None = None,
) -> Freeze:
    """
    This will hold the limits still: made of the points up to a day, and no others.

    :param words: what it is held still for; ``because`` may name what is being tried.
    :param base: of how many points up to that day; of all in their stretch, if not said. What it
        is held still for may say another number later.
    :raises Refused: if there is no reason, the limits are held still already, or they were set
        anew after that day.
    """
    require(rules.can_freeze(by, measure))
    _still_there(measure)
    _tied_to_nothing(measure, because)
    _said(words, _("Write what you hold the limits still for."))
    if base is not None and base < 1:
        raise Refused(_("Limits are made of at least one point."))
    # Of two that hold them still at once, the second waits and sees the first.
    Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.resets.standing().filter(starts__gt=base_until).exists():
        raise Refused(_("The limits were set anew after that day. Choose a later one."))
    if rules.is_held(measure, base_until, base, because):
        raise Refused(
            _(
                "The limits are held still already. If the points behave differently now, set the "
                "limits anew: four questions help you to see whether it is time."
            )
        )
    entry = _beside(
        measure,
        FREEZE,
        MeasureEvent.FROZEN,
        {"words": words},
        by,
        on=base_until,
        because=because,
    )
    return Freeze.objects.create(entry=entry, measure=measure, base_until=base_until, base=base)


@verb
def reset(
    *,
    measure: Measure,
    starts: date,
    differently: str,
    reason: str,
    desirable: str,
    expected: str,
    yes: Collection[str],
    by: Person,
    because: Sequence[Entry] = (),
) -> Reset:
    """
    This will set the limits anew from a day on, in the name of whoever does it. The limits before
    stay to be seen; what was signed is not taken back, only set anew again.

    :param differently: how the points behave differently now; ``reason`` why, as far as is known;
        ``desirable`` why that is wanted; ``expected`` why it is expected to go on.
    :param yes: which of the four were answered yes. All have to be.
    :raises Refused: if one of the four is not answered yes in words, or all points lie on one side.
    """
    require(rules.can_reset(by, measure))
    _still_there(measure)
    answers = {
        "differently": differently,
        "reason": reason,
        "desirable": desirable,
        "expected": expected,
    }
    _tied_to_nothing(measure, because)
    _all_four(answers, yes)
    periods = _periods(measure)
    if not periods or not periods[0] < starts <= periods[-1]:
        raise Refused(_("New limits need points before that day, and one on it or after."))
    if measure.resets.standing().filter(starts=starts).exists():
        raise Refused(_("The limits are set anew from %s already.") % on_day(starts))
    entry = _beside(measure, RESET, MeasureEvent.RESET, answers, by, on=starts, because=because)
    return Reset.objects.create(entry=entry, measure=measure, starts=starts)


def _tied_to_nothing(measure: Measure, because: Sequence[Entry]) -> None:
    if measure.is_aid and because:
        raise Refused(_("An aid to learning is tied to nothing that anybody tries."))


def _periods(measure: Measure) -> list[date]:
    """When something was counted, in that order."""
    return [row.period for row in as_known(measure) if not row.missing]


def _all_four(answers: dict[str, str], yes: Collection[str]) -> None:
    """Wheeler's four questions: where one is not a yes, the limits stay as they are."""
    if not set(Reset.QUESTIONS) <= set(yes):
        raise Refused(
            _(
                "The limits stay as they are: they are set anew only when all four are a yes. That "
                "is nothing lost. Keep counting, write a note on the chart, and look again later."
            )
        )
    if not all(clean(answers[question]) for question in Reset.QUESTIONS):
        raise Refused(_("Answer each of the four in a few words: others will want to know why."))
