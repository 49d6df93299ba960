"""Beginning to look at something, saying how it is counted, and stopping."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, add_words, write
from alongside.foundation.logbook.addressing import addressed, let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader, System
from alongside.learning.measures import rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import (
    MEASURE,
    Definition,
    Hoped,
    Kind,
    Measure,
    Often,
    Shape,
)

from .beside import _near, _said, _still_there, _tell_tables


@verb
def begin(
    *,
    system: System,
    kind: str,
    name: str,
    definition: str,
    burden: str,
    by: Person,
    hoped: str = Hoped.UNKNOWN,
    shape: str = Shape.VALUE,
    often: str = Often.MONTH,
    unit: str = "",
    numerator: str = "",
    denominator: str = "",
    why: str = "",
    source: str = "",
    counts_people: bool = False,
    per: int | None = None,
    reach: str = Reach.TABLE,
    others: Sequence[System] = (),
    because: Sequence[Entry] = (),
    category: str = "",
    on: date | None = None,
) -> Measure:
    """
    This will begin looking at something over time, in order to learn.

    :param name: what it is called; ``why`` is what people hope to learn from it.
    :param definition: how it is counted, so that two people would count alike.
    :param burden: who collects it, and what that costs them.
    :param on: the day from which this definition holds; today, if not said.
    :raises Refused: if it is not said how it is counted, or whose burden that is.
    """
    told = _("What changes in a life is told there, not counted.") if system.is_life else ""
    require(rules.can_begin(by, system), told)
    if kind == Kind.AID:
        require(
            rules.can_begin_aid(by, system),
            _("A figure handed in by law is kept for a place or a country, nowhere closer."),
        )
    _chosen(kind, hoped, shape, often)
    _said(name, _("Write what it is called."))
    _counted(shape, definition, numerator, denominator)
    _said(burden, _("Write who collects it, and what that costs them."))
    _near(on or timezone.localdate())
    let_through(
        Reader.of(by), system, because=because, reach=reach, others=others, category=category
    )
    parts = {"words": name, "why": why, "burden": burden, "source": source}
    counted = _parts(1, definition, unit, numerator, denominator)
    draft = Draft(
        words=parts | counted, reach=reach, others=others, because=because, category=category
    )
    entry = write(system=system, kind=MEASURE, by=by, draft=draft)
    measure = Measure.objects.create(
        entry=entry,
        kind=kind,
        hoped=hoped,
        shape=shape,
        often=often,
        counts_people=counts_people,
        per=(per or 1_000) if shape == Shape.RATE else None,
        scale=system.scale,
    )
    Definition.objects.create(
        measure=measure, number=1, by=by, holds_from=on or timezone.localdate()
    )
    _tell_tables(MeasureEvent.BEGUN, entry, others, by)
    return measure


@verb
def define(
    *,
    measure: Measure,
    definition: str,
    changed: str,
    by: Person,
    unit: str = "",
    numerator: str = "",
    denominator: str = "",
    holds_from: date | None = None,
) -> Definition:
    """
    This will say anew how it is counted, from a day on. What was said before stays beside it.

    :param changed: why it is counted another way now.
    :raises Refused: if it does not say how or why, holds from before the one before it, or from a
        day too far off.
    """
    require(rules.can_define(by, measure))
    _still_there(measure)
    _counted(measure.shape, definition, numerator, denominator)
    _said(changed, _("Write why it is counted another way now."))
    last = measure.definitions.select_for_update().latest("number")
    holds_from = holds_from or timezone.localdate()
    if holds_from < last.holds_from:
        raise Refused(
            _("It holds from a day before the way it was counted last. Choose a later day.")
        )
    _near(holds_from)
    number = last.number + 1
    words = _parts(number, definition, unit, numerator, denominator)
    add_words(entry=measure.entry, words=words | {f"changed-{number}": changed}, by=by)
    made = Definition.objects.create(measure=measure, number=number, by=by, holds_from=holds_from)
    _tell_tables(MeasureEvent.DEFINED, measure.entry, addressed(measure.entry)[1], by)
    return made


@verb
def count_people(*, measure: Measure, by: Person) -> None:
    """
    This will say that those counted are people: from now on small numbers are not shown, those from
    before neither. It is never unsaid.

    :raises Refused: if it was said already.
    """
    require(rules.can_count_people(by, measure))
    _still_there(measure)
    fresh = Measure.objects.filter(pk=measure.pk, counts_people=False)
    if not fresh.update(counts_people=True):
        raise Refused(_("That is said already: small numbers are not shown."))
    measure.counts_people = True
    event = MeasureEvent.COUNTS_PEOPLE
    _tell_tables(event, measure.entry, addressed(measure.entry)[1], by)


@verb
def stop(*, measure: Measure, by: Person, on: date | None = None) -> None:
    """
    This will say that nobody needs to count it any more. Its points and charts stay.

    :raises Refused: if it stopped already.
    """
    require(rules.can_stop(by, measure))
    _still_there(measure)
    if measure.stopped_on is not None:
        raise Refused(_("Nobody counts this any more."))
    measure.stopped_on = on or timezone.localdate()
    measure.save(update_fields=["stopped_on"])
    _tell_tables(MeasureEvent.STOPPED, measure.entry, addressed(measure.entry)[1], by)


def _chosen(kind: str, hoped: str, shape: str, often: str) -> None:
    asked = [
        (kind, Kind, _("Choose what it is for.")),
        (hoped, Hoped, _("Choose which way you hope it goes, or that you do not know.")),
        (shape, Shape, _("Choose what one point is.")),
        (often, Often, _("Choose how often it is counted.")),
    ]
    for answer, choices, sentence in asked:
        if answer not in choices.values:
            raise Refused(sentence)


def _counted(shape: str, definition: str, numerator: str, denominator: str) -> None:
    _said(definition, _("Write how it is counted, so that two people would count alike."))
    if shape in (Shape.SHARE, Shape.RATE) and not (clean(numerator) and clean(denominator)):
        raise Refused(_("Write what is counted, and out of what."))


def _parts(
    number: int, definition: str, unit: str, numerator: str, denominator: str
) -> dict[str, str]:
    return {
        f"definition-{number}": definition,
        f"unit-{number}": unit,
        f"numerator-{number}": numerator,
        f"denominator-{number}": denominator,
    }
