"""
Erasing a life: its key, its rows in every room, and what was shared from it. What stays is the
record that it happened, which holds ids and no words, and a line in the ledger of erasures. Words a
law keeps for longer are set apart before, under a key of their own.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from alongside.foundation.kit.leaving import leave_nothing_of
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.actions.erasing import erase_entries
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.record import followups
from alongside.foundation.record.actions import NotRecorded, happened, verb, wait_for
from alongside.foundation.systems.models import Reader, Scale, Seat, System
from alongside.foundation.vault import actions as vault
from alongside.foundation.vault import ledger
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import ErasureWish, still_here

from .held import keep_apart

# Where the key of an erased life would otherwise lie as a dead row.
KEYS = ["vault_lifekey"]
TRIES = 3


@verb
def ask_to_erase(*, life: System, by: Person) -> ErasureWish:
    """
    This will write down that somebody wants their life gone from here.

    :raises Refused: if something in it is still to be looked at.
    """
    require(rules.can_ask_to_erase(by, life))
    _nothing_in_the_way(life, by)
    wish, made = ErasureWish.objects.get_or_create(
        life=life, by=by, defaults={"said_how": rules.said_how(by, life)}
    )
    if made:
        happened(LivesEvent.ERASURE_ASKED, by=by.pk, on=life.pk, to=wish.pk)
    else:
        raise Refused(_("That was said already."))
    return wish


@verb
def keep_after_all(*, life: System, by: Person) -> None:
    """
    This will take back that a life is to be erased. Anybody whose life it is can: it is not erased
    unless all of them want it.

    :raises Refused: if nobody said that it is to be.
    """
    require(rules.can_ask_to_erase(by, life))
    gone, _rows = ErasureWish.objects.filter(life=life).delete()
    if not gone:
        raise Refused(_("Nobody has asked for that, so it stays as it is."))
    happened(LivesEvent.KEPT_AFTER_ALL, by=by.pk, on=life.pk, to=life.pk)


def erase(*, life: System, by: Person) -> None:
    """
    This will erase a life, as those whose it is asked. It cannot be undone, here or from a backup.

    What a law keeps for longer stays sealed, apart, until it asks no longer. All of it enters the
    ledger before it is committed; if it then fails, the ledger says so.

    :raises Refused: if something in it is still to be looked at, or the ledger cannot be written.
    """
    require(rules.can_erase(by, life))
    _nothing_in_the_way(life, by)
    kept = rules.to_keep(life)
    _enter(life, by, kept)
    try:
        _until_nobody_writes(life, by, kept)
    except BaseException:
        ledger.enter(life.pk, by=by.pk, what=ledger.NOT_ERASED)
        raise


def _enter(life: System, by: Person, kept: Sequence[ledger.Kept]) -> None:
    try:
        ledger.enter(life.pk, by=by.pk, kept=kept)
    except (OSError, ledger.BrokenLedger) as error:
        raise Refused(
            _(
                "This cannot be kept from coming back with an older copy at the moment, so nothing "
                "was erased. Tell who looks after this site."
            )
        ) from error


def _until_nobody_writes(life: System, by: Person, kept: Sequence[ledger.Kept]) -> None:
    """Where somebody writes in the life at that moment, they were first; then it goes with it."""
    for tried in range(TRIES):
        try:
            _erase(life=life, by=by, kept=kept)
        except NotRecorded:
            if tried == TRIES - 1:
                raise
        except (IntegrityError, OperationalError):
            continue
        else:
            return
    raise Refused(_("Somebody is writing here at this moment. Try again in a minute."))


@verb
def close_sign_in(*, by: Person) -> None:
    """
    This will close the sign-in of somebody who has no seat anywhere: whose life was erased, or who
    never had one here.

    :raises Refused: while they have a seat: others count on them there.
    """
    if Reader.of(by).seats:
        raise Refused(_("You still have a seat here. Leave each table first, then close this."))
    people.close(by, by=by)


def erase_again(*, life: UUID, by: None, kept: Sequence[ledger.Kept] = ()) -> bool:
    """
    This will erase a life that the ledger says was erased, after an older database was restored.

    :param kept: what a law kept of it, as the ledger says: it is set apart again.

    :returns: whether anything of it was there.
    """
    if not still_here([life]):
        return False
    _erase(life=System(pk=life, scale=Scale.LIFE), by=by, kept=kept)
    return True


def _nothing_in_the_way(life: System, by: Person) -> None:
    if rules.is_being_looked_into(by, life):
        raise Refused(
            _("Somebody is still to look at something that was done here. Erase it after that.")
        )


@verb
def _erase(*, life: System, by: Person | None, kept: Sequence[ledger.Kept]) -> None:
    who = by.pk if by else None
    wait_for(life.pk)
    sat = Seat.objects.filter(system=life, person__isnull=False).values_list("person", flat=True)
    whom = set(sat)
    keep_apart(life=life, kept=kept, by=by)
    erase_entries(system=life, by=by)
    followups.forget(life.pk)
    people.forget_sessions(people=whom, by=by)
    System.objects.filter(pk=life.pk).delete()
    vault.destroy_key(life=life.pk, by=who)
    happened(LivesEvent.ERASED, by=who, on=life.pk, to=life.pk)
    transaction.on_commit(partial(leave_nothing_of, KEYS))
