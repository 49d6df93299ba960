"""Small numbers of people: what a chart says of them, and who is led to where they are settled."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.models import Measure, Shape
from alongside.learning.measures.rules.charting import chart_of
from alongside.learning.measures.testing import a_measure, some_points

pytestmark = pytest.mark.django_db
LINK = "How small is small here?"
SAYS = "2 of 12 points are of too few people to tell, and are left out."


@pytest.fixture
def place(ruth: Person) -> System:
    place = a_system(by=ruth)
    systems.settle(system=place, by=ruth)
    return place


@pytest.fixture
def people(place: System, ruth: Person) -> Measure:
    made = a_measure(place, by=ruth, shape=Shape.COUNT, counts_people=True, reach="anyone")
    some_points(made, [9, 3, 12, 8, 7, 11, 2, 10, 9, 8, 12, 9], by=ruth)
    return made


def pages(people: Measure) -> list[str]:
    return [
        reverse("measures:measure", args=[people.pk]),
        reverse("measures:measures", args=[people.entry.system_id]),
        reverse("measures:keep_chart", args=[people.pk]),
    ]


def test_a_chart_says_how_much_of_it_is_left_out(people: Measure, ruth: Person) -> None:
    chart = chart_of(Reader.of(ruth), people)
    assert chart.warnings[0].says == f"{SAYS} What is left lies higher than what was counted."
    assert chart.svg.count("too few people to say") == 2


def test_of_a_share_it_is_not_said_which_way(place: System, ruth: Person) -> None:
    share = a_measure(
        place, by=ruth, shape=Shape.SHARE, counts_people=True, numerator="a", denominator="b"
    )
    some_points(share, [9, 3], out_of=[20, 20], by=ruth)
    [left_out] = chart_of(Reader.of(ruth), share).left_out
    assert left_out.says == "1 of 2 points is of too few people to tell, and is left out."


def test_its_key_says_what_the_boxes_are(client: Client, people: Measure, ruth: Person) -> None:
    client.force_login(ruth)
    assert "</svg>fewer than 5</li>" in client.get(pages(people)[0]).text


def test_who_holds_the_place_is_led_to_where_it_is_settled(
    client: Client, people: Measure, place: System, ruth: Person
) -> None:
    url = reverse("systems:hide_below", args=[place.pk])
    client.force_login(ruth)
    for page in pages(people):
        text = client.get(page).text
        assert LINK in text
        assert url in text
    client.force_login(a_person("Somebody"))
    for page in pages(people)[:2]:
        text = client.get(page).text
        assert LINK not in text
        assert "left out" in text


def test_where_nothing_is_hidden_nothing_is_said(
    client: Client, place: System, ruth: Person
) -> None:
    made = a_measure(place, by=ruth, shape=Shape.COUNT, counts_people=True)
    some_points(made, [9, 13, 12], by=ruth)
    client.force_login(ruth)
    for page in pages(made):
        assert LINK not in client.get(page).text
    week = timezone.localdate() - timedelta(days=7)
    assert chart_of(Reader.of(ruth), made, as_known_on=week).left_out == ()
