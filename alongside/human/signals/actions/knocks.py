"""Somebody takes a knock, goes, and it is answered. Nothing of that goes back to the source."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.vault import actions as vault
from alongside.human.signals import rules
from alongside.human.signals.events import SignalsEvent
from alongside.human.signals.models import How, Knock, Mark, Month

# Those after which somebody's door did open.
OPENED = {How.TALKED, How.FALSE_ALARM}


@verb
def take(*, knock: Knock, by: Person) -> None:
    """
    This will make one named person the one who goes. Only they see whose door it is.

    :raises Refused: if somebody else has taken it, or it has been answered.
    """
    now = _locked(knock)
    allowed = rules.can_take(by, now)
    if now.taken_by and not allowed and rules.can_see_knocks(by, now.table):
        raise Refused(_("Somebody has taken this one."))
    require(allowed)
    _set(knock, taken_by=by, taken_at=timezone.now())
    happened(SignalsEvent.TAKEN, by=by.pk, on=knock.table_id, to=knock.pk)


@verb
def put_back(*, knock: Knock, by: Person) -> None:
    """This will give a knock back to the table, for another to take. The table has it again."""
    now = _locked(knock)
    require(now.life_id is None and now.taken_by_id == by.pk)
    _set(knock, taken_by=None, taken_at=None)
    happened(SignalsEvent.PUT_BACK, by=by.pk, on=knock.table_id, to=knock.pk)


@verb
def tried(*, knock: Knock, by: Person) -> None:
    """This will write down that somebody went and nobody was home. The clock stays on us."""
    now = _locked(knock)
    require(rules.can_answer(by, now))
    _set(knock, tries=now.tries + 1, tried_at=timezone.now())
    happened(SignalsEvent.TRIED, by=by.pk, on=now.life_id or now.table_id, to=knock.pk)


@verb
def talked(*, knock: Knock, by: Person) -> None:
    """This will end a knock with a conversation. What was said is theirs, and not kept here."""
    _end(knock, How.TALKED, by)


@verb
def rather_not(*, knock: Knock, by: Person) -> None:
    """This will end a knock because they would rather not: until its day nobody knocks again."""
    _end(knock, How.RATHER_NOT, by)


@verb
def false_alarm(*, knock: Knock, by: Person) -> None:
    """This will end a knock as a false alarm: of it only the sign and the month are kept."""
    _end(knock, How.FALSE_ALARM, by)


def _end(knock: Knock, how: How, by: Person) -> None:
    now = _locked(knock)
    require(rules.can_answer(by, now))
    _set(knock, ended_at=timezone.now(), ended=how, sealed=None)
    if now.life_id is None:
        vault.forget_key(key=knock.pk, by=by.pk)
    if how != How.RATHER_NOT:
        Mark.objects.filter(knock=knock).delete()
    if how in OPENED:
        _learn_from(knock, how)
    happened(SignalsEvent.ENDED, by=by.pk, on=now.life_id or now.table_id, to=knock.pk)


def _learn_from(knock: Knock, how: How) -> None:
    """How often the source is right and wrong, by month: a count, of nobody."""
    first = timezone.localdate().replace(day=1)
    month, _made = Month.objects.get_or_create(sign_id=knock.sign_id, on=first)
    alarms = 1 if how == How.FALSE_ALARM else 0
    Month.objects.filter(pk=month.pk).update(
        opened=F("opened") + 1, false_alarms=F("false_alarms") + alarms
    )


def _locked(knock: Knock) -> Knock:
    """
    As it is now.

    :raises Refused: if it has been answered, or gone.
    """
    # Locked by itself: what is joined to a row that was waited for is as it was before the wait.
    list(Knock.objects.select_for_update().filter(pk=knock.pk).values_list("pk"))
    rows = Knock.objects.standing().select_related("table", "source", "taken_by")
    now = rows.filter(pk=knock.pk).first()
    if now is None:
        raise Refused(_("This knock has been answered, or has gone away."))
    return now


def _set(knock: Knock, **values: object) -> None:
    for name, value in values.items():
        setattr(knock, name, value)
    knock.save(update_fields=list(values))
