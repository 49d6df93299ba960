"""What somebody is known by, looking whether anybody knows them, and asking to be introduced."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.models import Entry, Reach, Words
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems.models import Exclusion, Reader, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.identifiers import ALIKE, Identifiers, combinations
from alongside.human.lives.models import (
    IDENTITY,
    Identity,
    Known,
    Looking,
    Merged,
    certainly,
    hashed,
    may_be,
)


@verb
def know_by(
    *,
    life: System,
    by: Person,
    name: str = "",
    born: date | None = None,
    postcode: str = "",
    phone: str = "",
    email: str = "",
    findable: bool = True,
) -> Identity:
    """
    This will write down what somebody is known by elsewhere, in place of what stood there.

    :param findable: others who meet them may ask to be introduced. Without it two things they are
        known by lead nowhere, for anybody.
    """
    require(rules.can_say_what_known_by(by, life))
    list(System.objects.select_for_update(no_key=True).filter(pk=life.pk))
    known = Identifiers(*(clean(name), born), *map(clean, (postcode, phone, email)))
    identity = _identity(life, by, known)
    identity.findable = findable
    identity.save(update_fields=["findable"])
    _make_known(life, known if findable else Identifiers())
    happened(LivesEvent.KNOWN_BY, by=by.pk, on=life.pk, to=identity.pk)
    return identity


def _identity(life: System, by: Person, known: Identifiers) -> Identity:
    words = {
        "name": known.name,
        "born": known.born.isoformat() if known.born else "",
        "postcode": known.postcode,
        "phone": known.phone,
        "email": known.email,
    }
    identity = Identity.objects.select_related("entry").filter(life=life).first()
    if identity is None:
        draft = logbook.Draft(words=words, reach=Reach.US)
        entry = logbook.write(system=life, kind=IDENTITY, by=by, draft=draft)
        return Identity.objects.create(entry=entry, life=life)
    # What was put right is gone: an old name or address is nobody's to keep.
    Words.objects.filter(entry=identity.entry).delete()
    add_words(entry=identity.entry, words=words, by=by)
    Entry.objects.filter(pk=identity.pk).update(by=by, at=timezone.now())
    return identity


def _make_known(life: System, known: Identifiers) -> None:
    Known.objects.filter(life=life).delete()
    rows = [
        Known(life=life, of=each.of, alike=each.level == ALIKE, hash=hashed(each))
        for each in combinations(known)
    ]
    Known.objects.bulk_create(rows)


@verb
def look_for(
    *,
    by: Person,
    organisation: Organisation,
    name: str = "",
    born: date | None = None,
    postcode: str = "",
    phone: str = "",
    email: str = "",
) -> Looking:
    """
    This will look whether anybody here may know somebody, before a record is begun.

    The same is done, and the same comes of it, whether or not somebody does. Nothing of what was
    typed is kept.

    :raises Refused: without two identifiers, or after many in a short while.
    """
    require(rules.can_look_for(by, organisation))
    known = Identifiers(name, born, postcode, phone, email)
    if not known.are_enough:
        raise Refused(
            _("Give two things about them, such as their whole name and when they were born.")
        )
    _not_too_often(by)
    life, certain = _first_to_ask(by, may_be(known), certainly(known))
    looking: Looking = Looking.objects.create(
        by=by, organisation=organisation, life_id=life, certain=certain
    )
    data: dict[str, object] = {"organisation": str(organisation.pk)}
    happened(LivesEvent.LOOKED_FOR, by=by.pk, on=HOUSE, to=looking.pk, data=data)
    return looking


def _not_too_often(by: Person) -> None:
    Person.objects.select_for_update().get(pk=by.pk)  # so that two at once are counted as two
    if rules.has_looked_often(by):
        raise Refused(
            _(
                "You have looked for many people in a short while. Wait a while, or begin with "
                "this person, and say later if they are somebody you know already."
            )
        )
    forgotten = timezone.now() - rules.FORGOTTEN_AFTER
    Looking.objects.filter(asked_at=None, taking_up=None, at__lt=forgotten).delete()


def _first_to_ask(
    by: Person, lives: Sequence[UUID], certain: Collection[UUID]
) -> tuple[UUID | None, bool]:
    """
    The likeliest at which the asker does not sit themself, and where nobody said no to them by
    name, and whether it is certainly theirs. As much is asked of the database for nobody as for
    somebody, so that time tells nothing.
    """
    asked = [*lives, HOUSE]
    into = dict(Merged.objects.current().filter(life__in=asked).values_list("life", "into"))
    lead = [into.get(life, life) for life in asked]
    mine = Membership.objects.current().filter(person=by).values("organisation")
    said_no = Exclusion.objects.current().filter(Q(person=by) | Q(organisation__in=mine))
    shut = set(said_no.filter(system__in=lead).values_list("system", flat=True))
    shut |= {HOUSE, *Reader.of(by).systems}
    first = next((life for life in lead if life not in shut), None)
    return first, {into.get(life, life) for life in certain} == {first}


@verb
def ask_to_meet(*, looking: Looking, by: Person, about: str = "") -> None:
    """
    This will ask whoever may know somebody to tell them that a person they met would like to be
    introduced. If nobody knows them, it reaches nobody; who asks is told the same.

    :raises Refused: if they asked already.
    """
    require(looking.by_id == by.pk)
    looking.refresh_from_db()
    if looking.asked_at is not None:
        raise Refused(_("You have asked this already."))
    looking.asked_at, looking.about = timezone.now(), about
    looking.save(update_fields=["asked_at", "about"])
    happened(LivesEvent.ASKED_TO_MEET, by=by.pk, on=HOUSE, to=looking.pk)


@verb
def answer_to_meet(*, looking: Looking, answer: str, by: Person) -> None:
    """
    This will say what the person said to being introduced. Only a yes reaches who asked.

    :raises Refused: if it was answered already.
    """
    require(rules.can_answer(by, looking))
    life = looking.life_id
    looking = Looking.objects.select_for_update().get(pk=looking.pk)
    if looking.asked_at is None or looking.answered_at is not None or life is None:
        raise Refused(_("This was answered already."))
    looking.answer, looking.answered_at, looking.answered_by = answer, timezone.now(), by
    looking.save(update_fields=["answer", "answered_at", "answered_by"])
    data: dict[str, object] = {"answer": answer}
    happened(LivesEvent.MEETING_ANSWERED, by=by.pk, on=life, to=looking.pk, data=data)
