"""What is written beside a measure: whom it reaches, and who is told of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.systems.models import System
from alongside.learning.measures.counted import EARLIEST
from alongside.learning.measures.models import Measure

A_YEAR = timedelta(days=366)


def _still_there(measure: Measure) -> None:
    if measure.entry.is_withdrawn:
        raise Refused(_("This was taken back, so there is nothing to add to."))


def _said(words: str, sentence: str) -> None:
    if not clean(words):
        raise Refused(sentence)


def _near(day: date) -> None:
    """A day that charts can have: not before anybody counted so, nor further off than a year."""
    if day < EARLIEST:
        raise Refused(_("%s is too long ago. Choose a later day.") % on_day(day))
    if day > timezone.localdate() + A_YEAR:
        raise Refused(_("%s is more than a year ahead. Choose an earlier day.") % on_day(day))


def _beside(
    measure: Measure,
    kind: str,
    event: str,
    parts: Mapping[str, str],
    by: Person,
    *,
    on: date | None,
    because: Sequence[Entry] = (),
) -> Entry:
    """What is written beside a measure rests on it, and reaches whom it reaches."""
    about = measure.entry
    reach, others = addressed(about)
    draft = Draft(
        words=parts,
        reach=reach,
        others=others,
        because=[about, *because],
        category=about.category,
        on=on,
    )
    entry = write(system=about.system, kind=kind, by=by, draft=draft)
    _tell_tables(event, entry, others, by)
    return entry


def _tell_tables(event: str, entry: Entry, others: Sequence[System], by: Person) -> None:
    record.happened(event, by=by.pk, on=entry.system_id, to=entry.pk)
    for other in others:
        record.happened(event, by=by.pk, on=other.pk, to=entry.pk)
