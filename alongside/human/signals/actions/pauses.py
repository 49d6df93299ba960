"""The one thing that goes back to a source: leave this one be for now. The clock is on them."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.vault import actions as vault
from alongside.human.signals import rules
from alongside.human.signals.events import SignalsEvent
from alongside.human.signals.models import (
    BECAUSE,
    WHO,
    Gateway,
    Knock,
    Pause,
    Says,
    Source,
    open_sealed,
    seal,
)

from .knocks import _locked


@verb
def ask_pause(*, knock: Knock, by: Person, they_said_yes: bool = False) -> Pause:
    """
    This will ask the source to pause what it does to this person.

    :param they_said_yes: the person agreed to it; needed where no law or agreement stands for it.
    :raises Refused: if they have not, or it was asked before.
    """
    now = _locked(knock)
    require(rules.can_ask_pause(by, now))
    if now.source.pause_ground == Gateway.AGREED and not they_said_yes:
        raise Refused(_("Ask them first. Only their yes lets you tell the source."))
    if Pause.objects.filter(knock=now).exists():
        raise Refused(_("They have been asked already."))
    pause = _ask(now, by)
    happened(SignalsEvent.PAUSE_ASKED, by=by.pk, on=now.life_id or now.table_id, to=pause.pk)
    happened(SignalsEvent.PAUSE_ASKED, by=by.pk, on=pause.of_id, to=pause.pk)
    return pause


@verb
def ask_pause_for_all(*, source: Source, by: Person) -> None:
    """
    This will ask a source to pause what it does to everybody a knock of its own stands for.

    For everybody alike, whether the table holds the knock or somebody's lead worker does: who was
    left out would be known to be known here. So nobody is told how many they are.
    """
    require(rules.can_ask_pause_for_all(by, source))
    standing = Knock.objects.standing().filter(source=source)
    # Locked first, and then looked at: another may be asking for some of them at this moment.
    list(standing.select_for_update().order_by("pk").values_list("pk"))
    asked_for = Pause.objects.filter(knock__source=source).values("knock")
    knocks = standing.exclude(pk__in=asked_for).select_related("source")
    asked = [_ask(knock, by) for knock in knocks]
    happened(SignalsEvent.PAUSE_ASKED, by=by.pk, on=source.table, to=source.pk)
    for pause in asked:
        life = pause.knock.life_id
        happened(SignalsEvent.PAUSE_ASKED, by=by.pk, on=life or pause.of_id, to=pause.pk)


def _ask(knock: Knock, by: Person) -> Pause:
    """In the source's own words for them: it is told nothing that it did not say."""
    source, sealed = knock.source, knock.sealed
    if source.asked_id is None or sealed is None:
        raise Refused(_("There is nothing this source can be asked to pause."))
    pause = Pause(knock=knock, of_id=source.asked_id, ground=source.pause_ground, asked_by=by)
    who = open_sealed(knock.key, knock.pk, WHO, sealed)
    if knock.life_id is None:
        vault.make_key(life=pause.pk, by=by.pk)
    pause.sealed = seal(pause.key, pause.pk, WHO, who)
    pause.save(force_insert=True)
    return pause


@verb
def answer_pause(
    *, pause: Pause, says: str, by: Person, until: date | None = None, because: str = ""
) -> None:
    """
    This will answer what a source was asked: it is paused, or it cannot be, because of this law.

    :param until: the day it is paused until, if there is one.
    :raises Refused: if it was answered, or cannot be and nothing says why.
    """
    _answer(pause, says, by, until, because)


@verb
def answer_pauses(*, pauses: Sequence[Pause], by: Person, until: date | None = None) -> None:
    """This will say of everything asked that it is paused."""
    for pause in pauses:
        _answer(pause, Says.PAUSED, by, until, "")


def _answer(pause: Pause, says: str, by: Person, until: date | None, because: str) -> None:
    list(Pause.objects.select_for_update().filter(pk=pause.pk).values_list("pk"))
    now = Pause.objects.waiting().select_related("knock", "of").filter(pk=pause.pk).first()
    if now is None:
        raise Refused(_("This has been answered, or has gone away."))
    require(rules.can_answer_pause(by, now))
    if says == Says.CANNOT and not clean(because):
        raise Refused(_("Say which law or rule is in the way: that is their answer."))
    if until is not None and until <= timezone.localdate():
        raise Refused(_("The day it is paused until is still to come."))
    now.because = seal(now.key, now.pk, BECAUSE, clean(because)) if clean(because) else None
    now.says, now.answered_at, now.answered_by, now.sealed = says, timezone.now(), by, None
    now.paused_until = until if says == Says.PAUSED else None
    now.save()
    if now.because is None and now.knock.life_id is None:
        vault.forget_key(key=now.pk, by=by.pk)
    chain = now.knock.life_id or now.knock.table_id
    happened(SignalsEvent.PAUSE_ANSWERED, by=by.pk, on=now.of_id, to=now.pk)
    if chain != now.of_id:
        happened(SignalsEvent.PAUSE_ANSWERED, by=None, on=chain, to=now.pk)
