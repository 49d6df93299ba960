from datetime import datetime, timedelta

from django.utils import timezone

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import A_YEAR, INNER, Reader, Role, Seat, System
from alongside.human.lives.models import Agreement, Question, read_their_own

from .voice import Who, can_speak, speaks_here, walks_alongside

LATELY = timedelta(days=30)


def can_ask_to_share(who: Who, life: System) -> bool:
    """
    Whoever has a seat may ask the person: can I tell somebody? To ask opens nothing. Only the
    person's answer does, given here or to the one who walks alongside them.
    """
    return Reader.of(who).takes_part(life.pk)


def can_see_who_may_know(who: Who, life: System) -> bool:
    """
    Who may know what is the person's to read, with the one who walks alongside them. Others see
    who sits around the table, and nothing of what was asked, refused or taken back.
    """
    return Reader.of(who).is_inner(life.pk)


def can_let_in_by_law(who: Who, life: System) -> bool:
    """
    That a law asks for somebody to know is said by the one who walks alongside, who then tells the
    person. Nobody says it of a law that they wrote down themselves, nor of all of their own.
    """
    return walks_alongside(who, life)


def says_yes_themself(life: System) -> bool:
    """
    Somebody whose life it is signs in, and has read something of it here within thirty days. Their
    yes is theirs to press then: written down by another, it would open before they saw it asked.
    """
    theirs = Seat.objects.current().filter(system=life, role=Role.PERSON)
    people = set(theirs.values_list("person", flat=True))
    return bool(people) and read_their_own(life.pk, people, since=timezone.now() - LATELY)


def can_say_yes(who: Who, life: System) -> bool:
    """
    The person says yes; or, where they do not sign in here, or have not lately, the one who walks
    alongside writes down what they were told, which they can read and take back.
    """
    reader = Reader.of(who)
    own = speaks_here(reader, life)
    return own or (can_speak(reader, life) and not says_yes_themself(life))


def can_answer_for_them(who: Who, question: Question) -> bool:
    """The person answers; or the one who walks alongside writes down what they were told."""
    return can_speak(who, question.life)


def can_take_back(who: Who, agreement: Agreement) -> bool:
    """A yes is the person's to take back at any moment, alone, or by telling who is beside them."""
    return can_speak(who, agreement.life)


def is_within_a_year(last: datetime) -> bool:
    """No yes is for longer than a year: it is asked again."""
    return last <= timezone.now() + A_YEAR - timedelta(minutes=1)


def holds_it(life: System, recipient: Person | Organisation) -> bool:
    """Whoever holds the table of a life sees all of it; a yes about some of it would mislead."""
    held = Seat.objects.current().filter(system=life, role__in=INNER)
    return isinstance(recipient, Person) and held.filter(person=recipient).exists()
