"""Who may see who looked, and who looks into it when something does not seem right."""

from uuid import UUID

from django.db.models import Q

from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import Place, Reader, Role, Seat, System
from alongside.human.lives.models import Concern

from .sharing import can_say_yes
from .voice import can_speak

Who = Person | Reader


def can_see_who_looked(who: Who, life: System) -> bool:
    """
    Who looked is for the person whose life it is. The one who walks alongside may open it with
    them beside them: that they did is itself a look, and stands on the same page. Nobody else can,
    and nobody can ask it by worker.
    """
    return can_speak(who, life)


def can_raise_concern(who: Who, life: System) -> bool:
    """
    That a look does not seem right is the person's to say; by the one who walks alongside only
    where they do not sign in here, or have not lately: it may be a look of theirs.
    """
    return can_say_yes(who, life)


def could_look_into(about: Person, life: System) -> list[Person]:
    """
    A concern goes to somebody with a name: a steward of the place, or whoever set up here an
    organisation the worker belongs to. Never the worker, never the person whose life it is, and
    nobody to whom somebody here has said no by name. Who works where they work comes last.
    """
    of_the_place = Place.objects.values("system")
    stewards = Seat.objects.current().filter(role=Role.STEWARD, system__in=of_the_place)
    belongs = Membership.objects.filter(person=about).values("organisation")
    founders = Organisation.objects.filter(pk__in=belongs).values("founded_by")
    theirs = Seat.objects.current().filter(system=life, role=Role.PERSON).values("person")
    told_no = life.exclusions.current().filter(person__isnull=False).values("person")
    could = Person.objects.filter(
        Q(pk__in=stewards.values("person")) | Q(pk__in=founders), is_active=True
    )
    could = could.exclude(pk__in=theirs).exclude(pk__in=told_no).exclude(pk=about.pk)
    found, beside = list(could.order_by("name")), colleagues_of(about)
    return sorted(found, key=lambda person: person.pk in beside)


def colleagues_of(about: Person) -> set[UUID]:
    """Everybody who works where somebody works: said of them wherever they could be chosen."""
    theirs = Membership.objects.current().filter(person=about).values("organisation")
    beside = Membership.objects.current().filter(organisation__in=theirs).exclude(person=about)
    return set(beside.values_list("person", flat=True))


def can_say_how_it_was(person: Person, concern: Concern) -> bool:
    """The worker it is about can say how it was, in their own words, before and after an answer."""
    return concern.about_id == person.pk


def can_answer_concern(person: Person, concern: Concern) -> bool:
    """Only who was asked answers: somebody with a name, who was chosen."""
    return concern.asked_id == person.pk
