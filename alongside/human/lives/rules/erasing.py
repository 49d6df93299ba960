"""Who may have a life erased, when, and what stands in the way."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import Reader, Role, Seat, System
from alongside.foundation.vault.ledger import Kept
from alongside.human.lives.models import (
    Basis,
    Concern,
    ErasureWish,
    HeldApart,
    Override,
    PutRight,
)

from .voice import Who, can_speak, speaks_here

# Said beside somebody, it is said again on another day.
SLEPT_OVER = timedelta(days=1)


def whose_it_is(life: System) -> list[Person]:
    """Those who sign in and whose life it is."""
    seats = Seat.objects.current().filter(system=life, role=Role.PERSON).select_related("person")
    return [seat.person for seat in seats if seat.person]


def can_ask_to_erase(who: Who, life: System) -> bool:
    """
    A life is erased because the person says so. Where they sign in here, nobody can say it for
    them; where nobody does, the one who walks alongside says it with the person beside them.
    """
    if speaks_here(who, life):
        return True
    return can_speak(who, life) and not whose_it_is(life)


def waits_for(life: System) -> list[Person]:
    """Where a life is several people's: those who have not said that it is to go."""
    said = set(ErasureWish.objects.filter(life=life).values_list("by", flat=True))
    return [person for person in whose_it_is(life) if person.pk not in said]


def may_go_on(life: System) -> ErasureWish | None:
    """
    The wish by which a life may be erased now: everyone's whose life it is; or, said beside the one
    who walks alongside, one that was slept over.
    """
    wishes = ErasureWish.objects.filter(life=life).order_by("at")
    theirs = whose_it_is(life)
    if theirs:
        said: ErasureWish | None = wishes.filter(by__in=theirs).last()
        return None if waits_for(life) else said
    return wishes.filter(at__lte=timezone.now() - SLEPT_OVER).first()


def can_erase(who: Who, life: System) -> bool:
    """Whoever may ask for it may do it, once it was asked for in full."""
    return can_ask_to_erase(who, life) and may_go_on(life) is not None


def held_by_law(life: System) -> QuerySet[PutRight]:
    """
    Words a law keeps for longer: which law, and until when, as was said when it was written down
    for an organisation that has named, for all to read, a law under which nobody can stop it. A
    worker's word alone keeps nothing. These outlive the life they were said in, apart from
    it: a right to be forgotten is not absolute, and saying that it were would not be true.
    """
    held = PutRight.objects.filter(older__system=life, organisation__in=_bound(), gone_at=None)
    held = held.filter(kept_until__gt=timezone.localdate()).select_related("organisation")
    return held.order_by("-kept_until")


def holds_for(person: Person) -> list[Organisation]:
    """
    For which organisation somebody can say that a law keeps words: where they belong, and as long
    as one of those has named such a law, only for those that have.
    """
    mine = Membership.objects.current().filter(person=person).values("organisation")
    found = list(Organisation.objects.filter(pk__in=mine).order_by("name", "pk"))
    bound = set(_bound().values_list("organisation", flat=True))
    return [one for one in found if one.pk in bound] or found


def to_keep(life: System) -> list[Kept]:
    """What a law keeps of a life, and as what, as the ledger of erasures says it."""
    return [
        Kept(entry=row.older_id, as_=uuid7(), by=row.organisation_id, until=row.kept_until)
        for row in held_by_law(life)
        if row.organisation_id
    ]


def kept_no_longer() -> QuerySet[HeldApart]:
    """What was kept apart until a day that has come, or for a law that asks no longer."""
    over = Q(kept_until__lte=timezone.localdate()) | ~Q(organisation__in=_bound())
    rows: QuerySet[HeldApart] = HeldApart.objects.filter(over)
    return rows


def _bound() -> Any:
    return Basis.objects.current().filter(can_the_person_stop_it=False).values("organisation")


def is_being_looked_into(who: Who, life: System) -> bool:
    """
    Something a worker did here is still to be looked at by somebody else. Whoever walks alongside
    cannot have the life erased before that, so that nobody erases what they did. The person can.
    """
    if Reader.of(who).seat_of_own_life(life.pk):
        return False
    asked = Concern.objects.filter(life=life, answered_at=None, entry__withdrawn_at=None)
    return asked.exists() or Override.objects.to_look_back().filter(life=life).exists()
