"""Beginning a life here, who walks alongside it, and how that ends and is taken up again."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import (
    Category,
    Ground,
    Role,
    Scale,
    Seat,
    System,
)
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    Ended,
    Offer,
    Relationship,
    WayBack,
    Wish,
)

THEIRS = gettext_lazy("They sign in here themselves, and say it here when they are ready.")
# The longest two workers are both there when one hands over to the other.
OVERLAP = timedelta(weeks=6)


@verb
def begin(
    *,
    by: Person,
    name: str,
    purpose: str = "",
    said_by: str = "",
    as_what: str = "",
    whose: Person | None = None,
) -> System:
    """
    This will begin a life here. Whoever begins it for another walks alongside them from now on.

    Nothing is asked but a name to be called by.

    :param whose: the person whose life it is, if they sign in here; who begins their own life has
        nobody alongside yet, and chooses somebody when they like.
    """
    life = systems.found(
        scale=Scale.LIFE,
        name=name,
        purpose=purpose,
        said_by=said_by or (name if purpose else ""),
        as_what=as_what,
        whose=whose,
        by=by,
    )
    if whose != by:
        Relationship.objects.create(life=life, worker=by)
    happened(LivesEvent.BEGUN, by=by.pk, on=life.pk, to=life.pk)
    return life


# --- another worker ------------------------------------------------------------------------------


@verb
def wish_for(
    *,
    life: System,
    by: Person,
    person: Person | None = None,
    organisation: Organisation | None = None,
    stop_today: bool = False,
) -> Wish:
    """
    This will ask somebody, or an organisation to find somebody, to walk with this person.

    :param stop_today: whoever walks alongside now stops at once, before anybody is found.
    :raises Refused: if they were asked already, or may not walk with them.
    """
    require(rules.can_change(by, life))
    require(not stop_today or rules.can_stop_today(by, life), str(THEIRS))
    _lock(life)
    walked = rules.current(life)
    if walked is not None and walked.worker_id == (person and person.pk):
        raise Refused(_("They walk alongside already."))
    if person is not None and not rules.may_walk_with(person, life):
        raise Refused(_("They cannot be asked for this. Choose somebody else."))
    if Wish.objects.open().filter(life=life, person=person, organisation=organisation).exists():
        raise Refused(_("They have been asked already."))
    how = rules.said_how(by, life)
    wish: Wish = Wish.objects.create(
        life=life, person=person, organisation=organisation, by=by, said_how=how
    )
    happened(LivesEvent.WISHED, by=by.pk, on=life.pk, to=wish.pk)
    if stop_today and walked is not None:
        end_it(walked=walked, ended=Ended.CHANGED, by=by, how=how)
        let_go_of(walked=walked, by=by)
    return wish


@verb
def close_wish(*, wish: Wish, by: Person) -> None:
    """
    This will take a wish back; or say, by who was asked by name, that they cannot just now.

    :raises Refused: if it was closed before.
    """
    require(rules.can_change(by, wish.life) or wish.person_id == by.pk)
    wish.refresh_from_db(fields=["closed_at"])
    if wish.closed_at is not None:
        raise Refused(_("That is closed already."))
    close_it(wish=wish, by=by)
    happened(LivesEvent.WISH_CLOSED, by=by.pk, on=wish.life_id, to=wish.pk)


def close_it(*, wish: Wish, by: Person) -> None:
    """This will close a wish, inside the verb around it."""
    inside_a_verb(by=by)
    wish.closed_at = timezone.now()
    wish.save(update_fields=["closed_at"])


@verb
def offer(*, wish: Wish, by: Person) -> Offer:
    """
    This will say: I would walk with them. The person chooses.

    :raises Refused: if they said so already.
    """
    require(rules.is_asked(by, wish))
    if Offer.objects.open().filter(wish=wish, by=by).exists():
        raise Refused(_("You have said so already. The person chooses now."))
    offered: Offer = Offer.objects.create(wish=wish, by=by)
    happened(LivesEvent.OFFERED, by=by.pk, on=wish.life_id, to=offered.pk)
    return offered


@verb
def take_back_offer(*, offer: Offer, by: Person) -> None:
    """This will say that somebody could walk with them after all not."""
    require(offer.by_id == by.pk)
    if offer.taken_back_at is not None:
        raise Refused(_("You took that back already."))
    offer.taken_back_at = timezone.now()
    offer.save(update_fields=["taken_back_at"])
    happened(LivesEvent.OFFER_TAKEN_BACK, by=by.pk, on=offer.wish.life_id, to=offer.pk)


@verb
def choose(*, offer: Offer, by: Person, stays_until: date | None = None) -> Relationship:
    """
    This will let the person choose somebody who said yes.

    :param stays_until: the day until which whoever walked alongside before is there too.
    :raises Refused: if they have taken their yes back meanwhile.
    """
    require(rules.can_choose(by, offer), str(THEIRS))
    life = offer.wish.life
    _lock(life)
    if not Offer.objects.open().filter(pk=offer.pk, by__is_active=True).exists():
        raise Refused(_("They cannot walk with you after all. Choose somebody else."))
    return hand_over(life=life, to=offer.by, by=by, stays_until=stays_until)


@verb
def hand_over(
    *, life: System, to: Person, by: Person, stays_until: date | None = None
) -> Relationship:
    """
    This will let somebody else walk alongside a life, whom the person chose.

    :param stays_until: the day until which whoever walked alongside before is there too, so that
        nobody has to begin again from nothing; six weeks at most.
    :raises Refused: if they walk alongside already, or somebody said no to them by name.
    """
    require(rules.can_decide(by, life), str(THEIRS))
    _lock(life)
    before, how = rules.current(life), rules.said_how(by, life)
    if before is not None and before.worker_id == to.pk:
        raise Refused(_("They walk alongside already."))
    if not rules.may_walk_with(to, life):
        raise Refused(_("They cannot walk with this person. Choose somebody else."))
    if before is not None:
        end_it(walked=before, ended=Ended.CHANGED, by=by, how=how)
    new = walk(life=life, worker=to, by=by, how=how)
    if before is not None:
        let_go_of(walked=before, by=by)
        if stays_until is not None:
            _stay(before, until=stays_until, by=by)
    happened(LivesEvent.HANDED_OVER, by=by.pk, on=life.pk, to=new.pk)
    return new


def walk(*, life: System, worker: Person, by: Person, how: str) -> Relationship:
    """This will let somebody walk alongside from now on, inside the verb around it."""
    inside_a_verb(by=by)
    systems.seat_alongside(life=life, worker=worker, by=by)
    new: Relationship = Relationship.objects.create(life=life, worker=worker, chosen_how=how)
    for wish in Wish.objects.open().filter(life=life):
        close_it(wish=wish, by=by)
    WayBack.objects.filter(life=life).delete()
    return new


def _stay(before: Relationship, *, until: date, by: Person) -> None:
    last = timezone.make_aware(datetime.combine(until, time.max))
    if not timezone.now() < last <= timezone.now() + OVERLAP + timedelta(days=1):
        raise Refused(_("Both can be there for six weeks at most. Choose an earlier day."))
    systems.seat_for(
        life=before.life,
        ground=Ground.AGREED,
        by=by,
        holder=before.worker,
        categories=list(Category.values),
        until=last,
        for_what=_("handing over"),
    )


def _lock(life: System) -> None:
    """One change at a time: two who choose at once choose one after the other."""
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))


def end_it(*, walked: Relationship, ended: str, by: Person, how: str = "") -> None:
    """This will say that two people walk together no longer, inside the verb around it."""
    inside_a_verb(by=by)
    walked.until, walked.ended = timezone.now(), ended
    walked.ended_by, walked.ended_how = by.pk, how
    walked.save(update_fields=["until", "ended", "ended_by", "ended_how"])
    happened(LivesEvent.ENDED, by=by.pk, on=walked.life_id, to=walked.pk, data={"how": ended})


def let_go_of(*, walked: Relationship, by: Person) -> None:
    """This will end the seat of who walked alongside, inside the verb around it."""
    inside_a_verb(by=by)
    held = Seat.objects.current().filter(system=walked.life_id, person=walked.worker_id)
    for seat in held.filter(role=Role.LEAD):
        systems.let_go(seat=seat, by=by)


@verb
def stopped(*, relationship: Relationship, by: UUID) -> None:
    """
    This will say that two people walk together no longer, because the seat was ended otherwise: a
    no by name, said by the person, to the worker or to where they belong.
    """
    relationship.until, relationship.ended = timezone.now(), Ended.CHANGED
    relationship.ended_by = by
    relationship.save(update_fields=["until", "ended", "ended_by"])
    let_go_of(walked=relationship, by=Person.objects.get(pk=by))
    happened(
        LivesEvent.ENDED,
        by=by,
        on=relationship.life_id,
        to=relationship.pk,
        data={"how": str(Ended.CHANGED)},
    )
