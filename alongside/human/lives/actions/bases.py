"""Saying under which law an organisation knows things."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    CANNOT_BE_STOPPED,
    LETS_ACT,
    Basis,
    LawfulGround,
    MayAct,
    Purpose,
)

from .by_law import end_what_rests_on


@verb
def record_basis(
    *,
    organisation: Organisation,
    by: Person,
    purpose: str,
    in_plain_words: str,
    ground: str,
    law: str,
    talk_to: str,
    condition: str = "",
    can_the_person_stop_it: bool = False,
    allows_acting_without_yes: bool = False,
    until: datetime | None = None,
) -> Basis:
    """
    This will say anew under which law an organisation knows things for one purpose. What was said
    before stays, as what held until now.

    :raises Refused: if it says people can stop what the law requires, or lets act what may not.
    """
    require(rules.can_record_basis(by, organisation))
    if allows_acting_without_yes:
        require(rules.can_let_act(by))
    lets = Basis.objects.lets_act().filter(organisation=organisation)
    _true(purpose, ground, can_the_person_stop_it, allows_acting_without_yes)
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk))
    before = Basis.objects.filter(organisation=organisation, purpose=purpose, superseded_at=None)
    if before.filter(allows_acting_without_yes=True).exists():
        require(rules.can_let_act(by))
    # Who was named stays so while it is only said anew; else they are named anew as well.
    goes_on = allows_acting_without_yes and lets.exists()
    if purpose == Purpose.SAFETY and not goes_on:
        _nobody_named(organisation, by)
    before.update(superseded_at=timezone.now())
    basis: Basis = Basis.objects.create(
        organisation=organisation,
        purpose=purpose,
        in_plain_words=in_plain_words,
        ground=ground,
        condition=condition,
        law=law,
        talk_to=talk_to,
        can_the_person_stop_it=can_the_person_stop_it,
        allows_acting_without_yes=allows_acting_without_yes,
        recorded_by=by,
        until=until,
    )
    end_what_rests_on(basis=basis, by=by)
    happened(LivesEvent.BASIS_RECORDED, by=by.pk, on=HOUSE, to=basis.pk)
    return basis


def _true(purpose: str, ground: str, can_stop: bool, lets_act: bool) -> None:
    if can_stop and ground in CANNOT_BE_STOPPED:
        raise Refused(_("Nobody can stop that by saying no, so do not say that they can."))
    if ground == LawfulGround.CONSENT and not can_stop:
        raise Refused(_("What rests on a yes can be stopped: say so."))
    if lets_act and (purpose != Purpose.SAFETY or ground not in LETS_ACT or can_stop):
        raise Refused(
            _("Acting without a yes is for keeping somebody safe, on a ground that allows it.")
        )


@verb
def end_basis(*, basis: Basis, by: Person) -> None:
    """This will say that an organisation works under this no longer."""
    require(rules.can_record_basis(by, basis.organisation))
    now = timezone.now()
    ended = Basis.objects.filter(Q(until=None) | Q(until__gt=now), pk=basis.pk, superseded_at=None)
    if not ended.update(until=now):
        raise Refused(_("That has ended already."))
    end_what_rests_on(basis=basis, by=by)
    if basis.allows_acting_without_yes:
        _nobody_named(basis.organisation, by)
    happened(LivesEvent.BASIS_ENDED, by=by.pk, on=HOUSE, to=basis.pk)


@verb
def name_to_act(*, organisation: Organisation, person: Person, by: Person) -> MayAct:
    """
    This will name somebody who may act for an organisation without a yes, to keep someone safe.

    :raises Refused: if nothing says that the organisation may, or they are named already.
    """
    require(rules.can_let_act(by))
    if not rules.can_name_to_act(by, person, organisation):
        raise Refused(_("Name somebody else, who belongs there. Nobody names themself."))
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk))
    if not Basis.objects.lets_act().filter(organisation=organisation).exists():
        raise Refused(_("Say first under which law they may act."))
    if MayAct.objects.current().filter(organisation=organisation, person=person).exists():
        raise Refused(_("They are named already."))
    named: MayAct = MayAct.objects.create(organisation=organisation, person=person, named_by=by)
    happened(LivesEvent.NAMED_TO_ACT, by=by.pk, on=HOUSE, to=named.pk)
    return named


@verb
def name_no_longer(*, named: MayAct, by: Person) -> None:
    """This will say that somebody may act without a yes no longer: a steward, or they themself."""
    require(rules.can_let_act(by) or named.person_id == by.pk)
    if not _end_naming(named, by):
        raise Refused(_("That has ended already."))


@verb
def named_till_they_left(*, named: MayAct, by: Person) -> None:
    """
    This will say that somebody is named no longer where they have left. Whoever comes back is to be
    named anew.
    """
    if not _end_naming(named, by):
        raise Refused(_("That has ended already."))


def _end_naming(named: MayAct, by: Person) -> bool:
    ended = MayAct.objects.current().filter(pk=named.pk).update(until=timezone.now())
    if ended:
        happened(LivesEvent.NAMED_NO_LONGER, by=by.pk, on=HOUSE, to=named.pk)
    return bool(ended)


def _nobody_named(organisation: Organisation, by: Person) -> None:
    """Nobody stays named for what the organisation may do no longer."""
    for named in MayAct.objects.current().filter(organisation=organisation):
        _end_naming(named, by)
