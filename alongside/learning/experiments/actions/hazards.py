"""Naming what could go wrong, agreeing when to stop and talk, and talking."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import (
    TALK,
    Decided,
    Hazard,
    How,
    Plan,
    Stands,
    StopSign,
    Talk,
    What,
)
from alongside.learning.measures.models import Measure

from .beside import _beside, _still_there, _tell_tables
from .diary import conclude
from .planning import _changed, _may_plan, _tell


@verb
def name_hazard(
    *,
    plan: Plan,
    hazard: str,
    safeguard: str,
    sign: str,
    noticer: Person,
    by: Person,
    measure: Measure | None = None,
) -> Hazard:
    """
    This will say what could go wrong, what is put in place, what would show it and who'd notice.

    :param measure: what would show it in numbers, if anything does.
    :raises Refused: if one of them is not said, or whoever is to notice is not around the table.
    """
    now = _may_plan(plan, by)
    asked = [
        (hazard, _("Write what could go wrong.")),
        (safeguard, _("Write what you’ll put in place.")),
        (sign, _("Write what would show it.")),
    ]
    for answer, sentence in asked:
        if not clean(answer):
            raise Refused(sentence)
    _is_around(now, noticer, by)
    if measure is not None:
        require(rules.can_choose(by, now, measure))
    number = _next(now.hazards)
    named = Hazard.objects.create(plan=now, number=number, noticer=noticer, measure=measure)
    words = {"hazard": hazard, "safeguard": safeguard, "sign": sign}
    parts = {named.part(part): said for part, said in words.items()}
    add_words(entry=now.entry, words=parts, by=by)
    _tell(ExperimentEvent.NAMED, now, by)
    return named


@verb
def let_hazard_go(*, hazard: Hazard, by: Person, why: str = "") -> None:
    """
    This will take something that could go wrong off the plan; once it is locked, with a reason.

    :raises Refused: if it was taken off already.
    """
    now = _may_plan(hazard.plan, by)
    _take_off(hazard)
    if now.is_locked:
        _changed(now, What.HAZARD, str(hazard.number), "", why, by)
    _tell(ExperimentEvent.TAKEN_OFF, now, by)


@verb
def agree_sign(*, plan: Plan, words: str, owner: Person, by: Person) -> StopSign:
    """
    This will agree a sign at which people stop and talk, and whose it is.

    :raises Refused: if it does not say what the sign is, or its owner is not around the table.
    """
    now = _may_plan(plan, by)
    if not clean(words):
        raise Refused(_("Write what you would see."))
    _is_around(now, owner, by)
    sign = StopSign.objects.create(plan=now, number=_next(now.stop_signs), owner=owner)
    add_words(entry=now.entry, words={sign.part: words}, by=by)
    _tell(ExperimentEvent.NAMED, now, by)
    return sign


@verb
def let_sign_go(*, sign: StopSign, by: Person, why: str = "") -> None:
    """
    This will take a sign off the plan; once it is locked, with a reason.

    :raises Refused: while a talk about it waits.
    """
    now = _may_plan(sign.plan, by)
    if sign.talks.waiting().exists():
        raise Refused(_("Somebody saw this sign. Talk about it first."))
    _take_off(sign)
    if now.is_locked:
        _changed(now, What.SIGN, str(sign.number), "", why, by)
    _tell(ExperimentEvent.TAKEN_OFF, now, by)


@verb
def hand_over_sign(*, sign: StopSign, owner: Person, by: Person, why: str = "") -> None:
    """
    This will give a sign to somebody else: what waits about it is theirs from this moment.

    :raises Refused: if they are not around the table, or it is theirs already.
    """
    now = _may_plan(sign.plan, by)
    _is_around(now, owner, by)
    if sign.owner_id == owner.pk:
        raise Refused(_("It is theirs already."))
    if now.is_locked:
        _changed(now, What.SIGN, str(sign.number), str(owner.pk), why, by)
    sign.owner = owner
    sign.save(update_fields=["owner"])
    sign.talks.waiting().update(owner=owner, held_since=timezone.now())
    _tell(ExperimentEvent.NAMED, now, by)


@verb
def stop_and_talk(*, sign: StopSign, words: str, by: Person) -> Talk:
    """
    This will say that the sign was seen. Its owner has it from this moment, until people have
    talked and what they decided is written down.

    :raises Refused: if it does not say what was seen, or a talk about it waits already.
    """
    tried = sign.plan.experiment.entry
    require(rules.can_stop_and_talk(by, tried))
    _still_there(tried)
    sign = StopSign.objects.select_for_update(of=("self",)).select_related("owner").get(pk=sign.pk)
    if sign.taken_off_at is not None:
        raise Refused(_("This sign was taken off the plan."))
    if sign.talks.waiting().exists():
        raise Refused(_("It waits for %(name)s already. Talk to them.") % {"name": sign.owner.name})
    if not clean(words):
        raise Refused(_("Write what you saw. A sentence is enough."))
    because = [tried, sign.plan.entry]
    entry, told = _beside(sign.plan.experiment, TALK, {"words": words}, because, by, on=None)
    talk = Talk.objects.create(entry=entry, sign=sign, owner=sign.owner)
    _tell_tables(ExperimentEvent.STOPPED_TO_TALK, entry, told, by)
    return talk


@verb
def talked(*, talk: Talk, decided: str, words: str, by: Person) -> None:
    """
    This will write down what people decided when they had talked: go on, pause or stop.

    :raises Refused: if it was decided already, or does not say why.
    """
    tried = talk.sign.plan.experiment.entry
    require(rules.can_say_what_was_decided(by, tried))
    talk = (
        Talk.objects.select_for_update(of=("self",)).select_related("entry__system").get(pk=talk.pk)
    )
    if talk.decided:
        raise Refused(_("What you decided is written down already."))
    if decided not in Decided.values:
        raise Refused(_("Choose what you decided."))
    if not clean(words):
        raise Refused(_("Write what you decided, and why. A sentence is enough."))
    add_words(entry=talk.entry, words={"decided": words}, by=by)
    talk.decided, talk.talked_at, talk.talked_by = decided, timezone.now(), by
    talk.save(update_fields=["decided", "talked_at", "talked_by"])
    _tell(ExperimentEvent.TALKED, talk.sign.plan, by)
    _do_it(talk, words, by)


def _do_it(talk: Talk, words: str, by: Person) -> None:
    """What was decided is how it stands, where that is not how it stands already."""
    experiment = talk.sign.plan.experiment
    stands = rules.stands(experiment)
    hows = {Decided.PAUSE: How.PAUSE, Decided.STOP: How.STOP}
    if (how := hows.get(Decided(talk.decided))) and stands != how.value:
        conclude(experiment=experiment, how=how, words=words, by=by)
    elif talk.decided == Decided.GO_ON and stands == Stands.PAUSE:
        conclude(experiment=experiment, how=How.GO_ON, words=words, by=by)


def _take_off(thing: Hazard | StopSign) -> None:
    if thing.taken_off_at is not None:
        raise Refused(_("It was taken off already."))
    thing.taken_off_at = timezone.now()
    thing.save(update_fields=["taken_off_at"])


def _is_around(plan: Plan, person: Person, by: Person) -> None:
    if not rules.are_around(plan.entry.system, Reader.of(by), [person]):
        raise Refused(_("Choose somebody around this table."))


def _next(things: object) -> int:
    last = things.aggregate(last=Max("number"))["last"]  # type: ignore[attr-defined]
    return (last or 0) + 1
