"""Trying in small, one after another: what we will try, what happened, what we learnt."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.record.actions import verb
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import CYCLE, Cycle, Experiment, Made

from .beside import _beside, _still_there, _tell_tables


@verb
def begin_cycle(
    *,
    experiment: Experiment,
    plan: str,
    by: Person,
    predict: str = "",
    on: date | None = None,
) -> Cycle:
    """
    This will begin a small try: a sentence is enough.

    :param predict: what people think will happen, said before it does.
    :raises Refused: if it says nothing of what is tried, or the whole was taken back.
    """
    tried = experiment.entry
    require(rules.can_cycle(by, tried))
    _still_there(tried)
    if not clean(plan):
        raise Refused(_("Write what you will try in this one. A sentence is enough."))
    on = on or timezone.localdate()
    parts = {"plan": plan, "predict": predict}
    entry, others = _beside(experiment, CYCLE, parts, [tried], by, on=on)
    cycle = Cycle.objects.create(
        entry=entry, experiment=experiment, number=_next(experiment), began_on=on
    )
    _tell_tables(ExperimentEvent.CYCLE_BEGUN, entry, others, by)
    return cycle


def _next(experiment: Experiment) -> int:
    """The number of the next one; whoever begins another at the same time waits."""
    Experiment.objects.select_for_update().get(pk=experiment.pk)
    last = Cycle.objects.filter(experiment=experiment).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@verb
def go_on_with_cycle(
    *,
    cycle: Cycle,
    by: Person,
    predict: str = "",
    do: str = "",
    really_made: str = "",
    study: str = "",
    act: str = "",
) -> None:
    """
    This will write down what there is to say of a small try, a step or several. What is written
    stands, and more can be added to it.

    :param really_made: was the change really made? It can be said anew until what was learnt is
        written.
    :raises Refused: if nothing is said, or a guess comes after what happened.
    """
    entry = cycle.entry
    require(rules.can_cycle(by, entry))
    _still_there(entry)
    now = Cycle.objects.select_for_update().get(pk=cycle.pk)
    said = words_of([entry]).get(entry.pk, {})
    parts = {"predict": predict, "do": do, "study": study, "act": act}
    parts = {step: words for step, words in parts.items() if clean(words)}
    if "predict" in parts and "do" in said:
        raise Refused(_("It has happened by now, so a guess would come after it."))
    _answer(now, really_made, said)
    if not parts and now.really_made == cycle.really_made:
        raise Refused(_("Write what there is to say, in one of the boxes or in several."))
    add_words(entry=entry, words=_more(parts, said), by=by)
    cycle.really_made = now.really_made
    record.happened(
        ExperimentEvent.CYCLE_WENT_ON,
        by=by.pk,
        on=entry.system_id,
        to=entry.pk,
        data={"steps": sorted(parts), "really_made": now.really_made},
    )


def _answer(cycle: Cycle, really_made: str, said: Mapping[str, str]) -> None:
    if not really_made or really_made == cycle.really_made:
        return
    if really_made not in Made.values:
        raise Refused(_("Choose whether the change was really made."))
    if "study" in said and cycle.really_made:
        raise Refused(_("What was learnt rests on whether it was made, so that stands."))
    cycle.really_made = really_made
    cycle.save(update_fields=["really_made"])


def _more(parts: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """What is said first of a step is its part; what is added to it stands beside it, numbered."""
    found = {}
    for step, words in parts.items():
        before = sum(part.split(" ")[0] == step for part in said)
        found[f"{step} {before + 1}" if before else step] = words
    return found
