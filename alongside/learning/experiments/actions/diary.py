"""Writing down what is noticed, and saying what is done with it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader, System
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    AT_ONCE,
    CONCLUSION,
    IN_A_LIFE,
    LEARNING,
    Conclusion,
    Experiment,
    How,
    Learning,
    Stands,
)
from alongside.learning.sensemaking.rules import rests_on_voices

from .beside import _beside, _still_there, _tell_tables


@verb
def learn(
    *,
    experiment: Experiment,
    by: Person,
    happened: str = "",
    surprised: str = "",
    good: str = "",
    hard: str = "",
    on: date | None = None,
) -> Learning:
    """
    This will write down what somebody noticed while it is tried: it is all learning.

    :raises Refused: if nothing is said, or it was taken back.
    """
    tried = experiment.entry
    require(rules.can_learn(by, tried))
    _still_there(tried)
    parts = {"happened": happened, "surprised": surprised, "good": good, "hard": hard}
    if not any(clean(words) for words in parts.values()):
        raise Refused(_("Write what you noticed, in one of the boxes or in several."))
    entry, others = _beside(experiment, LEARNING, parts, [tried], by, on=on)
    learning = Learning.objects.create(entry=entry, experiment=experiment)
    _tell_tables(ExperimentEvent.LEARNT, entry, others, by)
    return learning


@verb
def conclude(
    *,
    experiment: Experiment,
    how: str,
    words: str,
    by: Person,
    to_tellers: str = "",
    surprised: str = "",
    good: str = "",
    hard: str = "",
    others: Sequence[System] = (),
    anyone: bool = False,
    on: date | None = None,
) -> Conclusion:
    """
    This will say what was learnt and what people do now. It can be said anew at any time.

    To pause, to stop or to go on takes a sentence and no more: nothing may stand in its way.

    :param others: the tables a principle is offered to by name; ``anyone`` offers it to all.
    :raises Refused: if it says nothing to those whose voices lie behind it, or is offered to
        nobody, or what was tried in a life would leave it, or what goes on is to be gone on with.
    """
    tried = experiment.entry
    require(rules.can_conclude(by, tried))
    _still_there(tried)
    _chosen(how, tried, others, anyone)
    _goes_on_from_a_pause(how, experiment)
    if not clean(words):
        raise Refused(_("Write what you learnt, and what you do now."))
    if how not in AT_ONCE and not clean(to_tellers) and rests_on_voices([tried]):
        raise Refused(_("Write what the people whose stories these are will read."))
    because = [tried, *_noticed(experiment, Reader.of(by))]
    parts = {"words": words, "surprised": surprised, "good": good, "hard": hard}
    parts[TO_TELLERS] = to_tellers
    reach = Reach.ANYONE if anyone else ""
    entry, told = _beside(
        experiment, CONCLUSION, parts, because, by, on=on, reach=reach, more=others
    )
    conclusion = Conclusion.objects.create(entry=entry, experiment=experiment, how=how)
    _tell_tables(ExperimentEvent.CONCLUDED, entry, told, by)
    return conclusion


def _noticed(experiment: Experiment, reader: Reader) -> list[Entry]:
    """What was noticed, tried in small and seen in it, as far as whoever concludes may read it."""
    return [
        noun.entry
        for nouns in (experiment.learnings, experiment.cycles, experiment.studies)
        for noun in nouns.standing().visible_to(reader).newest_first()
    ]


def _goes_on_from_a_pause(how: str, experiment: Experiment) -> None:
    if how == How.GO_ON and rules.stands(experiment) != Stands.PAUSE:
        raise Refused(_("It is not paused, so there is nothing to go on with."))


def _chosen(how: str, tried: Entry, others: Sequence[System], anyone: bool) -> None:
    if how not in How.values:
        raise Refused(_("Choose what you do with it now."))
    named = bool(others) or anyone
    if tried.of_life and how not in {*IN_A_LIFE, How.OFFER}:
        raise Refused(_("In a life, choose whether to keep it, change it or let it go."))
    if tried.of_life and (named or how == How.OFFER):
        raise Refused(
            _(
                "What was tried in somebody’s life stays in it. With their yes, share it more "
                "widely from its own page."
            )
        )
    if any(other.is_life for other in others):
        raise Refused(_("Choose tables that are not somebody’s life."))
    if how == How.OFFER and not named:
        raise Refused(_("Choose whom you offer it to, by name or anyone."))
