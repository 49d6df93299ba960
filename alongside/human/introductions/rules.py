from alongside.foundation.people import rules as people
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Exclusion, Reader, System
from alongside.human.lives.rules import can_decide, can_speak

from .models import Introduction

Who = Person | Reader


def can_propose(who: Who, life: System) -> bool:
    """
    Whoever meets a person first can start: anybody around the table of a life. Nothing is told to
    anybody by it; that needs the person's yes. The one who walks alongside stays with it.
    """
    return life.is_life and Reader.of(who).takes_part(life.pk)


def can_read(who: Who, introduction: Introduction) -> bool:
    """
    The person, who walks alongside them, and whoever proposed it. The one who was asked knows
    nothing of it before the person's yes, and nothing once it is no longer theirs.
    """
    reader = Reader.of(who)
    return Introduction.objects.visible_to(reader).filter(pk=introduction.pk).exists()


def can_agree(who: Who, introduction: Introduction) -> bool:
    """
    What may be told, and to whom, is the person's to say: here, or beside the one who walks
    alongside them. That they would rather not, and that it is settled, are theirs to say as well.
    """
    return can_speak(who, introduction.life)


def can_let_go(who: Who, introduction: Introduction) -> bool:
    """
    That the first worker steps back is the person's own choice. Where the person signs in, they
    make it here themself; only where they do not is it said to the one who walks alongside.
    """
    return can_decide(who, introduction.life)


def can_answer(who: Who, introduction: Introduction) -> bool:
    """Only the one who was asked, by name, can say that they will or whom they will find."""
    reader = Reader.of(who)
    return introduction.asked_id == reader.person.pk and can_read(reader, introduction)


def can_find(who: Who, introduction: Introduction) -> bool:
    """Who passed it on stays the one who finds somebody, with the first worker."""
    return introduction.asked_id == Reader.of(who).person.pk


def can_carry(who: Who, introduction: Introduction) -> bool:
    """
    That the three have met, or that no answer came, is said by the person or by the one who walks
    alongside: never by the one who was asked alone.
    """
    return Reader.of(who).is_inner(introduction.life_id)


def can_offer(person: Person, organisation: Organisation) -> bool:
    """
    What a worker can be pulled in for they say themself, for an organisation they belong to. Nobody
    says it for them: there is no way to name somebody else.
    """
    return people.belongs(person, organisation)


def is_shut_out(life: System, person: Person) -> bool:
    """Somebody has said no to them by name, or to everywhere they belong."""
    no = Exclusion.objects.current().filter(system=life)
    through = person.memberships.current().values("organisation")
    return bool(no.filter(person=person).exists() or no.filter(organisation__in=through).exists())
