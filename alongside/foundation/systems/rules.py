from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.people import rules as people
from alongside.foundation.people.models import Person

from .models import ONE_BY_ONE, Ground, Place, Reader, Role, Seat, System

# Said alike of an address nobody has, and of one that is of somebody they do not know.
NOBODY_TO_NAME = gettext_lazy(
    "Nobody you can name here has that address. Check it, or welcome them: with their yes you can."
)
# A view that has its reader already asks with it, and saves a query.
Who = Person | Reader


def can_invite(who: Who, system: System) -> bool:
    """
    Those who hold the table may invite to it: in a life the person and the one who walks alongside
    them; elsewhere the stewards.
    """
    return Reader.of(who).is_inner(system.pk)


def may_come_by(system: System, role: str, ground: str) -> bool:
    """
    Nobody comes to the table of a life because somebody else there let them in. A seat around it
    comes of the person's own yes, about some things and until a day, or because a law asks that is
    written down: ``lives`` gives both. Neither is ever about anything but a life.
    """
    if role != Role.MEMBER:
        return ground not in (Ground.LAW, Ground.SAFE)
    return not system.is_life and ground not in ONE_BY_ONE


def knows(who: Who, other: Person) -> bool:
    """
    Whether somebody sees another by name anyway: they belong to one organisation, sit at one table,
    or one said yes to be named by the other. Nobody else is told who has an address.
    """
    reader = Reader.of(who)
    seats = Seat.objects.current().filter(person=other, system__in=reader.systems)
    return (
        other == reader.person
        or people.shares_where_they_belong(reader.person, other)
        or people.said_yes_to(reader.person, other)
        or seats.openly(reader).exists()
    )


def somebody_at(email: str, who: Who) -> Person | None:
    """
    Who has this address, if it is somebody they may name: whom they know, or who belongs to an
    organisation and is on its list for all to read. For everybody else it is answered as for an
    address nobody has: most of them are here because something in their life is hard.
    """
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None or not (people.can_be_named_by_all(person) or knows(who, person)):
        return None
    return person


def can_say_whose_life(who: Who, life: System) -> bool:
    """
    Only somebody whose life it is may say that it is another's too, as in a family. While nobody is
    here whose life it is (they often come later), the one who walks alongside them may say who is.
    """
    reader = Reader.of(who)
    if reader.seat_of_own_life(life.pk):
        return True
    theirs = Seat.objects.current().filter(system=life, role=Role.PERSON)
    return life.is_life and reader.is_inner(life.pk) and not theirs.exists()


def can_word(who: Who, system: System) -> bool:
    """
    Anybody around the table may write down a purpose in the words it was said in: every version is
    kept with who said it. In a life only the person and the one who walks alongside them may.
    """
    reader = Reader.of(who)
    return reader.is_inner(system.pk) if system.is_life else reader.sits_at(system.pk)


def can_place(who: Who, inner: System) -> bool:
    """What a system sits within is said by those who hold its table, never by the larger one."""
    return Reader.of(who).is_inner(inner.pk)


def can_read_what_for(who: Who, seat: Seat, system: System) -> bool:
    """
    What somebody sits at the table of a life for, about what and until when, is what the person
    said yes to: theirs, and whose who hold the table. Others there read who sits beside them and
    what they themselves are there for; nothing of who sat there once, for that was taken back.
    """
    reader = Reader.of(who)
    own = any(held.pk == seat.pk for held in reader.seats)
    return own or not system.is_life or reader.is_inner(system.pk)


def can_end_seat(who: Who, seat: Seat) -> bool:
    """
    Anybody may leave a table; those who hold the table may end a seat there. Only the person
    themselves can leave their own life's table; where a life is several people's, whoever was there
    first may end the seat of one who came later.

    Whoever walks alongside a life does not simply leave it: they end it together, hand over to
    somebody the person chooses, or write down how they tried to reach them.
    """
    reader = Reader.of(who)
    if walks_alongside(reader, seat):
        return False
    if seat.person_id == reader.person.pk:
        return True
    if seat.role != Role.PERSON:
        return reader.is_inner(seat.system_id)
    own = reader.seat_of_own_life(seat.system_id)
    return own is not None and (own.since, own.pk) < (seat.since, seat.pk)


def walks_alongside(who: Who, seat: Seat) -> bool:
    """It is the seat by which they themselves walk alongside a life."""
    return seat.role == Role.LEAD and seat.person_id == Reader.of(who).person.pk


def why_not_end(who: Who, seat: Seat) -> str:
    """What to do instead, for who walks alongside a life."""
    if not walks_alongside(who, seat):
        return ""
    return _(
        "You walk alongside them, so you do not simply leave. End it together, hand over to "
        "somebody they choose, or write down how you tried to reach them."
    )


def can_exclude(who: Who, system: System) -> bool:
    """Those who hold the table may say no by name; in a life, so may the person alone."""
    return Reader.of(who).is_inner(system.pk)


def can_hide_below(who: Who, place: Place) -> bool:
    """
    How small a number of people may be and still be shown is settled once for a place, by those
    who hold its table: never by whoever would like to see a number.
    """
    return Reader.of(who).is_inner(place.system_id)
