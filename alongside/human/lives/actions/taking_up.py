"""Going on with somebody who is back, has no card, and whom nobody here can speak for any more."""

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Ended, Looking, Relationship, SaidHow, TakingUp

from .relationships import end_it, let_go_of, walk


@verb
def ask_to_take_up(*, looking: Looking, by: Person) -> TakingUp:
    """
    This will ask the stewards of the place to make sure that somebody is beside who asks, so that
    they go on where it rests. The same is asked whether or not anything rests here.

    :raises Refused: if they asked already.
    """
    require(looking.by_id == by.pk)
    Looking.objects.select_for_update().get(pk=looking.pk)
    if TakingUp.objects.filter(looking=looking).exists():
        raise Refused(_("You have asked this already."))
    taking: TakingUp = TakingUp.objects.create(looking=looking)
    happened(LivesEvent.ASKED_TO_TAKE_UP, by=by.pk, on=HOUSE, to=looking.pk)
    return taking


@verb
def make_sure(*, taking: TakingUp, beside: bool, by: Person) -> None:
    """
    This will say, by a second person, whether the person is there and wants to go on. If something
    of theirs rests here without a way in, who asked walks alongside them from now on.

    :raises Refused: if it was answered already.
    """
    require(rules.can_make_sure(by, taking))
    rows = TakingUp.objects.select_for_update(of=("self",))
    taking = rows.select_related("looking__life", "looking__by").get(pk=taking.pk)
    if taking.answered_at is not None:
        raise Refused(_("This was answered already."))
    taking.answered_at, taking.answered_by = timezone.now(), by
    taking.new = _go_on(taking.looking, by) if beside else None
    taking.save(update_fields=["answered_at", "answered_by", "new"])
    data: dict[str, object] = {"beside": beside}
    happened(LivesEvent.MADE_SURE, by=by.pk, on=HOUSE, to=taking.pk, data=data)


def _go_on(looking: Looking, by: Person) -> Relationship | None:
    life, worker = looking.life, looking.by
    if life is None or not looking.certain:
        return None
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))
    if not (rules.has_no_way_in(life) and _may_still(looking, life)):
        return None
    walked = rules.current(life)
    if walked is not None:
        end_it(walked=walked, ended=Ended.CHANGED, by=worker, how=SaidHow.BESIDE)
        let_go_of(walked=walked, by=worker)
    new = walk(life=life, worker=worker, by=worker, how=SaidHow.BESIDE)
    new.made_sure_by = by
    new.save(update_fields=["made_sure_by"])
    happened(LivesEvent.TAKEN_UP_AGAIN, by=worker.pk, on=life.pk, to=new.pk)
    return new


def _may_still(looking: Looking, life: System) -> bool:
    worker = looking.by
    works = worker.is_active and rules.can_look_for(worker, looking.organisation)
    return works and rules.may_walk_with(worker, life)
