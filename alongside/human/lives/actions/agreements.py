"""A yes to sharing: given, renewed, seen, taken back. Only the person's own word opens anything."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.actions import Draft, write
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, inside_a_verb, looking, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Ground, Seat, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import AGREEMENT, Agreement, SaidHow

# "Until it is sorted": asked again after so long, if nobody says otherwise.
ASK_AGAIN = timedelta(days=91)
THEIRS_TO_PRESS = gettext_lazy(
    "They sign in here, so the yes is theirs to press. Ask them to answer here: it is on their "
    "front page, and opens when they say yes."
)
TOO_LONG = gettext_lazy("A yes is for a year at most. Choose an earlier day; you can renew it.")
SEES_ALL = gettext_lazy("They see all of it already: they hold this table.")


@verb
def agree(
    *,
    life: System,
    by: Person,
    recipient: Person | Organisation,
    question: str,
    purpose: str,
    categories: Sequence[str],
    until: datetime | None,
    how: str = "",
    ask_again: datetime | None = None,
    because: Sequence[Entry] = (),
    renews: Agreement | None = None,
) -> Agreement:
    """
    This will write down a yes to one question, and give the one seat that was said yes to.

    :param until: their last moment; none is "until it is sorted", which is asked again.
    :param how: only to say what is so: by themselves, or said to the one who walks alongside.
    :raises Refused: if it has no end within a year, or is about nothing, or they hold the table; or
        the person signs in lately, and another writes it down.
    """
    require(rules.can_speak(by, life))
    if not rules.can_say_yes(by, life):
        raise Refused(THEIRS_TO_PRESS)
    said_how = rules.said_how(by, life)
    require(how in ("", said_how))
    last = until or ask_again or timezone.now() + ASK_AGAIN
    return give(
        life=life,
        by=by,
        recipient=recipient,
        words={"question": question, "purpose": purpose},
        categories=categories,
        until=last,
        until_sorted=until is None,
        said_how=said_how,
        because=because,
        renews=renews,
    )


def give(
    *,
    life: System,
    by: Person,
    recipient: Person | Organisation,
    words: Mapping[str, str],
    categories: Sequence[str],
    until: datetime,
    until_sorted: bool,
    said_how: SaidHow,
    because: Sequence[Entry] = (),
    renews: Agreement | None = None,
) -> Agreement:
    """
    This will keep a yes that was said, with the one seat it gives, inside the verb that was told.

    :raises Refused: as ``agree`` does.
    """
    inside_a_verb(by=by)
    if not rules.is_within_a_year(until):
        raise Refused(TOO_LONG)
    if rules.holds_it(life, recipient):
        raise Refused(SEES_ALL)
    if not words["question"].strip() or not words["purpose"].strip():
        raise Refused(_("Say what it is for, and ask it as one plain question."))
    _no_no_in_the_way(life, recipient)
    # Who speaks with them has no seat here: that they may say it, ``can_answer_with`` was asked.
    draft = Draft(
        words=dict(words),
        reach=Reach.US,
        because=because,
        without_a_seat=said_how == SaidHow.WITH,
    )
    entry = write(system=life, kind=AGREEMENT, by=by, draft=draft)
    seat = systems.seat_for(
        life=life,
        ground=Ground.AGREED,
        by=by,
        holder=recipient,
        categories=categories,
        until=until,
        for_what=words["purpose"],
    )
    agreement = Agreement.objects.create(
        entry=entry,
        life=life,
        seat=seat,
        person=seat.person,
        organisation=seat.organisation,
        categories=seat.categories,
        until=until,
        until_sorted=until_sorted,
        said_at=seat.since,
        said_how=said_how,
        said_by=by,
        renews=renews,
    )
    happened(LivesEvent.AGREED, by=by.pk, on=life.pk, to=entry.pk, data={"how": said_how})
    return agreement


def _no_no_in_the_way(life: System, recipient: Person | Organisation) -> None:
    no = rules.no_to(recipient, life)
    if no is not None:
        said = _("A no to %(who)s stands in the way of this. Take that no back first.")
        raise Refused(said % {"who": no.person or no.organisation})


@verb
def take_back(*, agreement: Agreement, by: Person) -> None:
    """
    This will take a yes back. From the next thing they ask for, nothing is shown on its ground.

    :raises Refused: if it is over already.
    """
    require(rules.can_speak(by, agreement.life))
    if not end_what_it_gave(agreement=agreement, by=by):
        raise Refused(_("That is over already. They cannot see anything because of it."))


def end_what_it_gave(*, agreement: Agreement, by: Person) -> bool:
    """
    This will end the seat a yes gave, inside the verb it belongs to, whoever takes it back.

    :returns: whether it had one still.
    """
    inside_a_verb(by=by)
    seat = Seat.objects.current().select_for_update().filter(pk=agreement.seat_id).first()
    if seat is None:
        return False
    systems.let_go(seat=seat, by=by)
    agreement.seat.refresh_from_db()
    happened(LivesEvent.TAKEN_BACK, by=by.pk, on=agreement.life_id, to=agreement.pk)
    return True


@verb
def renew(*, agreement: Agreement, by: Person, until: datetime) -> Agreement:
    """
    This will say yes again to the same question, until another day. The yes before ends.

    :raises Refused: if what it is to be renewed from is not the newest.
    """
    require(rules.can_speak(by, agreement.life))
    if Agreement.objects.filter(renews=agreement).exists():
        raise Refused(_("That was renewed already."))
    words = _words_of(agreement, by)
    seat = Seat.objects.current().filter(pk=agreement.seat_id).first()
    if seat is not None:
        systems.end_seat(seat=seat, by=by)
    return agree(
        life=agreement.life,
        by=by,
        recipient=agreement.recipient,
        question=words["question"],
        purpose=words["purpose"],
        categories=agreement.categories,
        until=None if agreement.until_sorted else until,
        ask_again=until,
        because=[agreement.entry],
        renews=agreement,
    )


def _words_of(agreement: Agreement, by: Person) -> dict[str, str]:
    with looking(by=by.pk, why="lives:renew") as look:
        return words_of([agreement.entry], look)[agreement.pk]


@verb
def see(*, agreement: Agreement, by: Person) -> None:
    """This will say that whose life it is has seen a yes that was written down for them."""
    require(rules.speaks_here(by, agreement.life))
    if agreement.seen_at is None:
        agreement.seen_at = timezone.now()
        agreement.save(update_fields=["seen_at"])
    happened(LivesEvent.YES_SEEN, by=by.pk, on=agreement.life_id, to=agreement.pk)
