"""Who may change, leave, end, take up again; and what is no reason not to."""

from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Membership, Person
from alongside.foundation.systems.models import Exclusion, Reader, Role, Seat, System
from alongside.human.lives.models import (
    CONVERSATION,
    Ended,
    Offer,
    Reaching,
    Relationship,
    Wish,
)

from .voice import can_speak, speaks_here

Who = Person | Reader

# Before a worker may say "we could not reach them": so many tries, each on a day of its own, in so
# many ways, and so long from the first to the last. One bad week, a lost phone or one unopened
# letter must not end a relationship; three tries in one afternoon are one try.
TRIES, WAYS, SPREAD = 3, 2, timedelta(weeks=2)


def current(life: System) -> Relationship | None:
    """Who walks alongside this life now."""
    found = Relationship.objects.current().filter(life=life).select_related("worker", "life")
    return found.first()


def last(life: System) -> Relationship | None:
    """The last who walked alongside this life, or who does."""
    rows = Relationship.objects.filter(life=life).select_related("worker", "life")
    return rows.order_by("-since", "-pk").first()


def walks_with(who: Who, life: System) -> bool:
    """They are the one worker who walks alongside this life now."""
    person = Reader.of(who).person
    return Relationship.objects.current().filter(life=life, worker=person).exists()


def can_change(who: Who, life: System) -> bool:
    """
    The person may ask for somebody else to walk with them, today and alone; nobody asks why. Or it
    is said to the one who walks alongside, who asks with them.
    """
    return can_speak(who, life)


def can_decide(who: Who, life: System) -> bool:
    """
    Who walks alongside from now on, that somebody stops today, and leaving are the person's alone.
    Where they do not sign in here, they say so to the one who walks alongside, beside them; where
    they do, nobody says it for them, or a worker could end by themselves what only both may end.
    """
    return speaks_here(who, life) or (can_speak(who, life) and not signs_in(life))


def may_walk_with(person: Person, life: System) -> bool:
    """Not whom somebody there said no to by name, nor the person themselves."""
    own = Seat.objects.current().filter(system=life, person=person, role=Role.PERSON)
    no = Exclusion.objects.current().filter(system=life)
    belongs = Membership.objects.current().filter(person=person).values("organisation")
    return not (
        own.exists() or (no.filter(person=person) | no.filter(organisation__in=belongs)).exists()
    )


def changed_from(person: Person, life: System) -> bool:
    """The person chose somebody else once. Whoever is found for them is not this one again."""
    before = Relationship.objects.filter(life=life, worker=person, ended=Ended.CHANGED)
    return before.exists()


def is_asked(person: Person, wish: Wish) -> bool:
    """
    The one who was asked by name, or anybody who belongs to the organisation that was; unless they
    may not walk with that person, and then there is nothing for them to see.
    """
    if wish.closed_at is not None or not person.is_active:
        return False
    belongs = Membership.objects.current().filter(person=person)
    asked = wish.person_id == person.pk or (
        wish.organisation_id is not None
        and belongs.filter(organisation=wish.organisation_id).exists()
        and not changed_from(person, wish.life)
    )
    return asked and may_walk_with(person, wish.life)


def can_choose(who: Who, offer: Offer) -> bool:
    """Whether somebody walks with them is for the person to choose, of those who said yes."""
    return can_decide(who, offer.wish.life)


def can_stop_today(who: Who, life: System) -> bool:
    """
    That who walks alongside stops before another is found is said by the person, here. Said beside
    a worker it would leave somebody who does not sign in with nobody who could choose another for
    them, and without a way back. To leave they have a card; to change, the one before stays.
    """
    return speaks_here(who, life)


def can_agree_an_ending(who: Who, relationship: Relationship) -> bool:
    """
    Both of the two say so. The person says it here; where they do not sign in, it is written down
    as said to the one who walks alongside. Nobody else ends it for either of them.
    """
    reader = Reader.of(who)
    if relationship.until is not None:
        return False
    return relationship.worker_id == reader.person.pk or speaks_here(reader, relationship.life)


def signs_in(life: System) -> bool:
    """Whether somebody whose life it is has a seat of their own here."""
    return Seat.objects.current().filter(system=life, role=Role.PERSON).exists()


def tried_since(relationship: Relationship) -> date | None:
    """The last day the two talked, as far as it is noted: what was tried counts from then."""
    notes = Entry.objects.filter(system=relationship.life_id, kind=CONVERSATION, withdrawn_at=None)
    latest = notes.filter(at__gte=relationship.since).aggregate(at=Max("at"), on=Max("on"))
    days = [d for d in (latest["on"], latest["at"] and latest["at"].date()) if d is not None]
    return max(days, default=None)


def has_tried(relationship: Relationship) -> bool:
    """
    At least three tries to reach somebody, on different days, in two ways, over two weeks, since
    they last talked.
    """
    tries = Reaching.objects.filter(relationship=relationship, entry__withdrawn_at=None)
    # Nobody tried to reach somebody they did not walk with yet.
    tries = tries.filter(on__gte=timezone.localdate(relationship.since))
    if (since := tried_since(relationship)) is not None:
        tries = tries.filter(on__gt=since)
    rows = list(tries.values_list("on", "means"))
    days, ways = {on for on, _means in rows}, {means for _on, means in rows}
    if len(days) < TRIES or len(ways) < WAYS:
        return False
    return max(days) - min(days) >= SPREAD


def can_take_up_again(who: Who, relationship: Relationship) -> bool:
    """
    What ended by agreement, or because they could not be reached, is taken up again by the same
    worker with the person beside them, while nobody else walks alongside. Where the person signs
    in, they choose. What the person ended is taken up again by the person, or with their card.
    """
    person = Reader.of(who).person
    ended_so = relationship.ended in (Ended.AGREED, Ended.COULD_NOT_REACH)
    newest = last(relationship.life)
    return (
        relationship.worker_id == person.pk
        and ended_so
        and newest == relationship
        and not signs_in(relationship.life)
        and may_walk_with(person, relationship.life)
    )


def may_come_back_with(person: Person, life: System) -> bool:
    """
    Whoever the person trusts enough to type the code of their card with, wherever they work; but
    not whom somebody said no to by name.
    """
    no = Exclusion.objects.current().filter(system=life)
    belongs = Membership.objects.current().filter(person=person).values("organisation")
    return not (no.filter(person=person) | no.filter(organisation__in=belongs)).exists()


def can_say_too_many(who: Who, table: System) -> bool:
    """
    Anybody around the table of a team, an organisation or a place may say that those there walk
    with too many people to know any of them. It is asked in the name of the table.
    """
    return not table.is_life and Reader.of(who).sits_at(table.pk)
