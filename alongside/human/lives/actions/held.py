"""What a law keeps of a life that is erased: set apart under a key of its own, until it goes."""

from collections.abc import Collection, Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.foundation.kit.leaving import leave_nothing_of
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import sealed_of
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.systems.models import System
from alongside.foundation.vault import actions as vault
from alongside.foundation.vault import ledger
from alongside.foundation.vault.ledger import Kept
from alongside.foundation.vault.safe import seal_anew
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import HeldApart, HeldFor, HeldPart, PutRight

# Of what a law keeps: what was said, and which law. Not who was there, or helped to write it.
PARTS = ("words", "law")
# Where the key of what was kept would otherwise lie as a dead row, and what it opened.
TABLES = ["vault_lifekey", "lives_heldpart", "lives_heldapart"]


def keep_apart(*, life: System, kept: Iterable[Kept], by: Person | None) -> None:
    """
    This will seal what a law keeps of a life with a key of its own, before that of the life goes,
    inside the verb it belongs to. Said again after a restore, what is past its day is not kept.
    """
    inside_a_verb(by=by)
    theirs = rules.whose_it_is(life)
    for one in kept:
        entry = Entry.objects.filter(pk=one.entry, system=life).first()
        bound = Organisation.objects.filter(pk=one.by).exists()
        if entry is not None and bound and one.until > timezone.localdate():
            _keep(entry, one, theirs, by)


def _keep(entry: Entry, one: Kept, theirs: list[Person], by: Person | None) -> None:
    sealed = [row for row in sealed_of(entry) if row[1] in PARTS or row[2]]
    right = PutRight.objects.filter(older=entry).first()
    held = HeldApart.objects.create(
        id=one.as_,
        organisation_id=one.by,
        held_by=_holder(right) if right else None,
        kept_until=one.until,
    )
    vault.make_key(life=held.pk, by=by.pk if by else None)
    anew = seal_anew([(was, part) for was, part, _sort in sealed], life=held.pk, of=held.pk)
    HeldPart.objects.bulk_create(
        HeldPart(held=held, part=now.part, sort_slug=sort, sealed=now.body, key_version=now.version)
        for now, (_was, _part, sort) in zip(anew, sealed, strict=True)
    )
    HeldFor.objects.bulk_create(HeldFor(held=held, person=person) for person in theirs)
    happened(LivesEvent.KEPT_APART, by=by.pk if by else None, on=held.pk, to=held.pk)


def _holder(right: PutRight) -> Person | None:
    return Person.objects.filter(pk=right.held_by).first() if right.held_by else None


def let_go(*, held: HeldApart, by: None = None) -> None:
    """
    This will delete what a law kept of an erased life, with its key. Nobody does it. Before its day
    it enters the ledger first, so that an older database does not bring it back.

    :raises OSError: if it cannot: then it stays, and is let go when it can.
    """
    early = held.kept_until > timezone.localdate()
    if early:
        ledger.enter(held.pk, by=by, what=ledger.LET_GO)
    try:
        _let_go(held=held, by=by)
    except BaseException:
        if early:
            ledger.enter(held.pk, by=by, what=ledger.NOT_LET_GO)
        raise


@verb
def _let_go(*, held: HeldApart, by: None) -> None:
    vault.forget_key(key=held.pk, by=by)
    happened(LivesEvent.KEPT_NO_LONGER, by=by, on=held.pk, to=held.pk)
    HeldApart.objects.filter(pk=held.pk).delete()
    transaction.on_commit(partial(leave_nothing_of, TABLES))


def let_go_again(*, kept: Collection[UUID], by: None = None) -> int:
    """
    This will delete what the ledger says was let go, after an older database was restored.

    :returns: how much of it was there.
    """
    back = list(HeldApart.objects.filter(pk__in=kept))
    for held in back:
        _let_go(held=held, by=by)
    return len(back)


def let_go_what_is_due(*, by: None = None) -> int:
    """
    This will delete all that was kept apart and is kept no longer.

    :returns: how much of it there was.
    """
    due = list(rules.kept_no_longer())
    for held in due:
        let_go(held=held, by=by)
    return len(due)
