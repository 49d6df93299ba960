"""Let in to keep someone safe, one reads and writes nothing: not what one wrote before either."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import rules as logbook_rules
from alongside.foundation.logbook.models import Ceiling, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Ground, Role, Seat, System
from alongside.foundation.systems.testing import a_system
from alongside.human.listening.testing import a_story
from alongside.human.lives.testing import a_life_with

from .browsing import signed_in

pytestmark = pytest.mark.django_db


def a_seat_on(ground: Ground, *, life: System, person: Person, by: Person) -> None:
    Seat.objects.create(
        system=life,
        person=person,
        role=Role.MEMBER,
        ground=ground,
        categories=["home"],
        given_by=by.pk,
        until=timezone.now() + timedelta(hours=20),
    )


@pytest.fixture
def dev() -> Person:
    return a_person("Dev")


@pytest.fixture
def told(dev: Person) -> Entry:
    """What he wrote while a yes let him in, which has ended. Now he is in without one."""
    ruth = a_person("Ruth")
    life = a_life_with(ruth)
    a_seat_on(Ground.AGREED, life=life, person=dev, by=ruth)
    story = a_story(
        system=life, by=dev, ceiling=Ceiling.QUOTED, words="Kept close.", category="home"
    )
    Seat.objects.filter(person=dev, system=life).update(until=timezone.now())
    a_seat_on(Ground.SAFE, life=life, person=dev, by=ruth)
    return story


def test_what_they_wrote_before_they_leave_as_it_is(told: Entry, dev: Person) -> None:
    assert logbook_rules.can_read(dev, told)
    elsewhere = a_system(by=dev, name="Elsewhere")
    with pytest.raises(PermissionDenied):
        logbook.widen(entry=told, into=elsewhere, words="Out.", agreed="She said so.", by=dev)
    with pytest.raises(PermissionDenied):
        logbook.make_card(entry=told, by=dev)
    with pytest.raises(PermissionDenied):
        logbook.withdraw(entry=told, by=dev)


@pytest.mark.parametrize("address", ["logbook:widen", "logbook:withdraw", "listening:make_card"])
def test_no_page_lets_them(told: Entry, dev: Person, address: str) -> None:
    assert signed_in(dev).post(reverse(address, args=[told.pk])).status_code in (403, 404)


def test_the_front_page_offers_no_answer_they_may_not_give(told: Entry, dev: Person) -> None:
    page = signed_in(dev).get(reverse("home:owed")).content.decode()
    assert reverse("home:owed") in page
    assert "/answer/" not in page
