"""Who goes listening with whom."""

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems.models import System
from alongside.human.listening import rules
from alongside.human.listening.events import ListeningEvent
from alongside.human.listening.models import INVITATION, Aside, Invitation, UpFor


@verb
def invite(*, system: System, words: str, by: Person) -> Invitation:
    """
    This will ask those around a table: who’s up for listening?

    :param words: where, to whom, or why now.
    :raises Refused: if it says nothing.
    """
    require(rules.can_invite_listeners(by, system))
    if not clean(words):
        raise Refused(_("Write where you would go, or what you would listen for."))
    draft = logbook.Draft(words={"words": words})
    entry = logbook.write(system=system, kind=INVITATION, by=by, draft=draft)
    invitation = Invitation.objects.create(entry=entry)
    happened(ListeningEvent.INVITED, by=by.pk, on=system.pk, to=entry.pk)
    return invitation


@verb
def come_along(*, invitation: Invitation, standing: str, words: str, by: Person) -> UpFor:
    """
    This will say that one is up for listening oneself, in one's own words for what one does.

    :raises Refused: if one said so already, or says nothing of what one does.
    """
    Entry.objects.select_for_update().get(pk=invitation.pk)
    require(rules.can_come_along(by, invitation))
    if not clean(words):
        raise Refused(_("Write what you do, in a word or two."))
    if UpFor.objects.filter(invitation=invitation, person=by).exists():
        raise Refused(_("You are up for it already."))
    up_for: UpFor = UpFor.objects.create(invitation=invitation, person=by, standing=standing)
    add_words(entry=invitation.entry, words={up_for.part: words}, by=by)
    system = invitation.entry.system_id
    happened(ListeningEvent.UP_FOR_IT, by=by.pk, on=system, to=invitation.pk)
    return up_for


@verb
def step_back(*, up_for: UpFor, by: Person) -> None:
    """This will say that one is not up for it after all, and take one's words with it."""
    require(up_for.person_id == by.pk)
    entry = up_for.invitation.entry
    happened(ListeningEvent.STEPPED_BACK, by=by.pk, on=entry.system_id, to=entry.pk)
    logbook.drop_words(entry=entry, parts=[up_for.part], by=by)
    up_for.delete()


@verb
def say_aside(*, other: Person, says: str, by: Person) -> None:
    """
    This will write down what one says, for oneself alone, of going with another; or nothing any
    more. What happened names nobody but who said it.

    :raises Refused: if it is of oneself.
    """
    if other == by:
        raise Refused(_("Choose somebody else."))
    Aside.objects.filter(person=by, other=other).delete()
    if says:
        Aside.objects.create(person=by, other=other, says=says)
    happened(ListeningEvent.SAID_ASIDE, by=by.pk, on=HOUSE)
