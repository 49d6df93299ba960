from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.addressing import addressed, let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader, System
from alongside.learning.sensemaking.rules import rests_on_voices

from . import rules
from .events import ExperimentEvent
from .models import CONCLUSION, LEARNING, TRY, Conclusion, Experiment, How, Learning


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
    others: Sequence[System] = (),
    anyone: bool = False,
    on: date | None = None,
) -> Conclusion:
    """
    This will say what was learnt and what people do now. It can be said anew at any time.

    :param others: the tables a principle is offered to by name; ``anyone`` offers it to all.
    :raises Refused: if it says nothing to those whose voices lie behind it, or is offered to
        nobody, or what was tried in a life would leave it.
    """
    tried = experiment.entry
    require(rules.can_conclude(by, tried))
    _still_there(tried)
    _chosen(how, tried, others, anyone)
    if not clean(words):
        raise Refused(_("Write what you learnt, and what you do now."))
    reader = Reader.of(by)
    if not clean(to_tellers) and rests_on_voices([tried]):
        raise Refused(_("Write what the people whose stories these are will read."))
    learnings = experiment.learnings.standing().visible_to(reader).newest_first()
    because = [tried, *[learning.entry for learning in learnings]]
    parts = {"words": words, TO_TELLERS: to_tellers}
    reach = Reach.ANYONE if anyone else ""
    entry, told = _beside(
        experiment, CONCLUSION, parts, because, by, on=on, reach=reach, more=others
    )
    conclusion = Conclusion.objects.create(entry=entry, experiment=experiment, how=how)
    _tell_tables(ExperimentEvent.CONCLUDED, entry, told, by)
    return conclusion


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


def _chosen(how: str, tried: Entry, others: Sequence[System], anyone: bool) -> None:
    if how not in How.values:
        raise Refused(_("Choose what you do with it now."))
    named = bool(others) or anyone
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
