"""Lives made the way people make them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.rules import belongs
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import looking
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Place, Role, Seat, System, name_all
from alongside.foundation.systems.testing import a_system

from . import actions
from .models import (
    Agreement,
    Backing,
    Basis,
    Concern,
    Freedom,
    Heading,
    LawfulGround,
    Line,
    Look,
    Means,
    NotYet,
    Offer,
    Override,
    Purpose,
    Question,
    Reaching,
    SpeaksWith,
    WhyWith,
    Wish,
    looks_at,
)
from .rules import can_act_to_keep_safe, could_look_into, current


def a_life_with(
    by: Person | None = None, *, name: str = "Rosa", whose: Person | None = None, **kwargs: Any
) -> System:
    """A life somebody walks alongside."""
    by = by or a_person("Ruth")
    return name_all([actions.begin(by=by, name=name, whose=whose, **kwargs)])[0]


def a_yes_to(
    life: System,
    *,
    by: Person,
    recipient: Person | Organisation | None = None,
    question: str = "Can I tell Dev about your rent, until it is sorted?",
    purpose: str = "to put the rent right",
    categories: Sequence[str] = ("home",),
    **kwargs: Any,
) -> Agreement:
    """The person, or who walks alongside them, said yes to one question."""
    return actions.agree(
        life=life,
        by=by,
        recipient=recipient or a_person("Dev"),
        question=question,
        purpose=purpose,
        categories=categories,
        **{"until": None, **kwargs},
    )


def a_look(
    life: System, *, by: Person, entries: Sequence[Entry] = (), why: str = "home:system"
) -> Look:
    """Somebody opened a page about this life."""
    with looking(by=by.pk, why=why) as look:
        look.saw(life.pk, [entry.pk for entry in entries])
    return looks_at(life.pk, size=1)[0][0]


def a_concern(
    life: System,
    *,
    by: Person,
    look: Look,
    asked: Person | None = None,
    words: str = "Why did he open that?",
) -> Concern:
    """The person, or who walks alongside them, asked about one look."""
    if asked is None:
        asked = could_look_into(Person.objects.get(pk=look.by), life)[0]
    return actions.raise_concern(life=life, look=look, asked=asked, words=words, by=by)


def a_question_to(
    life: System,
    *,
    by: Person,
    recipient: Person | Organisation | None = None,
    question: str = "Can I tell Dev about your rent, until it is sorted?",
    purpose: str = "to put the rent right",
    categories: Sequence[str] = ("home",),
    **kwargs: Any,
) -> Question:
    """Somebody asked the person: can I tell them?"""
    return actions.ask_to_share(
        life=life,
        by=by,
        recipient=recipient or a_person("Dev"),
        question=question,
        purpose=purpose,
        categories=categories,
        **{"until": None, **kwargs},
    )


def who_tends_the_place() -> Person:
    """A steward of the place this copy serves, which is settled first if it was not yet."""
    if not Place.objects.exists():
        steward = a_person("Stella")
        systems.settle(system=a_system(by=steward), by=steward)
    place = Place.objects.get()
    seats = Seat.objects.current().filter(system=place.system_id, role=Role.STEWARD)
    return Person.objects.filter(pk__in=seats.values("person")).first() or a_person()


def a_basis(organisation: Organisation, *, by: Person | None = None, **kwargs: Any) -> Basis:
    """An organisation that may act without a yes, to keep someone safe."""
    said = {
        "purpose": Purpose.SAFETY,
        "ground": LawfulGround.PUBLIC_TASK,
        "in_plain_words": "We look into it when somebody may come to harm.",
        "law": "Care Act 2014, section 42",
        "talk_to": "the safeguarding desk",
        "allows_acting_without_yes": True,
    }
    return actions.record_basis(
        organisation=organisation, by=by or who_tends_the_place(), **{**said, **kwargs}
    )


def a_law_that_asks(organisation: Organisation | None = None, **kwargs: Any) -> Basis:
    """A law under which an organisation has to know, whatever the person says."""
    said = {
        "purpose": Purpose.HOME,
        "ground": LawfulGround.LEGAL_OBLIGATION,
        "in_plain_words": "We find a home for whoever has none.",
        "law": "Housing Act 1996, section 195",
        "talk_to": "the homes desk",
        "allows_acting_without_yes": False,
    }
    return a_basis(organisation or an_organisation(), **{**said, **kwargs})


def somebody_who_may_act(name: str = "Sol", organisation: Organisation | None = None) -> Person:
    """A worker of an organisation that may act without a yes."""
    organisation = organisation or an_organisation(by=a_person())
    if not Basis.objects.lets_act().filter(organisation=organisation).exists():
        a_basis(organisation)
    person = a_membership(a_person(name), organisation).person
    name_to_act(person, organisation)
    return person


def name_to_act(person: Person, organisation: Organisation) -> None:
    """A steward of the place names somebody who may act for where they belong."""
    actions.name_to_act(organisation=organisation, person=person, by=who_tends_the_place())


def an_override(
    life: System, *, by: Person | None = None, second: Person | None = None, **kwargs: Any
) -> Override:
    """Somebody acted without a yes, and has not told the person yet."""
    by = by or somebody_who_may_act()
    mine = Organisation.objects.filter(memberships__person=by).first()
    assert mine is not None
    if second is None or not can_act_to_keep_safe(second):
        second = second or a_person("Sue")
        if not belongs(second, mine):
            a_membership(second, mine)
        name_to_act(second, mine)
    said = {
        "why": "She rang at four and could not say where she was.",
        "categories": ["safety"],
        "not_yet": NotYet.NOT_FOUND,
        "because": "Her phone is off.",
        "look_again": timezone.localdate(),
    }
    basis = Basis.objects.lets_act().get(organisation=mine)
    return actions.act_to_keep_safe(
        life=life, by=by, second=second, basis=basis, **{**said, **kwargs}
    )


def a_voice(life: System, *, by: Person, person: Person | None = None, **kwargs: Any) -> SpeaksWith:
    """Somebody is named who speaks with a child."""
    said = {
        "because": WhyWith.CHILD,
        "why": "He asks for her, and she listens.",
        "until": timezone.now() + timedelta(days=90),
    }
    person = person or a_person("Bea")
    return actions.name_voice(life=life, person=person, by=by, **{**said, **kwargs})


def a_line(
    life: System,
    *,
    by: Person,
    words: str = "Being asked, and being able to say no.",
    heading: str = Heading.IMPORTANT,
    **kwargs: Any,
) -> Line:
    """Something that matters, in the person's own words."""
    return actions.write_line(life=life, by=by, words=words, heading=heading, **kwargs)


def a_conversation(
    life: System, *, by: Person, words: str = "We had tea. She laughed twice.", **kwargs: Any
) -> Entry:
    return actions.note(life=life, by=by, words=words, **kwargs)


def a_freedom(
    life: System,
    *,
    by: Person,
    words: str = "Go to the cinema with my friends.",
    wrong: str = "It may be too loud, and I may have to leave.",
    place: str = "Seats by the door, and Pat in the car.",
    **kwargs: Any,
) -> Freedom:
    return actions.want(life=life, by=by, words=words, wrong=wrong, place=place, **kwargs)


def a_backing(freedom: Freedom, *, by: Person, person: Person | None = None) -> Backing:
    """Somebody was asked to stand behind the worker."""
    return actions.ask_to_back(freedom=freedom, person=person or a_person("Bea"), by=by)


def a_reaching(
    life: System,
    *,
    by: Person,
    words: str = "Left a message that the kettle is on.",
    means: str = Means.CALLED,
    on: date | None = None,
) -> Reaching:
    walked = current(life)
    assert walked is not None
    day = on or timezone.localdate()
    return actions.tried(relationship=walked, on=day, means=means, words=words, by=by)


def a_wish(life: System, *, by: Person, **asked: Any) -> Wish:
    """The person wants somebody to walk with them."""
    return actions.wish_for(life=life, by=by, **(asked or {"person": a_person("Dev")}))


def an_offer(life: System, *, by: Person, person: Person | None = None) -> Offer:
    """Somebody was asked by name, and said yes."""
    person = person or a_person("Dev")
    return actions.offer(wish=a_wish(life, by=by, person=person), by=person)
