from alongside.foundation.logbook import rules as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, Role, Seat, System

from .models import Visit


def can_plan(person: Person, system: System) -> bool:
    """Anybody around a table may plan to go and listen, with somebody else."""
    return logbook.can_write(person, system)


def can_pair_others(person: Person, system: System) -> bool:
    """
    A visit is taken back by whoever planned it. So that nobody is down for one that neither of the
    two had a hand in, only who holds the table, and can be asked to take it back, plans it for two
    others; everybody else plans the visits they go on.
    """
    return Reader.of(person).is_inner(system.pk)


def can_tell(person: Person, system: System) -> bool:
    """Anybody around a table may tell a story of their own there, or write down another's."""
    return logbook.can_write(person, system)


def can_import(person: Person, system: System) -> bool:
    """
    Stories gathered elsewhere are brought in by somebody around the table, who promises news of
    each of them: a person brings them in, never a system on its own.
    """
    return can_tell(person, system)


def can_note(person: Person, visit: Visit) -> bool:
    """
    What a visit did between the two is for the two to say, each in their own words. Where the
    second does not sign in, the first writes for both.
    """
    return visit.is_of(person) and logbook.can_read(person, visit.entry)


def who_answers(system: System, *, teller: Person) -> Person | None:
    """
    Who owes news to somebody who tells their own story: whoever has held the table longest, for to
    hold a table is to promise an answer to what is told at it. In a life it is the one who walks
    alongside. Nobody owes it to themself.
    """
    role = Role.LEAD if system.is_life else Role.STEWARD
    seats = (
        Seat.objects.current()
        .filter(system=system, role=role, person__is_active=True)
        .exclude(person=teller)
        .select_related("person")
        .order_by("since", "pk")
    )
    return next((s.person for s in seats if s.person and can_tell(s.person, system)), None)
