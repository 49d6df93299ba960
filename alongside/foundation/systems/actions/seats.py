"""Who sits at a table: invited, on a yes, by law; who leaves, and to whom somebody said no."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.systems import rules
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import (
    INNER,
    ONE_BY_ONE,
    Category,
    Exclusion,
    Exclusions,
    Ground,
    Part,
    Role,
    Seat,
    Seats,
    System,
    hash_of_address,
)

from .making import _lock, _seat
from .wording import _word

NOT_IN_PART = gettext_lazy(
    "Who holds this table sees all of it. For some things only, give a seat around the table."
)

ASK_FIRST = gettext_lazy(
    "Nobody is let into a life by another. Ask the person if you can tell them."
)

NO_BY_NAME = gettext_lazy("Somebody here has said no to them by name. Take that back first.")

THAT_STANDS = gettext_lazy("That no stands already.")

NOBODY_LEFT = gettext_lazy(
    "Somebody has to hold this table, with no last day. Invite another to hold it first."
)


@verb
def seat(
    *,
    system: System,
    by: Person,
    person: Person | None = None,
    organisation: Organisation | None = None,
    role: str = Role.MEMBER,
    as_what: str = "",
    for_what: str = "",
    categories: Sequence[str] = (),
    until: datetime | None = None,
    ground: str = "",
) -> Seat:
    """
    This will give somebody a seat at a table.

    :param ground: in a life that the person said yes, elsewhere that they were invited, if nothing
        else is said.
    :raises Refused: if they have one already, or a no by name stands, or the role is not of here,
        or it is to say whose life it is and that is not for them to say, or it is at the table of a
        life, where a seat comes of the person's own yes or because a law asks (``seat_for``).
    """
    _lock(system.pk)
    require(rules.can_invite(by, system))
    _fitting(system, role, categories, until)
    ground = ground or (Ground.AGREED if system.is_life else Ground.INVITED)
    if not rules.may_come_by(system, role, ground):
        raise Refused(ASK_FIRST)
    if role == Role.PERSON:
        _theirs(system, by, person)
    held = Seat.objects.current().filter(system=system, person=person, organisation=organisation)
    if held.exclude(role=Role.MEMBER, ground__in=ONE_BY_ONE).exists():
        raise Refused(_("They have a seat at this table already."))
    if Exclusion.objects.current().filter(system=system).to(person or organisation).exists():
        raise Refused(NO_BY_NAME)
    seat = _seat(
        system,
        ground,
        by=by,
        person=person,
        organisation=organisation,
        role=role,
        as_what=as_what,
        for_what=for_what,
        categories=categories,
        until=until,
    )
    happened(SystemEvent.SEATED, by=by.pk, on=system.pk, to=seat.pk, data={"role": role})
    return seat


def seat_for(
    *,
    life: System,
    ground: str,
    by: Person,
    holder: Person | Organisation,
    categories: Sequence[str],
    until: datetime,
    for_what: str,
) -> Seat:
    """
    This will give somebody one more seat in a life, about some things and until then, inside the
    verb that was told yes, that names the law or that keeps somebody safe. Beside others of theirs,
    it is whole alone.

    :raises Refused: if a no by name stands, or it would be about nothing that is named.
    """
    inside_a_verb(by=by)
    _lock(life.pk)
    _fitting(life, Role.MEMBER, categories, until)
    if not (life.is_life and ground in ONE_BY_ONE and categories):
        raise Refused(_("Choose what it is about."))
    person, organisation = (holder, None) if isinstance(holder, Person) else (None, holder)
    if _a_no_to(life, holder).exists():
        raise Refused(NO_BY_NAME)
    given: dict[str, Any] = {"person": person, "organisation": organisation}
    given |= {"for_what": for_what, "categories": categories, "until": until}
    seat = _seat(life, ground, by=by, role=Role.MEMBER, **given)
    happened(SystemEvent.SEATED, by=by.pk, on=life.pk, to=seat.pk, data={"role": seat.role})
    return seat


@verb
def end_seat(*, seat: Seat, by: Person) -> None:
    """
    This will end a seat from this moment.

    :raises Refused: if it has ended, or it is the last that holds the table together.
    """
    _lock(seat.system_id)
    require(rules.can_end_seat(by, seat), rules.why_not_end(by, seat))
    if not Seat.objects.current().filter(pk=seat.pk).exists():
        raise Refused(_("That seat has ended already."))
    _end(seat, by.pk)
    if seat.role in INNER and not _somebody_holds(seat.system_id):
        raise Refused(NOBODY_LEFT)


def let_go(*, seat: Seat, by: Person) -> None:
    """
    This will end a seat, inside the verb it belongs to, whoever is left at the table.

    How somebody stops walking alongside a life is said in ``lives``, whose verbs call this. A life
    nobody holds rests: it stays the person's, and nobody new may read it.
    """
    inside_a_verb(by=by)
    _lock(seat.system_id)
    if Seat.objects.current().filter(pk=seat.pk).exists():
        _end(seat, by.pk)


def seat_alongside(*, life: System, worker: Person, by: Person, as_what: str = "") -> Seat:
    """
    This will give somebody the seat of who walks alongside a life, inside the verb it belongs to.

    Whether they may is asked in ``lives``: the person chose them. Any seat they had here ends, for
    this one is about everything.

    :raises Refused: if a no by name stands.
    """
    inside_a_verb(by=by)
    _lock(life.pk)
    if _a_no_to(life, worker).exists():
        raise Refused(str(NO_BY_NAME))
    for held in Seat.objects.current().filter(system=life, person=worker):
        _end(held, by.pk)
    seat = _seat(life, Ground.AGREED, by=by, person=worker, role=Role.LEAD, as_what=as_what)
    happened(SystemEvent.SEATED, by=by.pk, on=life.pk, to=seat.pk, data={"role": Role.LEAD})
    return seat


def _somebody_holds(system: UUID) -> bool:
    """
    Is there somebody among the few who hold a table, for as long as they like? An organisation
    holds it only through people who belong to it now.
    """
    lasting = Seat.objects.current().filter(system=system, role__in=INNER, until=None)
    belong = Membership.objects.current().filter(organisation__in=lasting.values("organisation"))
    held = Q(pk__in=lasting.values("person")) | Q(pk__in=belong.values("person"))
    people = Person.objects.filter(held, is_active=True)
    seats = set(lasting.values_list("pk", flat=True))
    return any(seat.pk in seats for person in people for seat in Seat.objects.held_by(person))


def _a_no_to(life: System, holder: Person | Organisation) -> Exclusions:
    """A no by name to them, or to where they belong: what is given beside it would only wait."""
    no = Exclusion.objects.current().filter(system=life)
    if isinstance(holder, Organisation):
        return no.to(holder)
    belong = Membership.objects.current().filter(person=holder).values("organisation")
    return no.to(holder) | no.filter(organisation__in=belong)


def _struck(no: Exclusion) -> Seats:
    """
    What a no ends: the seat they have; and, in a life, what those who belong there now were given
    by their own name. It would come back by itself on the day they leave.
    """
    current = Seat.objects.current().filter(system=no.system_id)
    held = current.filter(person=no.person_id, organisation=no.organisation_id)
    if no.organisation_id is None or not no.system.is_life:
        return held
    belong = Membership.objects.current().filter(organisation=no.organisation_id).values("person")
    return held | current.filter(person__in=belong, role=Role.MEMBER)


def _end(seat: Seat, by: UUID, at: datetime | None = None) -> None:
    seat.until, seat.ended_by = at or timezone.now(), by
    seat.save(update_fields=["until", "ended_by"])
    happened(SystemEvent.SEAT_ENDED, by=by, on=seat.system_id, to=seat.pk)


@verb
def exclude(
    *,
    system: System,
    by: Person,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> Exclusion:
    """
    This will say no to somebody by name: the seat they have ends, and whatever else gives them one
    here, they have none. In a life a no to an organisation also ends, at that very moment, what
    those who belong to it were given by name; whoever comes there later is shut out.

    :raises Refused: if that no stands already, or it is to oneself or to whose life it is, or to
        the last who hold the table together.
    """
    _lock(system.pk)
    require(rules.can_exclude(by, system))
    standing = Exclusion.objects.current().by_name().filter(system=system)
    if standing.filter(person=person, organisation=organisation).exists():
        raise Refused(THAT_STANDS)
    no = Exclusion(system=system, person=person, organisation=organisation, by=by.pk)
    return _holds(no, by)


@verb
def exclude_address(*, system: System, by: Person, email: str) -> Exclusion:
    """
    This will say no to whoever has an address, now or one day; nobody is told if anybody has, nor
    if a no to them by name stands beside it.

    :raises Refused: as ``exclude``.
    """
    _lock(system.pk)
    require(rules.can_exclude(by, system))
    address, here = hash_of_address(email), Person.objects.filter(email__iexact=clean(email))
    if Exclusion.objects.current().filter(system=system, address=address).exists():
        raise Refused(THAT_STANDS)
    no = _holds(Exclusion(system=system, person=here.first(), address=address, by=by.pk), by)
    _word(system, no.pk, Part.TYPED, email, "", by)
    return no


@verb
def keep_to_no(*, no: Exclusion, person: Person, by: None = None) -> None:
    """
    This will hold somebody to what was said to their address before they had it.

    :raises Refused: as ``exclude``, or if somebody is held to it already, or it was taken back.
    """
    _lock(no.system_id)
    no = Exclusion.objects.select_related("system").get(pk=no.pk)
    if no.until is not None or no.person_id is not None:
        raise Refused(THAT_STANDS)
    no.person = person
    _holds(no)


def _holds(no: Exclusion, by: Person | None = None) -> Exclusion:
    """Write down a no, and end what it ends; said now, if somebody says it."""
    if no.person_id == no.by:
        raise Refused(_("To leave, end your own seat."))
    somebody_held, now = _somebody_holds(no.system_id), timezone.now()
    no.since = now if by is not None else no.since
    for seat in _struck(no):
        if seat.role == Role.PERSON:
            raise Refused(_("This is their life: nobody can keep them from it."))
        _end(seat, no.by, now)
    no.save()
    if by is not None and not rules.can_exclude(by, no.system):
        raise Refused(_("You hold this table through them, so that would leave you out too."))
    if somebody_held and not _somebody_holds(no.system_id):
        raise Refused(NOBODY_LEFT)
    happened(SystemEvent.EXCLUDED, by=no.by, on=no.system_id, to=no.pk)
    return no


@verb
def readmit(*, exclusion: Exclusion, by: Person) -> None:
    """This will take back a no by name. It gives no seat: that is asked anew."""
    _lock(exclusion.system_id)
    require(rules.can_exclude(by, exclusion.system))
    exclusion.refresh_from_db(fields=["until"])
    if exclusion.until is not None:
        raise Refused(_("That was taken back already."))
    exclusion.until = timezone.now()
    exclusion.save(update_fields=["until"])
    happened(SystemEvent.READMITTED, by=by.pk, on=exclusion.system_id, to=exclusion.pk)


def _fitting(system: System, role: str, categories: Iterable[str], until: datetime | None) -> None:
    of_lives = role in (Role.PERSON, Role.LEAD)
    if of_lives != system.is_life and role != Role.MEMBER:
        raise Refused(_("There is no such seat at this table."))
    if not set(categories) <= set(Category.values):
        raise Refused(_("Choose what the seat is about from the list."))
    if categories and role in INNER:
        raise Refused(NOT_IN_PART)
    if until is not None and until <= timezone.now():
        raise Refused(_("The last day must be in the future."))


def _theirs(life: System, by: Person, person: Person | None) -> None:
    if person is None:
        raise Refused(_("A life is a person’s, not an organisation’s."))
    if not rules.can_say_whose_life(by, life):
        raise Refused(_("Somebody here says whose life this is: ask them to invite."))
