"""Acting without somebody's yes, to keep someone safe; another day; telling them; looking at it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.actions import Draft, add_words, write
from alongside.foundation.logbook.models import Audience, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import A_DAY, INNER, Ground, Seat, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import OVERRIDE, Basis, Override, SafeDay

# Why somebody is not told yet is looked at again within a week.
LOOK_AGAIN = timedelta(days=7)


@verb
def act_to_keep_safe(
    *,
    life: System,
    by: Person,
    basis: Basis,
    why: str,
    categories: Sequence[str],
    second: Person,
    told_how: str = "",
    not_yet: str = "",
    because: str = "",
    look_again: date | None = None,
) -> Override:
    """
    This will let somebody into a life without the person's yes, for a day, to keep someone safe.

    :param second: who looks at it with them, and alone may give another day.
    :raises Refused: if the person said no to them by name, or they see all of it already, or what
        was done before was not looked at, or nothing says whether the person was told.
    """
    require(basis in rules.bases_to_act(by))
    if not why.strip():
        raise Refused(_("Write why, so that somebody else can look at it with you."))
    if not rules.can_be_second(second, by):
        raise Refused(_("Name somebody else, whose organisation may act like this too."))
    if rules.is_shut_out(by, life):
        raise Refused(_("Nothing could be opened."))
    if Seat.objects.current().filter(system=life, person=by, role__in=INNER).exists():
        raise Refused(_("You see all of it already."))
    # One at a time: two colleagues who act at once act one after the other.
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))
    if rules.has_acted_lately(by, life):
        raise Refused(_("You acted here already. Another day is given by whoever looks at it."))
    if rules.is_looked_at_first(by, basis.organisation, life):
        raise Refused(
            _("Your organisation acted here already. Somebody who did not act looks at that first.")
        )
    _told_or_not(told_how, not_yet, because, look_again)
    seat = _a_day(life, by, by, categories, basis)
    words = {"why": why, **({"not yet 1": because} if not_yet else {})}
    reach = Reach.US if told_how else ""
    # To be let in without a yes is to read: that this may be written was asked above.
    draft = Draft(words=words, reach=reach, without_a_seat=True)
    entry = write(system=life, kind=OVERRIDE, by=by, draft=draft)
    override: Override = Override.objects.create(
        entry=entry,
        life=life,
        acted_by=by,
        organisation=basis.organisation,
        basis=basis,
        categories=seat.categories,
        second=second,
        told_at=timezone.now() if told_how else None,
        told_how=told_how,
        not_yet="" if told_how else not_yet,
        look_again=None if told_how else look_again,
    )
    SafeDay.objects.create(override=override, number=1, seat=seat, acts=by, given_by=by)
    happened(LivesEvent.ACTED_WITHOUT_YES, by=by.pk, on=life.pk, to=entry.pk)
    return override


def _told_or_not(told_how: str, not_yet: str, because: str, look_again: date | None) -> None:
    if told_how:
        return
    if not not_yet or not because.strip() or look_again is None:
        raise Refused(_("Tell the person; or say why not yet, and when you look at that again."))
    today = timezone.localdate()
    if not today <= look_again <= today + LOOK_AGAIN:
        raise Refused(_("Look at it again within a week."))


def _a_day(life: System, acts: Person, by: Person, categories: Sequence[str], basis: Basis) -> Seat:
    """One day from now, and not a moment more."""
    return systems.seat_for(
        life=life,
        ground=Ground.SAFE,
        by=by,
        holder=acts,
        categories=categories,
        until=timezone.now() + A_DAY - timedelta(minutes=1),
        for_what=basis.law,
    )


@verb
def tried_to_keep_safe(*, by: Person) -> None:
    """This will record that somebody tried to act where nothing could be opened."""
    require(rules.can_act_to_keep_safe(by))
    happened(LivesEvent.TRIED_WITHOUT_YES, by=by.pk, on=HOUSE)


@verb
def give_another_day(*, override: Override, by: Person) -> SafeDay:
    """
    This will give whoever acts one more day, by the second person who looked at what was done.

    :raises Refused: if the organisation may not act like this any more, or a no by name stands.
    """
    require(rules.can_give_another_day(by, override))
    override = (
        Override.objects.select_for_update(of=("self",))
        .select_related("life", "acted_by", "organisation", "basis")
        .get(pk=override.pk)
    )
    if not rules.acts_for(override.acted_by, override.organisation):
        raise Refused(_("They may not act like this any more."))
    if rules.is_shut_out(override.acted_by, override.life):
        raise Refused(_("The person said no to them by name."))
    days = list(override.days.select_related("seat").order_by("number"))
    if not rules.goes_on(days[-1].seat):
        raise Refused(_("That day has passed. To act again is to say anew why it cannot wait."))
    systems.let_go(seat=days[-1].seat, by=by)
    seat = _a_day(override.life, override.acted_by, by, override.categories, override.basis)
    day = SafeDay.objects.create(
        override=override,
        number=days[-1].number + 1,
        seat=seat,
        acts=override.acted_by,
        given_by=by,
    )
    happened(LivesEvent.ANOTHER_DAY, by=by.pk, on=override.life_id, to=override.pk)
    return day


@verb
def stop_acting(*, override: Override, by: Person) -> None:
    """
    This will end the day before its time.

    :raises Refused: if it has ended.
    """
    require(rules.can_stop(by, override))
    running = Seat.objects.current().filter(
        pk__in=override.days.values("seat"), system=override.life
    )
    seat = running.first()
    if seat is None:
        raise Refused(_("That has ended already."))
    systems.let_go(seat=seat, by=by)
    happened(LivesEvent.STOPPED_ACTING, by=by.pk, on=override.life_id, to=override.pk)


@verb
def tell_them(*, override: Override, how: str, words: str, by: Person) -> None:
    """
    This will say that the person was told, and show it to them from now on.

    :raises Refused: if they were told already.
    """
    require(rules.can_say_told(by, override))
    now = _locked(override)
    if now.is_told:
        raise Refused(_("They were told already."))
    now.told_at, now.told_how = timezone.now(), how
    now.not_yet, now.look_again = "", None
    now.not_yet_agreed_by, now.not_yet_agreed_at = None, None
    if by.pk != now.acted_by_id and rules.walks_with(by, now.life):
        now.heard_by, now.heard_at, now.was_told = by, now.told_at, True
    now.save()
    add_words(entry=now.entry, words={"told": words}, by=by)
    # Nobody could read it but those who act; now it is the person's too.
    Audience.objects.get_or_create(
        entry=now.entry, system=now.life, reach=Reach.US, defaults={"kind": OVERRIDE}
    )
    happened(LivesEvent.TOLD, by=by.pk, on=now.life_id, to=now.pk)


@verb
def not_told_yet(
    *, override: Override, not_yet: str, because: str, look_again: date, by: Person
) -> None:
    """
    This will say why the person is still not told, and when that is looked at again.

    :raises Refused: if they were told, or it is put off for longer than a week.
    """
    require(rules.can_put_off(by, override))
    now = _locked(override)
    if now.is_told:
        raise Refused(_("They were told already."))
    _told_or_not("", not_yet, because, look_again)
    now.not_yet, now.look_again = not_yet, look_again
    # Who acted says it alone; the second, who says it anew, agrees to it by that.
    another = by.pk != now.acted_by_id
    now.not_yet_agreed_by = by if another else None
    now.not_yet_agreed_at = timezone.now() if another else None
    now.save()
    number = now.entry.words.filter(part__startswith="not yet").count() + 1
    add_words(entry=now.entry, words={f"not yet {number}": because}, by=by)
    happened(LivesEvent.NOT_TOLD_YET, by=by.pk, on=now.life_id, to=now.pk)


@verb
def agree_not_yet(*, override: Override, by: Person) -> None:
    """
    This will say, by the second, that the person is rightly not told yet: it holds until its day.

    :raises Refused: if its day has passed; then they are told, or it is said anew why not.
    """
    require(rules.can_agree_not_yet(by, override))
    now = _locked(override)
    if now.is_told or now.not_yet_agreed_at is not None:
        raise Refused(_("That was said already."))
    if now.look_again is None or now.look_again < timezone.localdate():
        raise Refused(_("That day has passed. Tell them, or say anew why not yet."))
    now.not_yet_agreed_by, now.not_yet_agreed_at = by, timezone.now()
    now.save(update_fields=["not_yet_agreed_by", "not_yet_agreed_at"])
    happened(LivesEvent.NOT_YET_AGREED, by=by.pk, on=now.life_id, to=now.pk)


@verb
def say_if_told(*, override: Override, was_told: bool, by: Person) -> None:
    """
    This will say, by the person or who walks alongside them, whether they were told as it is
    written.

    :raises Refused: if one of them has said so already.
    """
    require(rules.can_say_if_told(by, override))
    now = _locked(override)
    if now.heard_at is not None:
        raise Refused(_("That was said already."))
    now.heard_by, now.heard_at, now.was_told = by, timezone.now(), was_told
    now.save(update_fields=["heard_by", "heard_at", "was_told"])
    happened(LivesEvent.HEARD, by=by.pk, on=now.life_id, to=now.pk)


@verb
def name_another(*, override: Override, second: Person, by: Person) -> None:
    """
    This will name somebody else to look at it, when whoever was named has not for a day.

    :raises Refused: if they are the one who was named, or acted, or may not act for anybody; or it
        was looked at meanwhile.
    """
    require(rules.can_name_another(by, override))
    now = _locked(override)
    if now.looked_back_at is not None:
        raise Refused(_("Somebody looked at this already."))
    if second.pk == now.second_id or not rules.can_be_second(second, now.acted_by):
        raise Refused(_("Name somebody else, whose organisation may act like this too."))
    before, now.second = now.second_id, second
    now.save(update_fields=["second"])
    happened(
        LivesEvent.SECOND_NAMED,
        by=by.pk,
        on=now.life_id,
        to=now.pk,
        data={"before": str(before), "now": str(second.pk)},
    )


@verb
def look_back(*, override: Override, words: str, by: Person) -> None:
    """
    This will say, by somebody else, how it looks from outside: was it right, what was learnt.

    :raises Refused: if it was looked at already.
    """
    require(rules.can_look_back(by, override))
    now = _locked(override)
    if now.looked_back_at is not None:
        raise Refused(_("Somebody looked at this already."))
    now.looked_back_by, now.looked_back_at = by, timezone.now()
    now.save(update_fields=["looked_back_by", "looked_back_at"])
    add_words(entry=now.entry, words={"looks": words}, by=by)
    happened(LivesEvent.LOOKED_BACK, by=by.pk, on=now.life_id, to=now.pk)


def _locked(override: Override) -> Override:
    rows = Override.objects.select_for_update(of=("self",))
    now: Override = rows.select_related("entry__system", "life").get(pk=override.pk)
    return now
