"""Beginning to try something."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.addressing import let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader, System
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import TRY, Experiment

from .beside import _tell_tables


@verb
def try_out(
    *,
    system: System,
    words: str,
    legal: str,
    safe: str,
    by: Person,
    hope: str = "",
    their_say: str = "",
    because: Sequence[Entry] = (),
    on: date | None = None,
    until: date | None = None,
    reach: str = Reach.TABLE,
    others: Sequence[System] = (),
    category: str = "",
) -> Experiment:
    """
    This will begin trying something, from this moment.

    :param legal: the answer to "Is it legal?", in words; ``safe`` likewise.
    :param their_say: in a life, what the person says about trying it.
    :param until: the day to look at it again.
    :raises Refused: if one of the questions has no answer.
    """
    require(rules.can_try(by, system))
    on = on or timezone.localdate()
    _answered(system, words, legal, safe, their_say)
    if until is not None and until < on:
        raise Refused(_("The day to look again comes after the day you begin."))
    if not rules.rests_on_no_aid(because):
        raise Refused(str(rules.NO_AID))
    let_through(
        Reader.of(by), system, because=because, reach=reach, others=others, category=category
    )
    parts = {
        "words": words,
        "legal": legal,
        "safe": safe,
        "hope": hope,
        "their_say": their_say if system.is_life else "",
    }
    draft = Draft(
        words=parts, reach=reach, others=others, because=because, category=category, on=on
    )
    entry = write(system=system, kind=TRY, by=by, draft=draft)
    tried = Experiment.objects.create(entry=entry, started_on=on, until=until)
    _tell_tables(ExperimentEvent.BEGUN, entry, others, by)
    return tried


@verb
def receive(*, entry: Entry, by: Person | None) -> Experiment:
    """This will let what was shared more widely be followed where it is now."""
    began = entry.on or timezone.localdate(entry.at)
    tried = Experiment.objects.create(entry=entry, started_on=began)
    record.happened(
        ExperimentEvent.RECEIVED, by=by.pk if by else None, on=entry.system_id, to=entry.pk
    )
    return tried


def _answered(system: System, words: str, legal: str, safe: str, their_say: str) -> None:
    asked = [
        (words, _("Write what you are going to try.")),
        (legal, _("Is it legal? Answer in a few words.")),
        (safe, _("Is it safe? Answer in a few words.")),
    ]
    if system.is_life:
        asked.append((their_say, _("Write what the person says about trying it.")))
    for answer, sentence in asked:
        if not clean(answer):
            raise Refused(sentence)
