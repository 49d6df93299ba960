"""What a place settles once for itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import Place, smallest_shown
from alongside.foundation.systems.testing import a_seat, a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def place(ruth: Person) -> Place:
    return actions.settle(system=a_system(by=ruth, scale="place"), by=ruth)


def test_fewer_than_five_are_hidden_unless_a_place_says_otherwise(
    place: Place, ruth: Person
) -> None:
    assert smallest_shown() == 5
    actions.hide_below(smallest=10, by=ruth)
    assert smallest_shown() == 10
    assert Event.objects.filter(kind=SystemEvent.HIDES_BELOW, by=ruth.pk).exists()


def test_before_a_place_is_set_up_fewer_than_five_are_hidden(ruth: Person) -> None:
    assert smallest_shown() == 5
    with pytest.raises(Refused):
        actions.hide_below(smallest=10, by=ruth)


@pytest.mark.parametrize("smallest", [0, 1, 2, 21])
def test_it_cannot_hide_nothing_or_everything(place: Place, ruth: Person, smallest: int) -> None:
    with pytest.raises(Refused):
        actions.hide_below(smallest=smallest, by=ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.update(smallest=smallest)


def test_only_who_holds_the_place_says_so(place: Place, ruth: Person) -> None:
    tom = a_person("Tom")
    a_seat(place.system, by=ruth, person=tom)
    with pytest.raises(PermissionDenied):
        actions.hide_below(smallest=10, by=tom)


def test_it_is_settled_on_a_page_of_the_place(place: Place, ruth: Person, client: Client) -> None:
    url = reverse("systems:hide_below", args=[place.system_id])
    client.force_login(ruth)
    assert 'value="5"' in client.get(url).content.decode()
    for wrong in ("", "2", "many", "5.5", "99"):
        assert client.post(url, {"smallest": wrong}).status_code == 422
    assert smallest_shown() == 5
    assert client.post(url, {"smallest": "10"}).status_code == 302
    assert smallest_shown() == 10


def test_nobody_else_settles_it(place: Place, client: Client) -> None:
    tom = a_person("Tom")
    client.force_login(tom)
    url = reverse("systems:hide_below", args=[place.system_id])
    assert client.post(url, {"smallest": "3"}).status_code == 403
    other = a_system(by=tom)
    assert client.get(reverse("systems:hide_below", args=[other.pk])).status_code == 404
    assert smallest_shown() == 5
