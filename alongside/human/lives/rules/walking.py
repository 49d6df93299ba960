"""Who walks with whom, as pages show it: one's own lives, what one is asked, what rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from alongside.foundation.people.models import Membership
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import (
    INNER,
    Exclusion,
    Part,
    Reader,
    Role,
    Seat,
    System,
    name_all,
)
from alongside.human.lives.models import (
    Backing,
    Ended,
    Offer,
    Question,
    Relationship,
    SaidWith,
    SpeaksWith,
    Wish,
    not_leading,
)

from .relationships import may_walk_with

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
    that is shown of it. As ``can_take_up_again`` says, of all of them at once.
    """
    ended = (Ended.AGREED, Ended.COULD_NOT_REACH)
    rows = Relationship.objects.filter(worker=reader.person, ended__in=ended)
    later = Relationship.objects.filter(life=OuterRef("life"), since__gt=OuterRef("since"))
    theirs = Seat.objects.current().filter(system=OuterRef("life"), role=Role.PERSON)
    rows = rows.exclude(Exists(later)).exclude(Exists(theirs)).exclude(life__in=_told_no(reader))
    found = list(rows.select_related("life", "worker").order_by("-until")[:MOST])
    _name(found, look)
    return found


def _belongs(reader: Reader) -> QuerySet[Membership, Any]:
    current = Membership.objects.current().filter(person=reader.person)
    return cast("QuerySet[Membership, Any]", current.values("organisation"))


def _told_no(reader: Reader) -> QuerySet[Exclusion, Any]:
    """The lives where somebody said no to the reader by name, or to where they work."""
    to_them = Q(person=reader.person) | Q(organisation__in=_belongs(reader))
    said = Exclusion.objects.current().filter(to_them)
    return cast("QuerySet[Exclusion, Any]", said.values("system"))


def _held(reader: Reader) -> list[UUID]:
    """The lives the reader walks alongside, or that are their own."""
    return [seat.system_id for seat in reader.seats if seat.role in (Role.PERSON, Role.LEAD)]


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


def asked_of(reader: Reader) -> list[Asked]:
    """
    What the reader is asked, themself or through an organisation they belong to. As ``is_asked``
    says, of all of it at once.
    """
    me, own = reader.person, [s.system_id for s in reader.seats if s.role == Role.PERSON]
    rows = Wish.objects.open().filter(Q(person=me) | Q(organisation__in=_belongs(reader)))
    rows = rows.exclude(life__in=_told_no(reader)).exclude(life__in=own)
    before = Relationship.objects.filter(worker=reader.person, ended=Ended.CHANGED)
    rows = rows.exclude(person=None, life__in=before.values("life"))
    wishes = list(rows.select_related("by", "person", "organisation").order_by("at")[:MOST])
    mine = {o.wish_id: o for o in Offer.objects.open().filter(by=me, wish__in=wishes)}
    return [Asked(wish, mine.get(wish.pk)) for wish in wishes]


def to_back(reader: Reader) -> list[Backing]:
    """
    What the reader is asked to stand behind, and stands behind. As ``can_read_to_back`` says, of
    all of it at once.
    """
    rows = Backing.objects.standing().filter(person=reader.person)
    rows = rows.filter(freedom__entry__withdrawn_at=None)
    rows = rows.exclude(freedom__entry__system__in=_told_no(reader))
    rows = rows.exclude(freedom__entry__system__in=_held(reader)).select_related("asked_by")
    return list(rows.order_by("says", "at")[:MOST])


def speaks(reader: Reader) -> list[SpeaksWith]:
    """Those the reader is named to speak with. As ``speaks_with`` says, of all of them at once."""
    holds = Seat.objects.current().filter(system=OuterRef("life"), role__in=INNER)
    colleagues = Membership.objects.current().filter(organisation__in=_belongs(reader))
    rows = SpeaksWith.objects.current().filter(Exists(holds), person=reader.person)
    rows = rows.exclude(life__in=_told_no(reader)).exclude(life__in=_held(reader))
    works_there = holds.exclude(role=Role.PERSON).filter(person__in=colleagues.values("person"))
    rows = rows.exclude(Exists(works_there)).select_related("named_by")
    return list(rows.order_by("since")[:MOST])


def to_speak(reader: Reader) -> list[tuple[SpeaksWith, datetime]]:
    """Those of them who are asked something the reader said nothing to yet, and since when."""
    voices = {voice.life_id: voice for voice in speaks(reader)}
    said = SaidWith.objects.standing().filter(voice__in=voices.values()).values("question")
    rows = Question.objects.waiting().filter(life__in=voices).exclude(pk__in=said)
    rows = rows.exclude(person=reader.person).exclude(organisation__in=_belongs(reader))
    waits = rows.order_by().values_list("life").annotate(since=Min("asked_at"))
    return sorted(((voices[life], at) for life, at in waits), key=lambda each: each[1])


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
    rows = Relationship.objects.filter(life=life).select_related("worker", "made_sure_by")
    return list(rows.order_by("-since", "-pk")[:MOST])
