from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System

from .addressing import open_to
from .models import BEYOND, Ask, Ceiling, Entry, Promise, Says, Teller, Voice

SAY_WHY = _("If it cannot change yet, say why, and who could change it: that is their answer.")


def can_write(person: Person, system: System) -> bool:
    """
    Anybody around a table may add to what is there. Who was let in without a yes, to keep someone
    safe, reads and writes nothing.
    """
    return Reader.of(person).takes_part(system.pk)


def can_read(person: Person, entry: Entry) -> bool:
    """Whoever sits at a table something is addressed to, each seat taken whole."""
    return Entry.objects.visible_to(Reader.of(person)).filter(pk=entry.pk).exists()


def may_be_quoted(entry: Entry) -> bool:
    """Their teller said that the words may be repeated, or they are nobody's own account."""
    return entry.ceiling in ("", *BEYOND)


def is_voice_of(who: Person | Teller, entry: Entry) -> bool:
    """The words are theirs: they told it, by sign-in or by their card."""
    voices = Voice.objects.filter(entry=entry)
    if isinstance(who, Teller):
        return voices.filter(teller=who).exists()
    return voices.filter(teller__person=who).exists()


def can_withdraw(who: Person | Teller, entry: Entry) -> bool:
    """
    The teller may take their words back at any moment, alone. So may whoever wrote them down, while
    they sit at the table, when the teller asks them to; nobody else can take a voice away. What was
    shared with a table without a name has no teller there: who holds the table may put it away.

    What was agreed, or done without a yes, is nobody's to take out of sight: it is ended instead.
    """
    if entry.means.stays:
        return False
    if is_voice_of(who, entry):
        return True
    if isinstance(who, Teller):
        return False
    reader = Reader.of(who)
    if entry.month_only:
        return reader.is_inner(entry.system_id)
    return entry.by_id == who.pk and reader.takes_part(entry.system_id)


def can_make_card(person: Person, entry: Entry) -> bool:
    """
    A card opens what only its teller may do, so only whoever wrote the words down for somebody may
    make one anew, while they sit at the table. Who signs in to read their news needs no card.
    """
    signs_in = Voice.objects.filter(entry=entry, teller__person__isnull=False).exists()
    wrote = entry.by_id == person.pk and Reader.of(person).takes_part(entry.system_id)
    return wrote and not signs_in


def can_widen(person: Person, entry: Entry) -> bool:
    """
    Sharing further needs the teller's agreement, which the ceiling on their words says, and
    somebody who knows the teller: the teller, who wrote it down, who promised them news and still
    sits at the table, or one of the few who hold it. What stays, since it was agreed or done, can
    be shared like anything else: sharing takes nothing out of sight. What is between those it is
    about stays with them.
    """
    if entry.means.here_only or (entry.ceiling and Ceiling(entry.ceiling) not in BEYOND):
        return False
    if not can_read(person, entry):
        return False
    reader = Reader.of(person)
    wrote = entry.by_id == person.pk and reader.takes_part(entry.system_id)
    if wrote or reader.is_inner(entry.system_id) or is_voice_of(person, entry):
        return True
    promised = Promise.objects.filter(entry=entry, by=person).exists()
    return promised and can_write(person, entry.system)


def can_ask(person: Person, system: System) -> bool:
    """
    Anybody around a table may ask another for a change. From a life only the person and the one who
    walks alongside them may: to ask is to let others know.
    """
    reader = Reader.of(person)
    return reader.is_inner(system.pk) if system.is_life else reader.sits_at(system.pk)


def can_answer_ask(person: Person, ask: Ask) -> bool:
    """Whoever can answer may: anybody around the table that was asked."""
    return Reader.of(person).takes_part(ask.of_id)


def could_answer(person: Person, promise: Promise) -> bool:
    """
    News is brought by somebody with a seat at the table it was told at, from which they could write
    the answer, about what it is about, and read what was told. Nobody owes it to themself.
    """
    told = promise.entry
    about = told.category in open_to(Reader.of(person), told.system)
    here = about and can_write(person, told.system) and can_read(person, told)
    return here and not told.is_withdrawn and not is_voice_of(person, told)


def can_take_on(person: Person, promise: Promise) -> bool:
    """
    The teller was given a name, and it is that person's word. So what another promised is taken on
    at once only by one of the few who hold the table, for they answer for it; or, once whoever
    promised has no seat from which to answer any more, by anybody who could answer there. The page
    goes on saying who promised first.
    """
    if promise.by_id == person.pk or not could_answer(person, promise):
        return False
    told = promise.entry
    gone = not promise.by.is_active or not can_write(promise.by, told.system)
    return gone or Reader.of(person).is_inner(told.system_id)


def can_offer(person: Person, promise: Promise) -> bool:
    """
    Anybody else who could answer there may offer to bring the news instead. Whoever promised says
    yes, or goes on owing it.
    """
    return promise.by_id != person.pk and could_answer(person, promise)


def can_let_bring(person: Person, promise: Promise) -> bool:
    """
    Only whoever promised says yes to an offer, and only while whoever offered could still answer.
    """
    other = promise.offered_by
    return promise.by_id == person.pk and other is not None and could_answer(other, promise)


def can_keep(person: Person, promise: Promise) -> bool:
    """Only who promised news can say they brought it. Another may first take the promise on."""
    return promise.by_id == person.pk


def says_why(says: str, because: str, who_could: str) -> bool:
    """
    "It cannot change yet" is an answer when it says why, and who could change it. Without both it
    is only a no.
    """
    return says != Says.NOT_YET or bool(because.strip() and who_could.strip())
