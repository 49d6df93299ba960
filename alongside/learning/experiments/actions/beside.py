"""What is added to something tried: whom it reaches, and who is told of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.addressing import addressed
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.systems.models import System
from alongside.learning.experiments.models import Experiment


def _still_there(tried: Entry) -> None:
    if tried.is_withdrawn:
        raise Refused(_("This was taken back, so there is nothing to add to."))


def _beside(
    experiment: Experiment,
    kind: str,
    parts: Mapping[str, str],
    because: Sequence[Entry],
    by: Person,
    *,
    on: date | None,
    reach: str = "",
    more: Sequence[System] = (),
) -> tuple[Entry, list[System]]:
    """What is added to something tried reaches whom it reaches, and whoever else is named."""
    tried = experiment.entry
    its_reach, others = addressed(tried)
    known = {other.pk for other in others} | {tried.system_id}
    others += [other for other in more if other.pk not in known]
    draft = Draft(
        words=parts,
        reach=reach or its_reach,
        others=others,
        because=because,
        category=tried.category,
        on=on,
    )
    return write(system=tried.system, kind=kind, by=by, draft=draft), others


def _tell_tables(kind: str, entry: Entry, others: Sequence[System], by: Person) -> None:
    record.happened(kind, by=by.pk, on=entry.system_id, to=entry.pk)
    for other in others:
        record.happened(kind, by=by.pk, on=other.pk, to=entry.pk)
