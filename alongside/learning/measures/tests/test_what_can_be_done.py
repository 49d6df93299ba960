"""What somebody can do stands right after the chart, once."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures.testing import a_measure, some_points

pytestmark = pytest.mark.django_db
PAGES = ["enter", "paste", "bring", "counted", "write_note", "set_aside", "hold_still", "set_anew"]


def test_it_stands_after_the_chart_and_before_what_is_to_be_looked_up(client: Client) -> None:
    ruth = a_person("Ruth")
    measure = a_measure(a_system(by=ruth), by=ruth)
    some_points(measure, [3, 5, 2, 6, 4, 1, 5, 3, 6, 2, 4, 5], by=ruth)
    client.force_login(ruth)
    page = client.get(measure.get_absolute_url()).text
    chart, can, counted = (page.index(mark) for mark in ("<svg", 'id="can"', 'id="counted"'))
    assert chart < can < page.index('id="notes"') < counted
    for name in PAGES:
        assert page.count(f'href="{reverse(f"measures:{name}", args=[measure.pk])}"') == 1, name


def test_who_does_not_sit_there_is_offered_nothing(client: Client) -> None:
    ruth, sam = a_person("Ruth"), a_person("Sam")
    measure = a_measure(a_system(by=ruth), by=ruth, reach="anyone")
    some_points(measure, [3, 5, 2], by=ruth)
    a_seat(a_system(by=ruth, name="Elsewhere"), by=ruth, person=sam)
    client.force_login(sam)
    assert 'id="can"' not in client.get(measure.get_absolute_url()).text
