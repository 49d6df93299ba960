from alongside.foundation.people.models import Person

from .models import Reader, Role, Seat, System


def can_invite(person: Person, system: System) -> bool:
    """
    Those who hold the table may invite to it: in a life the person and the one who walks alongside
    them; elsewhere the stewards.
    """
    return Reader.of(person).is_inner(system.pk)


def can_word(person: Person, system: System) -> bool:
    """
    Anybody around the table may write down a purpose in the words it was said in: every version is
    kept with who said it. In a life only the person and the one who walks alongside them may.
    """
    reader = Reader.of(person)
    return reader.is_inner(system.pk) if system.is_life else reader.sits_at(system.pk)


def can_place(person: Person, inner: System) -> bool:
    """What a system sits within is said by those who hold its table, never by the larger one."""
    return Reader.of(person).is_inner(inner.pk)


def can_end_seat(person: Person, seat: Seat) -> bool:
    """
    Anybody may leave a table; those who hold the table may end a seat there. Only the person
    themselves can leave their own life's table.
    """
    if seat.role == Role.PERSON:
        return seat.person_id == person.pk
    return seat.person_id == person.pk or Reader.of(person).is_inner(seat.system_id)


def can_exclude(person: Person, system: System) -> bool:
    """Those who hold the table may say no by name; in a life, so may the person alone."""
    return Reader.of(person).is_inner(system.pk)
