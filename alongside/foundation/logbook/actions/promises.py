"""Tellers, who promised them news, and the answers they are owed."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import rules
from alongside.foundation.logbook.codes import code_hash, new_code
from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.logbook.models import (
    ANSWER,
    Answer,
    Audience,
    Entry,
    News,
    Promise,
    Reach,
    Teller,
    Voice,
    Way,
)
from alongside.foundation.logbook.threads import TO_TELLERS, for_tellers
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, inside_a_verb, verb

from .entries import Draft, write


def voice(*, entry: Entry, by: Person, person: Person | None = None) -> tuple[Teller, str]:
    """
    This will say whose voice an entry is, inside the verb that writes it.

    :param person: the teller, if they sign in here.
    :returns: the teller, and the code for their card: the only time it can be read.
    """
    inside_a_verb(by=by)
    code = new_code()
    teller = Teller.objects.create(person=person, code=code_hash(code))
    Voice.objects.create(entry=entry, teller=teller)
    return teller, code


def promise(*, entries: Sequence[Entry], by: Person) -> list[Promise]:
    """This will promise news of these entries to whoever told them, inside the verb around it."""
    inside_a_verb(by=by)
    return Promise.objects.bulk_create([Promise(entry=entry, by=by) for entry in entries])


@verb
def make_card(*, entry: Entry, by: Person) -> str:
    """
    This will make a new code for the teller's card; the one before opens nothing from now on.

    :returns: the code: the only time it can be read.
    :raises Refused: if the story was taken back.
    """
    require(rules.can_make_card(by, entry))
    if entry.withdrawn_at is not None:
        raise Refused(_("This was taken back, so there is no card for it."))
    code = new_code()
    teller = Teller.objects.filter(voices__entry=entry).first()
    if teller is None:
        teller = Teller.objects.create()
        Voice.objects.create(entry=entry, teller=teller)
    teller.code = code_hash(code)
    teller.save(update_fields=["code"])
    happened(LogbookEvent.CARD_MADE, by=by.pk, on=entry.system_id, to=entry.pk)
    return code


@verb
def take_on(*, promise: Promise, by: Person) -> None:
    """
    This will take on a promise another made, where it waits for no yes of theirs.

    :raises Refused: if it is theirs already.
    """
    _as_it_stands(promise)
    _not_theirs(promise, by)
    require(rules.can_take_on(by, promise))
    _brings(promise, by)
    happened(LogbookEvent.TAKEN_ON, by=by.pk, on=promise.entry.system_id, to=promise.entry_id)


@verb
def offer(*, promise: Promise, by: Person) -> None:
    """
    This will offer to bring the news another promised. Nobody can hand a promise to somebody else.

    :raises Refused: if it is theirs already, or somebody else offered before.
    """
    _as_it_stands(promise)
    _not_theirs(promise, by)
    require(rules.can_offer(by, promise))
    if promise.offered_by is not None and rules.can_offer(promise.offered_by, promise):
        raise Refused(_("%(name)s offered that already.") % {"name": promise.offered_by.name})
    promise.offered_by = by
    promise.save(update_fields=["offered_by"])
    happened(LogbookEvent.OFFERED, by=by.pk, on=promise.entry.system_id, to=promise.entry_id)


@verb
def let_bring(*, promise: Promise, by: Person) -> None:
    """
    This will let whoever offered it bring the news one promised.

    :raises Refused: if nobody offers it who could bring it.
    """
    _as_it_stands(promise)
    require(rules.can_keep(by, promise))
    other = promise.offered_by
    if other is None or not rules.can_let_bring(by, promise):
        raise Refused(_("Nobody who could answer here offers to bring it now."))
    _brings(promise, other)
    happened(LogbookEvent.TAKEN_ON, by=other.pk, on=promise.entry.system_id, to=promise.entry_id)


def _as_it_stands(promise: Promise) -> None:
    """Locked, so that two do not both become the one who brings it."""
    Promise.objects.select_for_update().get(pk=promise.pk)
    promise.refresh_from_db(fields=["by", "offered_by", "first_by", "kept_at"])


def _not_theirs(promise: Promise, by: Person) -> None:
    if promise.by_id == by.pk:
        raise Refused(_("You are the one who will bring them news already."))


def _brings(promise: Promise, who: Person) -> None:
    promise.first_by = promise.first_by or promise.by
    promise.by, promise.offered_by, promise.held_since = who, None, timezone.now()
    promise.save(update_fields=["by", "offered_by", "first_by", "held_since"])


@verb
def answer(
    *,
    promise: Promise,
    says: str,
    to_tellers: str,
    by: Person,
    because: str = "",
    who_could: str = "",
    way: str = "",
) -> Entry:
    """
    This will answer a voice: what changed, or that it cannot change yet, because, and who could.

    :param way: how the teller has had this news already, if they have.
    :raises Refused: if a "not yet" has no reason, or names nobody who could change it.
    """
    told = promise.entry
    told.read_again()
    _as_it_stands(promise)
    require(rules.can_keep(by, promise))
    if not rules.can_write(by, told.system):
        raise Refused(
            _(
                "You have no seat at this table any more, so you cannot answer here. Somebody who "
                "has one can bring them the news instead."
            )
        )
    if told.withdrawn_at is not None:
        raise Refused(_("They took their words back, so there is nobody to answer."))
    if not rules.says_why(says, because, who_could):
        raise Refused(rules.SAY_WHY)
    words = {TO_TELLERS: to_tellers, "because": because, "who_could": who_could}
    reach = Reach.TABLE if _at_the_table(told) else Reach.US
    draft = Draft(words=words, because=[told], reach=reach, category=told.category)
    entry = write(system=told.system, kind=ANSWER, by=by, draft=draft)
    Answer.objects.create(entry=entry, says=says)
    happened(LogbookEvent.ANSWERED, by=by.pk, on=told.system_id, to=entry.pk)
    if way:
        bring_news(promise=promise, entry=entry, way=way, by=by)
    return entry


def _at_the_table(entry: Entry) -> bool:
    return Audience.objects.filter(entry=entry, system=entry.system_id, reach=Reach.TABLE).exists()


@verb
def bring_news(*, promise: Promise, entry: Entry, way: str, by: Person) -> News:
    """
    This will say that a teller has had the words written for them in what came of their story.

    :raises Refused: if there are no such words, or they were told already.
    """
    entry.read_again()
    _as_it_stands(promise)
    require(rules.can_keep(by, promise))
    news = _had(promise, entry, way)
    happened(LogbookEvent.NEWS_BROUGHT, by=by.pk, on=promise.entry.system_id, to=promise.entry_id)
    return news


@verb
def read_news(*, promise: Promise, entry: Entry, by: Person | Teller) -> News:
    """
    This will note that the teller has read the words written for them here.

    :raises Refused: if there are no such words, or they had them already.
    """
    require(rules.is_voice_of(by, promise.entry))
    entry.read_again()
    _as_it_stands(promise)
    news = _had(promise, entry, Way.HERE)
    happened(LogbookEvent.NEWS_READ, by=by.pk, on=promise.entry.system_id, to=promise.entry_id)
    return news


def _had(promise: Promise, entry: Entry, way: str) -> News:
    if entry.pk not in for_tellers([promise.entry_id])[promise.entry_id]:
        raise Refused(_("Nothing is written for them there yet."))
    news, new = News.objects.get_or_create(promise=promise, entry=entry, defaults={"way": way})
    if not new:
        raise Refused(_("They have had this news already."))
    if promise.kept_at is None:
        promise.kept_at = timezone.now()
        promise.save(update_fields=["kept_at"])
    return news
