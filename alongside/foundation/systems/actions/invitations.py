"""Asking somebody to a table by their address: they sit there with their yes, and not before."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems import rules
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import (
    Exclusion,
    Invitation,
    Part,
    Role,
    Seat,
    System,
    Wording,
    open_wordings,
)

from .making import _lock
from .seats import _fitting, _theirs, seat
from .wording import _word


@verb
def invite(
    *,
    system: System,
    name: str,
    email: str,
    by: Person,
    role: str = Role.MEMBER,
    as_what: str = "",
    for_what: str = "",
    until: datetime | None = None,
) -> Seat | Invitation:
    """
    This will give a seat to somebody whom whoever invites sees by name anyway; and ask anybody else
    who has that address, whether or not they were here. Nobody is told which.

    :raises Refused: as ``seat``, or if that address was asked already.
    """
    require(rules.can_invite(by, system))
    here = Person.objects.filter(email__iexact=clean(email), is_active=True).first()
    if here is not None and rules.knows(by, here):
        return seat(
            system=system,
            by=by,
            person=here,
            role=role,
            as_what=as_what,
            for_what=for_what,
            until=until,
        )
    _lock(system.pk)
    _fitting(system, role, (), until)
    if role == Role.PERSON:
        _theirs(system, by, here or by)
    person = people.let_in(name=name, email=email, by=by)
    if Invitation.objects.open().filter(system=system, person=person).exists():
        raise Refused(_("That address was asked already."))
    asked: Invitation = Invitation.objects.create(
        system=system, by=by, person=person, role=role, until=until
    )
    typed = {Part.TYPED: f"{clean(name)}, {clean(email)}"}
    for part, words in (typed | {Part.AS_WHAT: as_what, Part.FOR_WHAT: for_what}).items():
        if words:
            _word(system, asked.pk, part, words, "", by)
    happened(SystemEvent.INVITED, by=by.pk, on=system.pk, to=asked.pk)
    return asked


@verb
def answer_invitation(*, invitation: Invitation, yes: bool, by: Person) -> None:
    """
    This will say yes, and take the seat; or no, of which nobody is told.

    :raises Refused: if it was answered or taken back, or whoever asked can give no such seat now.
    """
    locked = Invitation.objects.select_for_update(of=["self"]).select_related("system", "by")
    asked = locked.get(pk=invitation.pk)
    require(asked.person_id == by.pk)
    if asked.yes is not None or asked.taken_back_at is not None:
        raise Refused(_("That was answered already, or nobody asks it any more."))
    asked.yes, asked.said_at = yes, timezone.now()
    asked.save(update_fields=["yes", "said_at"])
    happened(SystemEvent.INVITATION_ANSWERED, by=by.pk, on=asked.system_id, to=asked.pk)
    if yes:
        _seated(asked, by)
        _forget_typed(asked)


def _seated(asked: Invitation, by: Person) -> None:
    no = Exclusion.objects.current().filter(system=asked.system).to(by)
    ended = asked.until is not None and asked.until <= timezone.now()
    # One answer to all three: of a no by name nobody is told whom it is said to.
    if not rules.can_invite(asked.by, asked.system) or no.exists() or ended:
        raise Refused(_("That seat cannot be given any more. Ask who asked you."))
    words = open_wordings(Wording.objects.current().filter(of=asked.pk))
    said = {wording.part: wording.words for wording in words}
    seat(
        system=asked.system,
        by=asked.by,
        person=by,
        role=asked.role,
        as_what=said.get(Part.AS_WHAT, ""),
        for_what=said.get(Part.FOR_WHAT, ""),
        until=asked.until,
    )


@verb
def take_back_invitation(*, invitation: Invitation, by: Person) -> None:
    """
    This will ask no longer. Anybody who holds the table can.

    :raises Refused: if it was taken back before, or they said yes.
    """
    require(rules.can_invite(by, invitation.system))
    if not Invitation.objects.open().filter(pk=invitation.pk).update(taken_back_at=timezone.now()):
        raise Refused(_("They said yes, or that was taken back already."))
    _forget_typed(invitation)
    happened(SystemEvent.INVITATION_TAKEN_BACK, by=by.pk, on=invitation.system_id, to=invitation.pk)


@verb
def forget_invitations(*, person: Person, by: None = None) -> None:
    """This will ask somebody nothing any more who has left, and keep nothing of what was typed."""
    for asked in Invitation.objects.filter(person=person).order_by("pk"):
        Wording.objects.filter(of=asked.pk).delete()
        happened(SystemEvent.INVITATION_TAKEN_BACK, by=by, on=asked.system_id, to=asked.pk)
        asked.delete()


def _forget_typed(asked: Invitation) -> None:
    """It was there to tell by whom they asked; now there is a name for them, or nothing to tell."""
    Wording.objects.filter(of=asked.pk, part=Part.TYPED).delete()
