from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alongside.foundation.kit.leaving import leave_nothing_of
from alongside.foundation.people.events import PeopleEvent
from alongside.foundation.people.models import Person
from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event, Followup
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import Exclusion, Reader, Role, Scale, Seat

from . import actions, rules
from .actions.held import TABLES
from .events import LivesEvent
from .models import HeldApart, MayAct, PutRight, Relationship

AT_NIGHT = time(3)


@when()
def expire(event: Event) -> None:
    """The day has come on which words that were put right go, unless a law held them meanwhile."""
    due = PutRight.objects.filter(older=event.thing, gone_at=None)
    for put_right in due.filter(kept_until__lte=timezone.localdate()):
        actions.let_words_go(put_right=put_right)


@when(LivesEvent.PUT_RIGHT, LivesEvent.HELD)
def expire_later(event: Event) -> None:
    """What was put right goes on its day, or on the day until which a law holds it."""
    put_right = PutRight.objects.filter(older=event.thing).first()
    if put_right is not None:
        due = timezone.make_aware(datetime.combine(put_right.kept_until, AT_NIGHT))
        name = f"{expire.__module__}.{expire.__qualname__}"
        Followup.objects.get_or_create(event=event.id, what=name, defaults={"due": due})


@when(SystemEvent.SEAT_ENDED)
def no_seat_no_relationship(event: Event) -> None:
    """Whoever has no seat in a life any more does not walk alongside it."""
    if event.thing is None or event.by is None:
        return
    ended = Seat.objects.filter(pk=event.thing, role=Role.LEAD).exclude(person=None).first()
    if ended is None:
        return
    for walked in Relationship.objects.current().filter(life=event.chain, worker=ended.person_id):
        if not _still_sits(walked):
            actions.stopped(relationship=walked, by=event.by)


@when(SystemEvent.EXCLUDED)
def no_to_where_they_work_ends_it(event: Event) -> None:
    """
    A no to an organisation is one to a worker of it who walks alongside too. It ends, and their
    seat with it: to leave that organisation later is no way back in.
    """
    if event.by is None:
        return
    rows = Relationship.objects.current().filter(life=event.chain).select_related("worker")
    for walked in rows:
        if not Reader.of(walked.worker).is_inner(walked.life_id):
            actions.stopped(relationship=walked, by=event.by)


@when(SystemEvent.EXCLUDED)
def what_a_no_strikes_ends(event: Event) -> None:
    """What they were asked to stand behind, by name, ends with it: no seat said so."""
    noes = Exclusion.objects.current().filter(pk=event.thing or event.pk)
    for no in noes.filter(system__scale=Scale.LIFE):
        _keep_to(no)


@when(PeopleEvent.LEFT, PeopleEvent.CLOSED)
def whoever_left_is_named_no_longer(event: Event) -> None:
    """They may not act from that moment; nor is it to stand on the page that they may."""
    if event.by is None:
        return
    of = Q(organisation=event.thing) | Q(person=event.thing)
    for named in MayAct.objects.who_left().filter(of):
        actions.named_till_they_left(named=named, by=Person.objects.get(pk=event.by))


@when(PeopleEvent.JOINED)
def a_no_holds_for_whoever_joins(event: Event) -> None:
    """
    Whoever comes to an organisation that was told no is shut out from that moment; what they were
    given by name before ends too, or it would come back by itself on the day they leave.
    """
    noes = Exclusion.objects.current().filter(organisation=event.thing or event.pk)
    for no in noes.filter(system__scale=Scale.LIFE).order_by("pk"):
        _keep_to(no)


def _keep_to(no: Exclusion) -> None:
    if rules.struck_by(no):
        actions.keep_to_a_no(no=no, by=Person.objects.get(pk=no.by))


def _still_sits(walked: Relationship) -> bool:
    held = Seat.objects.current().filter(system=walked.life_id, person=walked.worker_id)
    return held.filter(role=Role.LEAD).exists()


def _on_its_day(event: Event) -> datetime:
    held = HeldApart.objects.get(pk=event.thing or event.pk)
    return timezone.make_aware(datetime.combine(held.kept_until, AT_NIGHT))


@when(LivesEvent.KEPT_APART, at=_on_its_day)
def what_was_kept_goes(_event: Event) -> None:
    """The day has come on which what a law kept of an erased life goes."""
    actions.let_go_what_is_due()


@when(LivesEvent.BASIS_ENDED, LivesEvent.BASIS_RECORDED)
def what_no_law_keeps_goes(_event: Event) -> None:
    """What was kept for a law that asks no longer goes at once."""
    actions.let_go_what_is_due()


def _a_day_later(event: Event) -> datetime:
    return event.at + timedelta(days=1)


@when(LivesEvent.ERASED, LivesEvent.KEPT_NO_LONGER, at=_a_day_later)
def leave_nothing_again(event: Event) -> None:
    """PostgreSQL keeps a deleted row for whoever still reads from before; a day on nobody does."""
    transaction.on_commit(partial(leave_nothing_of, TABLES))
