"""What a no by name strikes in a life, beyond the seats that it ended itself."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import Exclusion, Role, Seat, System
from alongside.human.lives.models import Backing, SpeaksWith


def no_to(recipient: Person | Organisation, life: System) -> Exclusion | None:
    """The no by name that stands in the way of them: to them, or to where they belong now."""
    noes = Exclusion.objects.current().filter(system=life)
    if isinstance(recipient, Organisation):
        through = noes.filter(organisation=recipient)
    else:
        belong = Membership.objects.current().filter(person=recipient).values("organisation")
        through = noes.filter(Q(person=recipient) | Q(organisation__in=belong))
    no: Exclusion | None = through.select_related("person", "organisation").first()
    return no


@dataclass(frozen=True)
class Struck:
    """What somebody was given by their own name, that a no to them or to where they belong ends."""

    seats: list[Seat]
    backings: list[Backing]
    voices: list[SpeaksWith]

    def __bool__(self) -> bool:
        return bool(self.seats or self.backings or self.voices)


def struck_by(no: Exclusion) -> Struck:
    """
    A no ends for good what it strikes: nothing comes back by itself, neither when somebody leaves
    the organisation it was said to, nor when it is taken back. That is asked anew.
    """
    seats = Seat.objects.current().filter(system=no.system_id, role=Role.MEMBER)
    backings = Backing.objects.standing().filter(freedom__entry__system=no.system_id)
    voices = SpeaksWith.objects.current().filter(life=no.system_id)
    return Struck(
        seats=list(seats.filter(_to_whom(no, "since")).order_by("pk")),
        backings=list(
            backings.filter(_to_whom(no, "at")).select_related("freedom__entry").order_by("pk")
        ),
        voices=list(voices.filter(_to_whom(no, "since")).order_by("pk")),
    )


def _to_whom(no: Exclusion, given: str) -> Q:
    """Given to who was told no, or to who belonged there at any moment since that and the no."""
    if no.person_id is not None:
        return Q(person=no.person_id)
    there = Membership.objects.filter(organisation=no.organisation_id, person=OuterRef("person"))
    since_both = Q(until__gt=OuterRef(given)) & Q(until__gt=no.since)
    return Q(Exists(there.filter(Q(until=None) | since_both)))
