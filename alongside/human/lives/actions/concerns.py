"""A look does not seem right: raised, said how it was, looked into, answered."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.actions import Draft, add_words, write
from alongside.foundation.logbook.models import Reach
from alongside.foundation.logbook.threads import TO_TELLERS
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import CONCERN, Concern, Look


@verb
def raise_concern(*, life: System, look: Look, asked: Person, words: str, by: Person) -> Concern:
    """
    This will ask a named person to look into one look. The worker knows of it at the same moment.

    :raises Refused: if it is one's own look, or no worker's, or was asked about already, or who is
        asked is not somebody who could look into it.
    """
    require(rules.can_raise_concern(by, life))
    about = Person.objects.filter(pk=look.by).first()
    if about is None or about == by or rules.speaks_here(about, life):
        raise Refused(_("That was no worker’s look. Choose another."))
    if asked not in rules.could_look_into(about, life):
        raise Refused(_("Choose somebody from the list to look into it."))
    open_now = Concern.objects.filter(look=look.event, answered_at=None)
    if open_now.filter(entry__withdrawn_at=None).exists():
        raise Refused(_("You have asked about this look already. An answer is on its way."))
    draft = Draft(words={"words": words}, reach=Reach.US)
    entry = write(system=life, kind=CONCERN, by=by, draft=draft)
    concern = Concern.objects.create(
        entry=entry,
        life=life,
        look=look.event,
        about=about,
        asked=asked,
        said_how=rules.said_how(by, life),
    )
    happened(LivesEvent.CONCERN_RAISED, by=by.pk, on=life.pk, to=entry.pk)
    return concern


@verb
def say_how_it_was(*, concern: Concern, words: str, by: Person) -> None:
    """
    This will put beside a concern how the worker it is about says it was.

    :raises Refused: if they have said it, or the concern was taken back.
    """
    require(rules.can_say_how_it_was(by, concern))
    _as_it_is_now(concern)
    if concern.account_at is not None:
        raise Refused(_("You have said how it was. It stands beside what they wrote."))
    add_words(entry=concern.entry, words={"account": words}, by=by)
    concern.account_at = timezone.now()
    concern.save(update_fields=["account_at"])
    happened(LivesEvent.CONCERN_ACCOUNTED_FOR, by=by.pk, on=concern.life_id, to=concern.pk)


@verb
def answer_concern(*, concern: Concern, to_tellers: str, by: Person) -> None:
    """
    This will answer the person: what was found, in words for them.

    :raises Refused: if they were answered, or the concern was taken back.
    """
    require(rules.can_answer_concern(by, concern))
    _as_it_is_now(concern)
    if concern.answered_at is not None:
        raise Refused(_("They have had an answer to this."))
    add_words(entry=concern.entry, words={TO_TELLERS: to_tellers}, by=by)
    concern.answered_at = timezone.now()
    concern.save(update_fields=["answered_at"])
    happened(LivesEvent.CONCERN_ANSWERED, by=by.pk, on=concern.life_id, to=concern.pk)


@verb
def ask_another(*, concern: Concern, asked: Person, by: Person) -> None:
    """
    This will ask somebody else to look into it. Who was asked before sees it no more.

    :raises Refused: if it was answered, or they could not look into it, or were asked already.
    """
    require(rules.can_raise_concern(by, concern.life))
    _as_it_is_now(concern)
    if concern.answered_at is not None:
        raise Refused(_("They have answered. You can ask about another look."))
    could: Sequence[Person] = rules.could_look_into(concern.about, concern.life)
    if asked not in could or asked.pk == concern.asked_id:
        raise Refused(_("Choose somebody else from the list."))
    concern.asked, concern.asked_at = asked, timezone.now()
    concern.save(update_fields=["asked", "asked_at"])
    happened(LivesEvent.CONCERN_ASKED_OF_ANOTHER, by=by.pk, on=concern.life_id, to=concern.pk)


def _as_it_is_now(concern: Concern) -> None:
    """Locked, so that it is answered once, and never by who is no longer asked."""
    before = concern.asked_id
    now = Concern.objects.select_for_update().get(pk=concern.pk)
    concern.account_at, concern.answered_at = now.account_at, now.answered_at
    concern.entry.refresh_from_db(fields=["withdrawn_at"])
    if concern.entry.withdrawn_at is not None or now.asked_id != before:
        raise Refused(_("This was taken back, so there is nothing left to say to it."))
