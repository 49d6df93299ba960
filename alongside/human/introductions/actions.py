from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.actions import Draft, add_words, write
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.logbook.models import Reach
from alongside.foundation.people import rules as people
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Reader, Role, Seat, System
from alongside.foundation.systems.rules import can_end_seat
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Relationship
from alongside.human.lives.rules import said_how

from . import rules
from .events import IntroductionEvent
from .models import INTRODUCTION, Duty, Ended, Introduction, Offer, OfferAbout, Stage


@verb
def propose(
    *,
    life: System,
    asked: Person,
    words: str,
    category: str,
    by: Person,
    organisation: Organisation | None = None,
    duty: str = "",
    duty_words: str = "",
    instead_of: Introduction | None = None,
) -> Introduction:
    """
    This will write down that somebody may be worth meeting. They are told nothing by it.

    :param asked: a named worker; ``organisation`` is where they would do it from.
    :param duty: a duty of law that is done with it, if there is one; ``duty_words`` is where and
        how, as the person chose.
    :param instead_of: the one that was passed on or came back.
    :raises Refused: if nobody walks alongside yet, or it is not somebody who can be asked here.
    """
    require(rules.can_propose(by, life))
    first = _who_walks_alongside(life)
    _can_be_asked(life, first, asked, organisation, by)
    _not_twice(life, asked, category, by)
    _about_something(life, words, category, by)
    _lawful(duty, duty_words)
    if instead_of is not None:
        _has_come_back(instead_of, life, by)
    draft = Draft(
        words={"words": words, "duty": duty_words if duty else ""},
        reach=Reach.US,
        category=category,
        because=[instead_of.entry] if instead_of is not None else [],
    )
    entry = write(system=life, kind=INTRODUCTION, by=by, draft=draft)
    introduction = Introduction.objects.create(
        entry=entry,
        life=life,
        first=first,
        asked=asked,
        organisation=organisation,
        category=category,
        duty=duty,
        instead_of=instead_of,
    )
    happened(IntroductionEvent.PROPOSED, by=by.pk, on=life.pk, to=entry.pk)
    return introduction


def _who_walks_alongside(life: System) -> Person:
    # Locked, so that two who propose the same at once are one after the other.
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))
    current = Relationship.objects.current().filter(life=life).select_related("worker").first()
    if current is None:
        raise Refused(
            _("First choose who walks alongside you. They come with you, and stay until it is so.")
        )
    worker: Person = current.worker
    return worker


def _can_be_asked(
    life: System, first: Person, asked: Person, organisation: Organisation | None, by: Person
) -> None:
    # To whom somebody said no is for those who hold the table to know. Anybody else may think of
    # them, and learns nothing: no yes can be given to them.
    said_no = Reader.of(by).is_inner(life.pk) and rules.is_shut_out(life, asked)
    own = Seat.objects.current().filter(system=life, person=asked, role=Role.PERSON)
    if asked == first or own.exists() or not asked.is_active or said_no:
        raise Refused(_("They cannot be asked here. Choose somebody else."))
    if organisation is not None and not people.belongs(asked, organisation):
        raise Refused(
            _("%(name)s does not belong to %(organisation)s now. Choose again.")
            % {"name": asked.name, "organisation": organisation.name}
        )


def _not_twice(life: System, asked: Person, category: str, by: Person) -> None:
    """As far as whoever proposes may know: one they cannot see says nothing to them."""
    known = Introduction.objects.visible_to(Reader.of(by)).filter(ended_at=None, settled_at=None)
    if known.filter(life=life, asked=asked, category=category).exists():
        raise Refused(_("They are thought of for this already. It goes on from there."))


def _about_something(life: System, words: str, category: str, by: Person) -> None:
    if not clean(words):
        raise Refused(_("Write what would help."))
    if category not in open_to(Reader.of(by), life):
        raise Refused(_("Choose what this is about: something your seat here is for."))


def _lawful(duty: str, duty_words: str) -> None:
    if duty and duty not in Duty.values:
        raise Refused(_("Choose the duty from the list."))
    if duty and not clean(duty_words):
        raise Refused(_("Write which authority the person chose, and how to reach them."))


def _has_come_back(before: Introduction, life: System, by: Person) -> None:
    before = _as_it_is_now(before)
    require(before.life_id == life.pk and rules.can_read(by, before))
    if before.has_next:
        raise Refused(_("Somebody else was thought of already. It goes on from there."))
    if before.stage not in (Stage.PASSED_ON, Stage.BROUGHT_BACK):
        raise Refused(_("That one has not come back. Nobody takes its place yet."))


@verb
def agree(*, introduction: Introduction, by: Person, until: datetime | None = None) -> Introduction:
    """
    This will write down the person's yes: from now on the one who was asked knows of it, and may
    see what it is about, until it is settled or until a day.

    :raises Refused: if it was answered already.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_agree(by, now))
    _at(now, Stage.PROPOSED)
    agreement = lives.agree(
        life=now.life,
        by=by,
        recipient=now.asked,
        question=now.question,
        # Wherever this is read it stands beside the name of whoever was asked.
        purpose=_("to meet, with %(first)s there, about %(about)s")
        % {"first": now.first.name, "about": now.get_category_display()},
        categories=[now.category],
        until=until,
        how=said_how(by, now.life),
    )
    now.seat, now.agreed_at = agreement.seat, timezone.now()
    return _moved(now, IntroductionEvent.AGREED, by, "seat", "agreed_at")


@verb
def accept(*, introduction: Introduction, by: Person, words: str = "") -> Introduction:
    """
    This will say yes, by the one who was asked: they will come and meet.

    :param words: when and where they can, or anything they would like the person to know.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_answer(by, now))
    _at(now, Stage.AGREED)
    add_words(entry=now.entry, words={"accepted": words}, by=by)
    now.accepted_at = timezone.now()
    return _moved(now, IntroductionEvent.ACCEPTED, by, "accepted_at")


@verb
def pass_on(*, introduction: Introduction, words: str, by: Person) -> Introduction:
    """
    This will say: not us, and here is who I will find with you. It goes back to the first worker;
    the one who was asked stays the one who finds somebody with them, and sees nothing more of it.

    :param words: whom they will look for, and how.
    :raises Refused: if it does not say that.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_answer(by, now))
    _at(now, Stage.AGREED, Stage.ACCEPTED, Stage.MET)
    if not clean(words):
        raise Refused(_("Write who it could be instead, and what you will do to find them."))
    add_words(entry=now.entry, words={"passed_on": words}, by=by)
    return _end(now, Ended.PASSED_ON, IntroductionEvent.PASSED_ON, by)


@verb
def find(*, introduction: Introduction, person: Person, by: Person) -> Introduction:
    """
    This will name somebody that the one who passed it on has found, to the first worker alone.

    :raises Refused: if that is nobody else, or it has gone on already.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_find(by, now))
    _at(now, Stage.PASSED_ON)
    if now.found_id or now.has_next:
        raise Refused(_("Somebody has been found already. Thank you."))
    if person.pk in (now.asked_id, now.first_id) or not person.is_active:
        raise Refused(_("Choose somebody else than the two of you."))
    now.found, now.found_at = person, timezone.now()
    return _moved(now, IntroductionEvent.FOUND, by, "found", "found_at")


@verb
def bring_back(*, introduction: Introduction, by: Person) -> Introduction:
    """
    This will say that no answer came, or no meeting, so it is back with who walks alongside. Who
    was asked sees nothing more of it.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_carry(by, now))
    _at(now, Stage.AGREED, Stage.ACCEPTED)
    return _end(now, Ended.BROUGHT_BACK, IntroductionEvent.BROUGHT_BACK, by)


@verb
def meet(*, introduction: Introduction, by: Person, words: str = "") -> Introduction:
    """
    This will write down that the three have met: the person, who walks alongside, and the other.

    :param words: how it was, if anybody wants to say.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_carry(by, now))
    _at(now, Stage.ACCEPTED)
    add_words(entry=now.entry, words={"met": words}, by=by)
    now.met_at = timezone.now()
    return _moved(now, IntroductionEvent.MET, by, "met_at")


@verb
def settle(*, introduction: Introduction, by: Person, stays: bool, words: str = "") -> Introduction:
    """
    This will write down that the person says: settled.

    :param stays: whether the one they met stays alongside, by the yes there is, for as long as it
        was given; else what they may see ends now.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_agree(by, now))
    _at(now, Stage.MET)
    add_words(entry=now.entry, words={"settled": words}, by=by)
    now.settled_at, now.settled_how = timezone.now(), said_how(by, now.life)
    _moved(now, IntroductionEvent.SETTLED, by, "settled_at", "settled_how")
    if not stays:
        _close_seat(now, by)
    return now


@verb
def let_go(
    *, introduction: Introduction, by: Person, stays_until: date | None = None
) -> Introduction:
    """
    This will let the first worker go: the person chooses that the one they have met, and settled
    with, walks alongside them from now on. Only ever after "settled".

    :param stays_until: the day until which the first worker is there too.
    """
    now = _as_it_is_now(introduction)
    require(rules.can_let_go(by, now))
    _at(now, Stage.SETTLED)
    if now.let_go_at is not None:
        raise Refused(_("They walk alongside already."))
    lives.hand_over(life=now.life, to=now.asked, by=by, stays_until=stays_until)
    now.let_go_at = timezone.now()
    return _moved(now, IntroductionEvent.LET_GO, by, "let_go_at")


@verb
def stop(*, introduction: Introduction, by: Person) -> Introduction:
    """This will stop it, because the person would rather not. Nothing is lost by saying so."""
    now = _as_it_is_now(introduction)
    require(rules.can_agree(by, now))
    _at(now, Stage.PROPOSED, Stage.AGREED, Stage.ACCEPTED, Stage.MET)
    return _end(now, Ended.STOPPED, IntroductionEvent.STOPPED, by)


@verb
def came_apart(*, introduction: Introduction, by: Person | None) -> Introduction:
    """
    This will note that what it stands on is no more: the yes, or the words. It is with the first
    worker and the person, as it was before.

    :raises Refused: if it had ended, or was settled, meanwhile: it is said once.
    """
    now = _as_it_is_now(introduction)
    still_to_find = now.ended == Ended.PASSED_ON and now.found_id is None
    if now.settled_at is not None or (now.ended_at is not None and not still_to_find):
        raise Refused(_("It has moved on since you opened the page. Look at it again."))
    now.ended_at, now.ended = now.ended_at or timezone.now(), Ended.STOPPED
    _moved(now, IntroductionEvent.STOPPED, by, "ended_at", "ended")
    if by is not None and now.seat is not None and can_end_seat(by, now.seat):
        _close_seat(now, by)
    return now


@verb
def carry_on(
    *,
    introduction: Introduction,
    by: Person | None,
    seat: Seat | None = None,
    first: Person | None = None,
) -> Introduction:
    """
    This will carry it on from somewhere new: the yes was renewed, or the person chose another to
    walk alongside them, who carries what was under way.
    """
    now = _as_it_is_now(introduction)
    if seat is not None:
        now.seat = seat
    if first is not None:
        now.first = first
    return _moved(now, IntroductionEvent.CARRIED_ON, by, "seat", "first")


def _as_it_is_now(introduction: Introduction) -> Introduction:
    """Locked, so that of two steps at once the second sees what the first did."""
    Introduction.objects.select_for_update().get(pk=introduction.pk)
    found: Introduction = Introduction.objects.whole().get(pk=introduction.pk)
    return found


def _at(introduction: Introduction, *stages: Stage) -> None:
    if introduction.stage not in stages:
        raise Refused(_("It has moved on since you opened the page. Look at it again."))


def _moved(now: Introduction, event: str, by: Person | None, *fields: str) -> Introduction:
    now.save(update_fields=list(fields))
    happened(event, by=by.pk if by else None, on=now.life_id, to=now.entry_id)
    return now


def _end(now: Introduction, how: Ended, event: str, by: Person) -> Introduction:
    now.ended_at, now.ended = timezone.now(), how
    _moved(now, event, by, "ended_at", "ended")
    _close_seat(now, by)
    return now


def _close_seat(now: Introduction, by: Person) -> None:
    """What the yes let somebody see ends with it."""
    if now.seat is not None and Seat.objects.current().filter(pk=now.seat.pk).exists():
        systems.end_seat(seat=now.seat, by=by)


# --- what somebody can be pulled in for ----------------------------------------------------------


@verb
def offer(
    *, organisation: Organisation, categories: Sequence[str], words: str, now: bool, by: Person
) -> Offer:
    """
    This will say what one can be pulled in for oneself, in place of what one said before.

    :param now: or, not this month.
    :raises Refused: if it says nothing.
    """
    require(rules.can_offer(by, organisation))
    chosen = [category for category in Category.values if category in categories]
    if not chosen or not clean(words):
        raise Refused(_("Say what you can help with, and in a sentence how."))
    said, _new = Offer.objects.update_or_create(
        person=by,
        organisation=organisation,
        defaults={"words": clean(words), "now": now, "said_at": timezone.now()},
    )
    OfferAbout.objects.filter(offer=said).exclude(category__in=chosen).delete()
    OfferAbout.objects.bulk_create(
        [OfferAbout(offer=said, category=category) for category in chosen], ignore_conflicts=True
    )
    happened(IntroductionEvent.OFFERED, by=by.pk, on=HOUSE, to=said.pk)
    return said


@verb
def take_down(*, offer: Offer, by: Person) -> None:
    """This will take down what one said one can be pulled in for."""
    require(offer.person_id == by.pk)
    happened(IntroductionEvent.OFFER_TAKEN_DOWN, by=by.pk, on=HOUSE, to=offer.pk)
    offer.delete()
