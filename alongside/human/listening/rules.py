from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from alongside.foundation.logbook import rules as logbook
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.logbook.models import Ceiling, Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, Role, Seat, System

from .models import Invitation, Visit

NOT_FOR_THIS = gettext_lazy("Choose what this is about: something your seat here is for.")


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


def who_owes(system: System, *, by: Person, reach: str) -> Person:
    """
    Who owes news of another's story: whoever writes it down, for they were told it. But what is for
    the few who hold the table alone, nobody else reads again, and so could not answer well: then
    one of the few owes it, as where somebody tells their own. The form says who, before.
    """
    if reach != Reach.US or Reader.of(by).is_inner(system.pk):
        return by
    return who_answers(system, teller=by) or by


def can_invite_listeners(person: Person, system: System) -> bool:
    """
    Anybody around a table may ask who is up for listening; not in a life, whose people are chosen
    by the person, one by one.
    """
    return not system.is_life and logbook.can_write(person, system)


def can_come_along(person: Person, invitation: Invitation) -> bool:
    """
    Anybody around the table may say of themself that they are up for it. Nobody is put down by
    another, and nobody sees who is not.
    """
    here = logbook.can_write(person, invitation.entry.system)
    return here and logbook.can_read(person, invitation.entry)


def can_draw(person: Person, of: Entry) -> bool:
    """
    Whoever reads a story or of a visit, and sits at its table, may draw what was said, thought,
    done and felt in it, or add to it.
    """
    here = logbook.can_write(person, of.system) and not of.is_withdrawn
    return here and logbook.can_read(person, of)


def can_be_about(person: Person, categories: Sequence[str], system: System) -> bool:
    """A seat that is for one thing is no seat to write about another."""
    return set(categories) <= set(open_to(Reader.of(person), system))


def at_their_table(ceiling: str) -> str:
    """How far words under this ceiling reach at their own table."""
    return Reach.US if ceiling == Ceiling.CLOSE else Reach.TABLE
