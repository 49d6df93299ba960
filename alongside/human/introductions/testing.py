"""Introductions made the way people make them."""

from typing import Any

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import Category, Seat, System
from alongside.human.lives.models import Relationship

from . import actions
from .models import Introduction, Offer, Stage

WAY = (Stage.AGREED, Stage.ACCEPTED, Stage.MET, Stage.SETTLED)


def a_worker(name: str = "Dev Mistry", at: str = "") -> tuple[Person, Organisation]:
    """A named worker at an organisation."""
    person = a_person(name)
    organisation = Organisation.objects.filter(name=at).first() if at else None
    organisation = organisation or an_organisation(at)
    a_membership(person, organisation, as_what="adviser")
    return person, organisation


def an_introduction(
    life: System,
    *,
    asked: Person | None = None,
    organisation: Organisation | None = None,
    by: Person | None = None,
    upto: Stage = Stage.PROPOSED,
    words: str = "Somebody to sit with me and the rent letters.",
    category: str = Category.HOME,
    stays: bool = True,
    **kwargs: Any,
) -> Introduction:
    """Somebody to meet, as far on as is asked, each step by whose it is."""
    lead = Relationship.objects.current().get(life=life).worker
    if asked is None:
        asked, organisation = a_worker()
    made = actions.propose(
        life=life,
        asked=asked,
        organisation=organisation,
        words=words,
        category=category,
        by=by or lead,
        **kwargs,
    )
    for stage in WAY[: WAY.index(upto) + 1] if upto in WAY else ():
        made = _step(made, stage, lead, stays)
    return made


def _step(made: Introduction, stage: Stage, lead: Person, stays: bool) -> Introduction:
    if stage == Stage.AGREED:
        return actions.agree(introduction=made, by=lead)
    if stage == Stage.ACCEPTED:
        return actions.accept(introduction=made, by=made.asked, words="Tuesday, at the café.")
    if stage == Stage.MET:
        return actions.meet(introduction=made, by=lead, words="She brought the letters.")
    return actions.settle(introduction=made, by=lead, stays=stays, words="That will do nicely.")


def an_offer(
    person: Person,
    organisation: Organisation,
    *,
    categories: tuple[str, ...] = (Category.HOME,),
    words: str = "I read letters from landlords with people.",
    now: bool = True,
) -> Offer:
    """What somebody says they can be pulled in for."""
    return actions.offer(
        organisation=organisation, categories=categories, words=words, now=now, by=person
    )


def seats_of(life: System, person: Person) -> list[Seat]:
    """What somebody holds in a life now."""
    return list(Seat.objects.current().filter(system=life, person=person))
