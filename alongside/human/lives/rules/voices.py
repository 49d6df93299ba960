"""Who speaks with a child, or with somebody who cannot decide now: beside them, never for them."""

from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import INNER, Reader, Role, Seat, System
from alongside.human.lives.models import Question, Said, SaidWith, SpeaksWith

from .noes import no_to
from .voice import Who, can_speak


def can_name_voice(who: Who, life: System) -> bool:
    """The person names who speaks with them; or says so to the one who walks alongside."""
    return can_speak(who, life)


def may_speak_with(person: Person, life: System) -> bool:
    """
    Somebody by name, who is here and holds nothing of this table; nobody to whom the answer is no;
    and nobody who works where the one who walks alongside works, or a service would say yes to
    itself.
    """
    holds = Seat.objects.current().filter(system=life, role__in=INNER)
    workers = holds.exclude(role=Role.PERSON).values("person")
    theirs = Membership.objects.current().filter(person__in=workers).values("organisation")
    colleague = Membership.objects.current().filter(person=person, organisation__in=theirs)
    return (
        person.is_active
        and not holds.filter(person=person).exists()
        and not colleague.exists()
        and no_to(person, life) is None
    )


def speaks_with(who: Who, life: System) -> SpeaksWith | None:
    """Their being named to speak with the person, as long as it holds and somebody walks there."""
    person = Reader.of(who).person
    rows = SpeaksWith.objects.current().filter(life=life, person=person)
    named: SpeaksWith | None = rows.select_related("entry__system", "life", "person").first()
    walks = Seat.objects.current().filter(system=life, role__in=INNER)
    if named is None or not walks.exists() or not may_speak_with(person, life):
        return None
    return named


def can_read_voice(who: Who, voice: SpeaksWith) -> bool:
    """Why somebody was named is the person's to read, whoever's walks alongside, and their own."""
    reader = Reader.of(who)
    if reader.is_inner(voice.life_id):
        return True
    now = speaks_with(reader, voice.life)
    return now is not None and now.pk == voice.pk


def can_end_voice(who: Who, voice: SpeaksWith) -> bool:
    """Today, and without saying why: the person, who walks alongside them, or whoever was named."""
    reader = Reader.of(who)
    return reader.is_inner(voice.life_id) or voice.person_id == reader.person.pk


def can_answer_with(who: Who, question: Question) -> bool:
    """
    Whoever is named says yes or no with them to what they are asked: not about themself, nor about
    where they belong.
    """
    reader = Reader.of(who)
    if question.said or speaks_with(reader, question.life) is None:
        return False
    return not _is_about(reader.person, question.recipient)


def can_take_back_said(who: Who, said: SaidWith) -> bool:
    """
    What was said with the person is theirs to take back, or said so beside the one who walks
    alongside; and whoever said it may, while they are named. Another who speaks with them may take
    back a yes, so that less is known; never a no, which may be the person's own.
    """
    reader = Reader.of(who)
    if said.taken_back_at is not None:
        return False
    if can_speak(reader, said.question.life):
        return True
    voice = speaks_with(reader, said.question.life)
    return voice is not None and (voice.pk == said.voice_id or said.says == Said.YES)


def _is_about(person: Person, recipient: Person | Organisation) -> bool:
    if isinstance(recipient, Person):
        return recipient == person
    belong = Membership.objects.current().filter(person=person, organisation=recipient)
    return bool(belong.exists())
