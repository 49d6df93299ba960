"""Saying that two lives are one person's, and that they are not."""

from dataclasses import fields

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.models import Answer, Looking, Merged

from .finding import answer_to_meet, ask_to_meet, look_for


@verb
def merge(*, life: System, into: System, by: Person) -> Merged:
    """
    This will say that two lives begun here are one person's. Nothing is moved or rewritten, and
    nobody reads more than before; who sits at both finds them together.

    :param into: the one that leads from now on.
    :raises Refused: if one of them is one with another already.
    """
    require(rules.can_merge(by, life, into))
    return _one(life=life, into=into, by=by)


def _one(*, life: System, into: System, by: Person, each_asked: bool = False) -> Merged:
    pair = [life.pk, into.pk]
    list(System.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk"))
    current = Merged.objects.current()
    if life.pk == into.pk:
        raise Refused(_("That is one and the same already."))
    if current.filter(life__in=pair).exists() or current.filter(into=life).exists():
        raise Refused(_("One of them is one with another already. Take that apart first."))
    said_how = rules.said_how(by, into)
    merged: Merged = Merged.objects.create(
        life=life, into=into, by=by.pk, said_how=said_how, each_asked=each_asked
    )
    # Neither chain names the other life: who may read one of them learns of one only.
    for one in (life, into):
        happened(LivesEvent.MERGED, by=by.pk, on=one.pk, to=merged.pk)
    return merged


@verb
def ask_if_same(
    *, life: System, organisation: Organisation, known: Identifiers, by: Person
) -> Looking:
    """
    This will ask whoever else may walk alongside this person whether it is the same one, the person
    having said yes to that. It is asked as one asks to be introduced to somebody one met: it
    reaches nobody if nobody knows them, and who asks is told the same.

    :param known: what the person is known by here.
    :raises Refused: without two such things, after many in a short while, or if it was asked.
    """
    require(rules.can_ask_if_same(by, life, organisation))
    if Looking.objects.waiting().filter(by=by, same_as=life).exists():
        raise Refused(_("You have asked this already."))
    said = {each.name: getattr(known, each.name) for each in fields(known)}
    looking = look_for(by=by, organisation=organisation, **said)
    looking.same_as = life
    looking.save(update_fields=["same_as"])
    ask_to_meet(looking=looking, by=by)
    return looking


@verb
def answer_if_same(*, looking: Looking, answer: str, by: Person) -> None:
    """
    This will say what the person said to being one with whom the other side walks with. Both have
    their yes then, and the two are one; only a yes reaches who asked.

    :raises Refused: if it was answered already, or one of them is one with another.
    """
    answer_to_meet(looking=looking, answer=answer, by=by)
    life, into = looking.same_as, looking.life
    if answer == Answer.YES and life and into and rules.can_speak(looking.by, life):
        _one(life=life, into=into, by=by, each_asked=True)


@verb
def unmerge(*, merged: Merged, by: Person) -> None:
    """
    This will say that two lives are not one person's after all. Each is as it was.

    :raises Refused: if they were taken apart already.
    """
    require(rules.can_unmerge(by, merged))
    merged = Merged.objects.select_for_update().get(pk=merged.pk)
    if merged.until is not None:
        raise Refused(_("They were taken apart already."))
    merged.until, merged.ended_by = timezone.now(), by.pk
    merged.save(update_fields=["until", "ended_by"])
    for one in (merged.life_id, merged.into_id):
        happened(LivesEvent.UNMERGED, by=by.pk, on=one, to=merged.pk)
