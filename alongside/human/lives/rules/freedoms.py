"""Who may write down what somebody wants to be free to do, and who stands behind it."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Membership, Person
from alongside.foundation.systems.models import Exclusion, Reader, Role
from alongside.human.lives.models import Backing, Freedom

from .voice import can_speak

Who = Person | Reader


def can_ask_to_back(who: Who, freedom: Freedom) -> bool:
    """
    Somebody is asked to stand behind the worker by the one who walks alongside, or by the person:
    to ask is to let them read this one thing, so it is for the person to say yes to.
    """
    return can_speak(who, freedom.entry.system)


def may_back(person: Person, freedom: Freedom) -> bool:
    """
    Somebody by name, who is here; not the one who walks alongside themself, nor whose life it is,
    nor anybody to whom somebody said no by name.
    """
    life = freedom.entry.system_id
    no = Exclusion.objects.current().filter(system=life)
    belongs = Membership.objects.current().filter(person=person).values("organisation")
    roles = {seat.role for seat in Reader.of(person).seats if seat.system_id == life}
    return (
        person.is_active
        and not roles & {Role.LEAD, Role.PERSON}
        and not (no.filter(person=person) | no.filter(organisation__in=belongs)).exists()
    )


def can_read_to_back(person: Person, backing: Backing) -> bool:
    """
    Whoever is asked to stand behind this reads it, and nothing else of this life: the person said
    they may. It ends when it is taken back, or somebody says no to them by name.
    """
    standing = backing.taken_back_at is None and backing.freedom.entry.withdrawn_at is None
    return backing.person_id == person.pk and standing and may_back(person, backing.freedom)


def can_read(who: Who, freedom: Freedom) -> bool:
    """Those it is addressed to."""
    return Entry.objects.visible_to(Reader.of(who)).filter(pk=freedom.pk).exists()
