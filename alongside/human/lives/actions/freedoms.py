"""What somebody wants to be free to do, and who stands behind their worker."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.addressing import let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import FREEDOM, Backing, Backs, Freedom


@verb
def want(
    *,
    life: System,
    words: str,
    wrong: str,
    place: str,
    by: Person,
    category: str = "",
    reach: str = Reach.US,
    because: Sequence[Entry] = (),
) -> Freedom:
    """
    This will write down what somebody wants to be free to do, what could go wrong, and what is put
    in place so that they are as free as they can be. It needs nobody's leave.
    """
    require(rules.can_note(by, life))
    let_through(Reader.of(by), life, because=because, reach=reach, category=category)
    draft = logbook.Draft(
        words={"words": words, "wrong": wrong, "place": place},
        reach=reach,
        because=because,
        category=category,
    )
    entry = logbook.write(system=life, kind=FREEDOM, by=by, draft=draft)
    freedom: Freedom = Freedom.objects.create(entry=entry)
    happened(LivesEvent.FREEDOM_WRITTEN, by=by.pk, on=life.pk, to=entry.pk)
    return freedom


@verb
def ask_to_back(*, freedom: Freedom, person: Person, by: Person) -> Backing:
    """
    This will ask somebody by name to stand behind the worker in this. They have it from now on.

    :raises Refused: if they were asked already, or they cannot be asked.
    """
    require(rules.can_ask_to_back(by, freedom))
    if freedom.entry.withdrawn_at is not None:
        raise Refused(_("This was taken back, so there is nothing to back."))
    if not rules.may_back(person, freedom):
        raise Refused(_("Choose somebody else: somebody who stands behind the worker."))
    if Backing.objects.standing().filter(freedom=freedom, person=person).exists():
        raise Refused(_("They have been asked already."))
    backing: Backing = Backing.objects.create(freedom=freedom, person=person, asked_by=by)
    happened(LivesEvent.BACKING_ASKED, by=by.pk, on=freedom.entry.system_id, to=backing.pk)
    return backing


@verb
def back(*, backing: Backing, by: Person) -> None:
    """
    This will say: I back this. Whatever comes of it, they stand beside the worker.

    :raises Refused: if they said so already.
    """
    _say(backing, Backs.YES, by)


@verb
def cannot_back_yet(*, backing: Backing, words: str, by: Person) -> None:
    """
    This will say that somebody cannot back it yet, and what would have to be there first.

    :raises Refused: if they said something already, or do not say what it needs.
    """
    if not clean(words):
        raise Refused(_("Say what would have to be there first: that is an answer to work with."))
    _say(backing, Backs.NOT_YET, by)
    add_words(entry=backing.freedom.entry, words={backing.words_part: words}, by=by)


def _say(backing: Backing, says: str, by: Person) -> None:
    require(rules.can_read_to_back(by, backing))
    locked = Backing.objects.select_for_update().get(pk=backing.pk)
    if locked.says == Backs.YES or (locked.says and says == Backs.NOT_YET):
        raise Refused(_("You have answered already."))
    backing.says, backing.said_at = says, timezone.now()
    backing.save(update_fields=["says", "said_at"])
    happened(
        LivesEvent.BACKING_SAID,
        by=by.pk,
        on=backing.freedom.entry.system_id,
        to=backing.pk,
        data={"says": str(says)},
    )


@verb
def stop_asking(*, backing: Backing, by: Person) -> None:
    """
    This will take back that somebody is asked, or their own backing: from now on they read nothing.

    :raises Refused: if it was taken back before.
    """
    require(rules.can_ask_to_back(by, backing.freedom) or backing.person_id == by.pk)
    if backing.taken_back_at is not None:
        raise Refused(_("That was taken back already."))
    let_backing_go(backing=backing, by=by)


def let_backing_go(*, backing: Backing, by: Person) -> None:
    """This will end that somebody is asked, or backs it, inside the verb it belongs to."""
    inside_a_verb(by=by)
    backing.taken_back_at = timezone.now()
    backing.save(update_fields=["taken_back_at"])
    happened(
        LivesEvent.BACKING_TAKEN_BACK,
        by=by.pk,
        on=backing.freedom.entry.system_id,
        to=backing.pk,
    )
