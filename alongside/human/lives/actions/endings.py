"""How two people stop walking together, and how it is taken up again."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.codes import code_hash, new_code
from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Invitation, Role, Seat, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    REACHING,
    Backing,
    ByLaw,
    Ended,
    Ending,
    Means,
    Reaching,
    Relationship,
    SaidHow,
    SpeaksWith,
    WayBack,
    Wish,
)

from .freedoms import let_backing_go
from .relationships import THEIRS, close_it, end_it, let_go_of, walk
from .voices import let_voice_go


@verb
def leave(*, life: System, by: Person) -> str:
    """
    This will let the person leave: nobody walks alongside from now on, and nobody reads what is
    here any more, by whatever way they were let in: a yes, being asked to back something, speaking
    with them, or to keep someone safe. It stays theirs; whom a law asks to know stays only while it
    does.

    :returns: the code of the card by which they may come back, the only time it can be read; none
        where they sign in, for then it is open to them as before.
    """
    require(rules.can_decide(by, life), str(THEIRS))
    _lock(life)
    walked = rules.current(life)
    if walked is not None:
        end_it(walked=walked, ended=Ended.LEFT, by=by, how=rules.said_how(by, life))
    code = "" if rules.signs_in(life) else _way_back(life)
    asked = ByLaw.objects.still_asked().filter(seat__system=life)
    seats = Seat.objects.current().filter(system=life).exclude(role=Role.PERSON)
    _close_what_no_seat_says(life, by)
    for seat in seats.exclude(pk__in=asked.values("pk")):
        systems.let_go(seat=seat, by=by)
    happened(LivesEvent.LEFT, by=by.pk, on=life.pk, to=life.pk)
    return code


def _close_what_no_seat_says(life: System, by: Person) -> None:
    """Who is asked to walk, to stand behind something, to speak with them, or to a seat to come."""
    for wish in Wish.objects.open().filter(life=life):
        close_it(wish=wish, by=by)
    for backing in Backing.objects.standing().filter(freedom__entry__system=life):
        let_backing_go(backing=backing, by=by)
    for voice in SpeaksWith.objects.current().filter(life=life):
        let_voice_go(voice=voice, by=by)
    for asked in Invitation.objects.filter(system=life, yes=None, taken_back_at=None):
        systems.take_back_invitation(invitation=asked, by=by)


def _way_back(life: System) -> str:
    code = new_code()
    WayBack.objects.update_or_create(
        life=life, defaults={"code": code_hash(code), "made_at": timezone.now()}
    )
    happened(LivesEvent.WAY_BACK_MADE, by=None, on=life.pk, to=life.pk)
    return code


@verb
def say_it_ends(
    *, relationship: Relationship, by: Person, they_say_so: bool = False
) -> tuple[Ending, str]:
    """
    This will say, by one of the two, that it can end. When both have said so, it has.

    :param they_say_so: the person said so to the one who walks alongside; only where they do not
        sign in here.
    :returns: what was said so far, and the code of the card by which a person who does not sign in
        may come back, once it has ended.
    :raises Refused: if the person signs in, and says it here.
    """
    require(rules.can_agree_an_ending(by, relationship))
    life, now = relationship.life, timezone.now()
    _lock(life)
    ending, _new = Ending.objects.get_or_create(relationship=relationship)
    if rules.speaks_here(by, life):
        ending.person_said_at, ending.person_said_how = now, SaidHow.HERE
    else:
        ending.worker_said_at = now
        if they_say_so and rules.signs_in(life):
            raise Refused(str(THEIRS))
        if they_say_so:
            ending.person_said_at, ending.person_said_how = now, SaidHow.BESIDE
    ending.save()
    happened(LivesEvent.ENDING_SAID, by=by.pk, on=life.pk, to=relationship.pk)
    return ending, _end_now(ending, by) if ending.is_agreed else ""


def _end_now(ending: Ending, by: Person) -> str:
    walked = ending.relationship
    end_it(walked=walked, ended=Ended.AGREED, by=by, how=ending.person_said_how)
    let_go_of(walked=walked, by=by)
    return "" if rules.signs_in(walked.life) else _way_back(walked.life)


@verb
def not_yet(*, relationship: Relationship, by: Person) -> None:
    """This will take back that it can end, by either of the two, while it has not."""
    require(rules.can_agree_an_ending(by, relationship))
    Ending.objects.filter(relationship=relationship).delete()
    happened(LivesEvent.ENDING_SAID, by=by.pk, on=relationship.life_id, to=relationship.pk)


@verb
def tried(*, relationship: Relationship, on: date, means: str, words: str, by: Person) -> Reaching:
    """
    This will write down that who walks alongside tried to reach the person, and how.

    :raises Refused: if that day is still to come.
    """
    require(rules.walks_with(by, relationship.life))
    if on > timezone.localdate():
        raise Refused(_("The day you tried must be today or before."))
    draft = logbook.Draft(words={"words": words}, reach=Reach.US, on=on)
    entry = logbook.write(system=relationship.life, kind=REACHING, by=by, draft=draft)
    reaching = Reaching.objects.create(
        entry=entry, relationship=relationship, on=on, means=Means(means)
    )
    happened(LivesEvent.TRIED_TO_REACH, by=by.pk, on=relationship.life_id, to=entry.pk)
    return reaching


@verb
def could_not_reach(*, relationship: Relationship, by: Person) -> None:
    """
    This will say that the two walk together no longer because the person could not be reached.

    :raises Refused: before enough was tried; it says what is missing.
    """
    life = relationship.life
    require(rules.walks_with(by, life))
    _lock(life)
    if not rules.has_tried(relationship):
        raise Refused(
            _(
                "Try at least three times, on different days, in two ways, over two weeks. Then, "
                "if they still cannot be reached, it can rest until they come back."
            )
        )
    end_it(walked=relationship, ended=Ended.COULD_NOT_REACH, by=by)
    let_go_of(walked=relationship, by=by)


# --- taking it up again --------------------------------------------------------------------------


@verb
def take_up_again(*, relationship: Relationship, by: Person) -> Relationship:
    """This will let the same two walk together again."""
    require(rules.can_take_up_again(by, relationship))
    life = relationship.life
    _lock(life)
    new = walk(life=life, worker=by, by=by, how=SaidHow.BESIDE)
    happened(LivesEvent.TAKEN_UP_AGAIN, by=by.pk, on=life.pk, to=new.pk)
    return new


@verb
def come_back(*, code: str, by: Person) -> System:
    """
    This will open a life again with the card its person kept: whoever they trust, beside them,
    walks alongside from now on. The code opens nothing any more.

    :raises Refused: if it opens nothing, or they said no to this one by name.
    """
    card = WayBack.objects.select_for_update().filter(code=code_hash(code)).first()
    if card is None or not rules.may_come_back_with(by, card.life):
        raise Refused(
            _("This code opens nothing. Check each letter, or ask whoever gave you the card.")
        )
    life = card.life
    new = walk(life=life, worker=by, by=by, how=SaidHow.BESIDE)
    happened(LivesEvent.TAKEN_UP_AGAIN, by=by.pk, on=life.pk, to=new.pk)
    return life


def _lock(life: System) -> None:
    """One change at a time: two who end at once end one after the other."""
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))
