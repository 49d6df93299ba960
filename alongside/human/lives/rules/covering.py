from alongside.foundation.people.models import Membership, Person
from alongside.foundation.systems.models import Exclusion, Reader, Role, Seat, System
from alongside.human.lives.models import Covering

from .voice import Who, can_speak


def can_take_everything(who: Who, life: System) -> bool:
    """
    Everything kept of a person is theirs to have. They take it themselves, or have it made by who
    walks alongside them; nobody else can.
    """
    return can_speak(who, life)


def must_look_first(who: Who, life: System) -> bool:
    """
    Who walks alongside gives it out for the person, on paper or as a file, so they first look at
    what is by or about somebody else. The person reads all of it here anyway, and need not.
    """
    return Reader.of(who).seat_of_own_life(life.pk) is None


def can_cover(who: Who, life: System) -> bool:
    """Who walks alongside the person chooses what of others is covered. To cover takes a second."""
    seats = Reader.of(who).seats
    return any(seat.system_id == life.pk and seat.role == Role.LEAD for seat in seats)


def seconds_for(who: Who, life: System) -> list[Person]:
    """
    Whom one may ask to look too: somebody of their own organisation, to whom nobody in this life
    said no, by name or through where they belong, and whose life it is not.
    """
    person = Reader.of(who).person
    mine = Membership.objects.current().filter(person=person).values("organisation")
    said_no = Exclusion.objects.current().filter(system=life)
    if said_no.filter(organisation__in=mine).exists():
        return []
    theirs = Seat.objects.current().filter(system=life, role=Role.PERSON, person__isnull=False)
    found = Person.objects.filter(
        pk__in=Membership.objects.current().filter(organisation__in=mine).values("person"),
        is_active=True,
    ).exclude(pk=person.pk)
    found = found.exclude(pk__in=theirs.values("person"))
    found = found.exclude(pk__in=said_no.filter(person__isnull=False).values("person"))
    shut = said_no.filter(organisation__isnull=False).values("organisation")
    elsewhere = Membership.objects.current().filter(organisation__in=shut).values("person")
    return list(found.exclude(pk__in=elsewhere).order_by("name", "pk"))


def can_check(person: Person, covering: Covering) -> bool:
    """
    The second, whom the first asked by name, reads these words and no others of that life, until
    they have said what they think. A no by name wins over having been asked.
    """
    if covering.second_id != person.pk or covering.checked_at is not None:
        return False
    lead = Reader.of(covering.by)
    return can_cover(lead, covering.entry.system) and person in seconds_for(
        lead, covering.entry.system
    )
