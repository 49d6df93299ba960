"""Who walks with whom, as pages show it: one's own lives, what one is asked, what rests."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from alongside.foundation.people.models import Membership, Person
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Part, Reader, System, name_all
from alongside.human.lives.models import Backing, Ended, Offer, Relationship, Wish, not_leading

from .freedoms import can_read_to_back
from .relationships import can_take_up_again, is_asked, may_walk_with

MOST = 200


def mine(reader: Reader, look: Look) -> list[Relationship]:
    """Whom the reader walks alongside, by the name each likes to be called by."""
    rows = Relationship.objects.current().filter(worker=reader.person, life__in=reader.systems)
    # Of two lives that are one person's, the one that leads stands for both.
    rows = rows.exclude(life__in=not_leading(reader, reader.systems))
    walked = list(rows.select_related("life").order_by("since")[:MOST])
    _name(walked, look)
    return sorted(walked, key=lambda one: one.life.name.casefold())


def resting(reader: Reader, look: Look) -> list[Relationship]:
    """
    What the reader walked with and may take up again with the person beside them. Its name is all
    that is shown of it.
    """
    ended = Relationship.objects.filter(
        worker=reader.person, ended__in=(Ended.AGREED, Ended.COULD_NOT_REACH)
    )
    rows = list(ended.select_related("life", "worker").order_by("-until")[:MOST])
    found = [one for one in rows if can_take_up_again(reader, one)]
    _name(found, look)
    return found


def _name(walked: Iterable[Relationship], look: Look) -> None:
    lives = [one.life for one in walked]
    for life in lives:
        look.saw(life.pk, [])
    name_all(lives, [Part.NAME])


@dataclass(frozen=True)
class Asked:
    """A wish as whoever is asked sees it: who asks, if they were asked by name, and since when."""

    wish: Wish
    offer: Offer | None

    @property
    def by_name(self) -> bool:
        return self.wish.person_id is not None


def asked_of(person: Person) -> list[Asked]:
    """What this one is asked, themself or through an organisation they belong to."""
    belongs = Membership.objects.current().filter(person=person).values("organisation")
    rows = Wish.objects.open().filter(Q(person=person) | Q(organisation__in=belongs))
    wishes = list(rows.select_related("by", "person", "organisation", "life").order_by("at")[:MOST])
    offers = Offer.objects.open().filter(by=person, wish__in=wishes)
    mine = {offer.wish_id: offer for offer in offers}
    return [Asked(wish, mine.get(wish.pk)) for wish in wishes if is_asked(person, wish)]


def to_back(person: Person) -> list[Backing]:
    """What this one is asked to stand behind, and stands behind."""
    rows = (
        Backing.objects.standing()
        .filter(person=person)
        .select_related("freedom__entry", "asked_by")
    )
    found = rows.order_by("says", "at")[:MOST]
    return [one for one in found if can_read_to_back(person, one)]


def offers_for(life: System) -> list[Offer]:
    """Those who said they would walk with this life, and still may."""
    rows = Offer.objects.open().filter(wish__life=life, by__is_active=True)
    offers = list(rows.select_related("by", "wish__life").order_by("at"))
    return [offer for offer in offers if may_walk_with(offer.by, life)]


def wishes_of(life: System) -> list[Wish]:
    """Who was asked and has not been closed: how long they have had it is theirs to answer for."""
    rows = Wish.objects.open().filter(life=life).select_related("person", "organisation")
    return list(rows.order_by("at"))


def everybody_who_walked(life: System) -> list[Relationship]:
    """Who walks alongside and who did, newest first: the history is the person's."""
    rows = Relationship.objects.filter(life=life).select_related("worker")
    return list(rows.order_by("-since", "-pk")[:MOST])
